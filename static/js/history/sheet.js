// The canvas of a moment on the page. Takes over the elements that the server drew and keeps one for each note.

import { arrange } from "../canvas/view/arrange.js";
import { drawPaper, flag, newPaper } from "./paper.js";
import { inSlices } from "./slices.js";

/** @typedef {import("../canvas/core/canvas.js").Canvas} Canvas */
/** @typedef {import("./paper.js").Around} Around */

const FLAGS_MOST = 10;

export class Sheet {
  /** @type {Canvas} */
  canvas;
  #element;
  #around;
  /** @type {Map<string, HTMLElement>} */
  #papers = new Map();
  /** @type {Map<string, {section: HTMLElement, list: HTMLElement, tally: Element | null}>} */
  #blocks = new Map();
  /** What is still to be drawn: notes, and the blocks and stacks whose order changed. @type {Set<string>} */
  #notes = new Set();
  /** @type {Set<string>} */
  #groups = new Set();
  #ticket = { cancelled: false };
  #shown;
  /** How many notes of a block are drawn, where somebody asked for more. @type {Map<string, number>} */
  #limits = new Map();
  /** @type {Map<HTMLElement, () => void>} */
  #flags = new Map();

  /**
   * @param {HTMLElement} element @param {Canvas} canvas as the server drew it @param {Around} around
   * @param {number} shown notes of a block that are drawn until somebody asks for more
   */
  constructor(element, canvas, around, shown) {
    this.#element = element;
    this.#shown = shown;
    this.#around = around;
    this.canvas = canvas;
    for (const section of element.querySelectorAll("[data-block]")) {
      if (!(section instanceof HTMLElement)) continue;
      const list = /** @type {HTMLElement} */ (section.querySelector(":scope > .notes"));
      this.#blocks.set(section.dataset.block ?? "", { section, list, tally: section.querySelector("[data-tally]") });
    }
    for (const paper of element.querySelectorAll("[data-note]")) {
      if (paper instanceof HTMLElement && paper.dataset.note) this.#papers.set(paper.dataset.note, paper);
    }
    this.#tabStops();
  }

  /** The element of a note that stands there. @param {string} id */
  paper(id) {
    return this.#papers.get(id) ?? null;
  }

  /** Draw another canvas. Resolves to whether it stands whole: not when another one was asked for meanwhile. @param {Canvas} canvas */
  show(canvas) {
    this.canvas = canvas;
    this.unflag();
    this.#notes = new Set([...this.#papers.keys(), ...canvas.notes.keys()]);
    this.#groups = new Set(this.#blocks.keys());
    for (const note of canvas.notes.values()) if (note.under && !note.removed) this.#groups.add(note.under);
    return this.draw();
  }

  /** Draw more of a block. @param {string} block */
  more(block) {
    this.#limits.set(block, (this.#limits.get(block) ?? this.#shown) + 2 * this.#shown);
    this.#groups.add(block);
    this.#element.classList.add("has-many"); // skipping what is out of sight costs a second layout: not for a few
    return this.draw();
  }

  /** Apply effects to the canvas, and keep in mind what they touch. @param {any[]} effects @param {number} number */
  apply(effects, number) {
    for (const effect of effects) {
      const id = effect.note ?? effect.set?.note;
      this.#remember(id);
      this.canvas.apply([effect], number);
      this.#remember(id);
    }
  }

  /** @param {string | undefined} id of a note that changes */
  #remember(id) {
    if (!id) return;
    this.#notes.add(id);
    const note = this.canvas.notes.get(id);
    if (!note) return;
    this.#groups.add(note.block);
    if (note.under) {
      this.#groups.add(note.under);
      this.#notes.add(note.under);
    }
  }

  /** Draw what is still to be drawn, in slices. */
  draw() {
    this.#ticket.cancelled = true;
    this.#ticket = { cancelled: false };
    return inSlices(this.#steps(), this.#ticket);
  }

  /** Draw for at most so long, and leave the rest for the next time. @param {number} milliseconds */
  drawFor(milliseconds) {
    this.#ticket.cancelled = true;
    const until = performance.now() + milliseconds;
    const steps = this.#steps();
    while (performance.now() < until && !steps.next().done);
  }

  *#steps() {
    for (const id of this.#notes) {
      this.#notes.delete(id);
      this.#note(id);
      yield;
    }
    for (const name of this.#groups) {
      yield* this.#group(name);
      this.#groups.delete(name); // not before: a drawing that is cut short begins this list once more
    }
    this.#tabStops();
  }

  /** @param {string} id */
  #note(id) {
    const note = this.canvas.notes.get(id);
    const there = this.#papers.get(id);
    if (!note || note.removed) {
      if (there) this.#forget(there, id);
      there?.remove();
      return;
    }
    // One that does not stand there is made when its list wants it.
    if (there) drawPaper(there, note, this.canvas, this.#around);
  }

  /** The element of a note, made when there is none. @param {import("../canvas/core/canvas.js").Note} note */
  #made(note) {
    const there = this.#papers.get(note.id);
    if (there) return there;
    const paper = newPaper(note.id);
    this.#papers.set(note.id, paper);
    drawPaper(paper, note, this.canvas, this.#around);
    return paper;
  }

  /** The notes of a block or stack in their order. @param {string} name */
  *#group(name) {
    const block = this.#blocks.get(name);
    const list = block?.list ?? this.#papers.get(name)?.querySelector(":scope > .inside");
    if (!list) return;
    const all = this.canvas.group(name);
    const wanted = [];
    for (const note of block ? all.slice(0, this.#limits.get(name) ?? this.#shown) : all) {
      wanted.push(this.#made(note));
      if (note.under || this.canvas.group(note.id).length) this.#groups.add(note.under ?? note.id);
      yield;
    }
    const stay = new Set(wanted);
    for (const child of [...list.children]) {
      if (stay.has(/** @type {HTMLElement} */ (child))) continue;
      if (child instanceof HTMLElement && child.dataset.note) this.#forget(child, child.dataset.note);
      child.remove();
    }
    yield* placed(list, wanted);
    if (!block) return;
    this.#rest(block.section, all.length - wanted.length);
    if (block.tally) block.tally.textContent = String(this.canvas.size(name));
    block.section.classList.toggle("is-empty", !wanted.length);
  }

  /** An element that is taken away. @param {HTMLElement} paper @param {string} id */
  #forget(paper, id) {
    this.#flags.delete(paper);
    this.#papers.delete(id);
    for (const inner of paper.querySelectorAll("[data-note]"))
      if (inner instanceof HTMLElement) this.#papers.delete(inner.dataset.note ?? "");
  }

  /** How many notes more there are than are drawn. @param {HTMLElement} section @param {number} count */
  #rest(section, count) {
    const more = section.querySelector("[data-do=more]");
    if (!(more instanceof HTMLElement)) return;
    more.hidden = count <= 0;
    more.textContent = this.#around.say("more-notes", { count });
  }

  /** Exactly one note of a block can be reached by Tab. */
  #tabStops() {
    for (const { list } of this.#blocks.values()) {
      const stops = list.querySelectorAll("[data-note][tabindex='0']");
      for (const extra of [...stops].slice(1)) extra.setAttribute("tabindex", "-1");
      if (!stops.length) list.querySelector("[data-note]")?.setAttribute("tabindex", "0");
    }
  }

  /** Names beside what just came or changed, a few at a time. @param {Record<string, number>} who by note */
  flag(who) {
    /** @type {[HTMLElement, string][]} */
    const seen = [];
    for (const [id, by] of Object.entries(who)) {
      const paper = this.#papers.get(id);
      const name = this.#around.names[by];
      if (paper?.isConnected && name) seen.push([paper, name]);
    }
    for (const [paper, name] of seen.slice(-FLAGS_MOST)) {
      if (this.#flags.size >= FLAGS_MOST) {
        const [[oldest, away]] = this.#flags;
        away();
        this.#flags.delete(oldest);
      }
      this.#flags.get(paper)?.();
      this.#flags.delete(paper);
      this.#flags.set(paper, flag(paper, name));
    }
  }

  /** Take all names away. */
  unflag() {
    for (const away of this.#flags.values()) away();
    this.#flags.clear();
  }

  /** The note that an event is about. @param {EventTarget | null} target */
  idAt(target) {
    const paper = target instanceof Element ? target.closest("[data-note]") : null;
    return paper instanceof HTMLElement && this.#element.contains(paper) ? (paper.dataset.note ?? null) : null;
  }

  /** Move the focus to the note before or after in its block. @param {HTMLElement} paper @param {number} way */
  step(paper, way) {
    const list = paper.closest(".block > .notes");
    const shown = [...(list?.querySelectorAll("[data-note]") ?? [])].filter(
      (one) => one instanceof HTMLElement && one.offsetParent,
    );
    const next = shown[shown.indexOf(paper) + way];
    if (!(next instanceof HTMLElement)) return;
    paper.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}

/** Put papers in order in a list, a few at a time when they are many. @param {Element} list @param {Element[]} wanted */
function* placed(list, wanted) {
  for (let count = 40; count < wanted.length; count += 40) {
    arrange(list, wanted.slice(0, count), null);
    yield;
  }
  arrange(list, wanted, null);
}
