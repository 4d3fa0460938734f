// The canvas on the page. Takes over the elements that the server drew, and after a change redraws what it names, by id:
// an element lives as long as its note, whatever is written in it and wherever it goes.

import { arrange } from "./arrange.js";
import { drawName, drawNote, newNote } from "./note.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./session.js").Change} Change */

/** @typedef {{section: HTMLElement, list: HTMLElement, tally: HTMLElement}} BlockParts */

export class Board {
  /** While the board puts elements in order: a blur now is not somebody leaving. */
  settling = false;
  offline = false;
  /** @type {Set<string>} */
  selected = new Set();
  /** Notes that stand on this screen alone, until something is written in them: id to block. @type {Map<string, string>} */
  drafts = new Map();
  /** @type {Map<string, BlockParts>} */
  #blocks = new Map();
  /** @type {Map<string, HTMLElement>} */
  #papers = new Map();

  /** @param {HTMLElement} sheet @param {Scene} scene */
  constructor(sheet, scene) {
    this.sheet = sheet;
    this.scene = scene;
    for (const section of sheet.querySelectorAll("[data-block]")) {
      if (section instanceof HTMLElement) this.#blocks.set(section.dataset.block ?? "", partsOf(section));
    }
  }

  /** Take over what the server drew. */
  adopt() {
    for (const paper of this.sheet.querySelectorAll("[data-note]")) {
      if (!(paper instanceof HTMLElement) || !paper.dataset.note) continue;
      this.#papers.set(paper.dataset.note, paper);
      const note = this.scene.note(paper.dataset.note);
      if (note) drawName(paper, note, this.scene, this.#look(note.id));
    }
    for (const { list } of this.#blocks.values()) list.querySelector("[data-note]")?.setAttribute("tabindex", "0");
  }

  /** The element of a note that is on the sheet. @param {string} id */
  paper(id) {
    return this.#papers.get(id) ?? null;
  }

  /** @param {string} key */
  block(key) {
    return this.#blocks.get(key) ?? null;
  }

  get blocks() {
    return [...this.#blocks.keys()];
  }

  /** The note that an event or element is in. @param {EventTarget | null} target */
  idAt(target) {
    const paper = target instanceof Element ? target.closest("[data-note]") : null;
    return paper instanceof HTMLElement && this.sheet.contains(paper) ? (paper.dataset.note ?? null) : null;
  }

  /** The block that an event or element is in. @param {EventTarget | null} target */
  blockAt(target) {
    const section = target instanceof Element ? target.closest("[data-block]") : null;
    return section instanceof HTMLElement ? (section.dataset.block ?? null) : null;
  }

  /** The notes of a block as they stand there, those in open stacks included. @param {string} key */
  shown(key) {
    const papers = [...(this.#blocks.get(key)?.list.querySelectorAll("[data-note]") ?? [])];
    return papers.flatMap((paper) =>
      paper instanceof HTMLElement && paper.offsetParent ? [paper.dataset.note ?? ""] : [],
    );
  }

  /** Redraw what a change names. @param {Change} change @returns {string[]} notes that were not there before */
  change(change) {
    const held = holdFocus(this.sheet);
    this.settling = true;
    const arrived = this.#draw(change);
    const keys = change.reset || change.canvas ? this.blocks : change.blocks;
    for (const key of keys) this.drawBlock(key);
    held.giveBack(() => this.#near(held.list, held.index));
    this.settling = false;
    return arrived;
  }

  /** @param {Change} change */
  #draw(change) {
    const arrived = [];
    for (const id of new Set([...change.notes, ...change.comments])) {
      const note = this.scene.note(id);
      if (!note) this.#drop(id);
      else {
        if (!this.#papers.has(id)) arrived.push(id);
        this.drafts.delete(id);
        drawNote(this.#made(id), note, this.scene, this.#look(id));
      }
    }
    return arrived;
  }

  /** The parts of a block that its notes and its lock decide. @param {string} key */
  drawBlock(key) {
    const parts = this.#blocks.get(key);
    if (!parts) return;
    const { scene } = this;
    const notes = scene.canvas.group(key);
    this.#fill(parts.list, notes, key);
    for (const note of notes) this.#drawStack(note);
    parts.tally.textContent = String(scene.canvas.size(key));
    parts.section.classList.toggle("is-locked", scene.canvas.block(key).locked || scene.canvas.locked);
    parts.section.classList.toggle("is-empty", !parts.list.querySelector("[data-note]"));
    oneTabStop(parts.list);
  }

  /** What stands under a note, and the line that counts it. @param {import("../core/canvas.js").Note} note */
  #drawStack(note) {
    const paper = this.#made(note.id);
    const members = this.scene.canvas.group(note.id);
    if (!members.length && !paper.classList.contains("is-stack")) return;
    drawNote(paper, note, this.scene, this.#look(note.id));
    const inside = paper.querySelector(":scope > .inside");
    if (inside) this.#fill(inside, members, null);
  }

  /** @param {Element} list @param {import("../core/canvas.js").Note[]} notes @param {string | null} key the block, for its drafts */
  #fill(list, notes, key) {
    const wanted = notes.map((note) => this.#made(note.id));
    for (const [id, block] of this.drafts) if (block === key) wanted.push(this.#made(id));
    arrange(list, wanted, document.activeElement?.closest("[data-note]") ?? null);
  }

  /** Draw notes again that look different though they did not change. @param {Iterable<string>} ids */
  redraw(ids) {
    for (const id of ids) {
      const [note, paper] = [this.scene.note(id), this.#papers.get(id)];
      if (note && paper) drawNote(paper, note, this.scene, this.#look(id));
    }
  }

  /** Show which notes are chosen. @param {Set<string>} ids */
  select(ids) {
    const touched = new Set([...this.selected, ...ids]);
    this.selected = new Set(ids);
    for (const id of touched) {
      const [note, paper] = [this.scene.note(id), this.#papers.get(id)];
      if (note && paper) drawName(paper, note, this.scene, this.#look(id));
    }
  }

  /** Paper for a note that is only begun. @param {string} id @param {string} block @param {string} colour */
  draft(id, block, colour) {
    this.drafts.set(id, block);
    this.#made(id).classList.add(colour);
    this.drawBlock(block);
    return this.#made(id);
  }

  /** Take a note that was never written off the sheet. @param {string} id */
  discard(id) {
    const block = this.drafts.get(id);
    this.drafts.delete(id);
    if (!this.scene.note(id)) this.#drop(id);
    if (block) this.drawBlock(block);
  }

  /** Open or close a stack where it stands. @param {string} id @param {boolean} [open] */
  open(id, open) {
    const paper = this.#papers.get(id);
    const button = paper?.querySelector(":scope > .count");
    if (!paper || !button) return;
    const opened = paper.classList.toggle("is-open", open);
    button.setAttribute("aria-expanded", String(opened));
  }

  /** Whether a stack stands open. @param {string} id */
  isOpen(id) {
    return this.#papers.get(id)?.classList.contains("is-open") ?? false;
  }

  /** Focus a note, and open the stack it stands in. @param {string} id */
  focus(id) {
    const note = this.scene.note(id);
    if (note?.under) this.open(note.under, true);
    this.#papers.get(id)?.focus();
  }

  /** @param {string} id */
  #made(id) {
    const paper = this.#papers.get(id) ?? newNote(id);
    this.#papers.set(id, paper);
    return paper;
  }

  /** @param {string} id */
  #drop(id) {
    if (this.drafts.has(id)) return;
    this.#papers.get(id)?.remove();
    this.#papers.delete(id);
  }

  /** @param {string} id */
  #look(id) {
    return { selected: this.selected.has(id), offline: this.offline };
  }

  /** Where the focus goes when its note went away: the neighbour, or the block's first button. @param {Element | null} list @param {number} index */
  #near(list, index) {
    const left = list ? [...list.children].filter((child) => child instanceof HTMLElement && child.dataset.note) : [];
    const one =
      left[Math.min(index, left.length - 1)] ??
      list?.closest("[data-note]") ??
      list?.closest("[data-block]")?.querySelector("button");
    if (one instanceof HTMLElement) one.focus({ preventScroll: true });
  }
}

/** @param {HTMLElement} section @returns {BlockParts} */
function partsOf(section) {
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (section.querySelector(selector));
  return { section, list: part(":scope > .notes"), tally: part("[data-tally]") };
}

/** Exactly one note of a list can be reached by Tab. @param {HTMLElement} list */
function oneTabStop(list) {
  const stops = list.querySelectorAll("[data-note][tabindex='0']");
  for (const extra of [...stops].slice(1)) extra.setAttribute("tabindex", "-1");
  if (!stops.length) list.querySelector("[data-note]")?.setAttribute("tabindex", "0");
}

/** Remembers what has the focus on the sheet, to give it back after elements were moved. @param {HTMLElement} sheet */
function holdFocus(sheet) {
  const focused = document.activeElement;
  const paper = focused && sheet.contains(focused) ? focused.closest("[data-note]") : null;
  const list = paper?.parentElement ?? null;
  const index = list && paper ? [...list.children].indexOf(paper) : 0;
  return {
    list,
    index,
    /** @param {() => void} elsewhere when it is gone */
    giveBack(elsewhere) {
      if (!paper || document.activeElement === focused) return;
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
      else if (document.activeElement === document.body || !document.activeElement) elsewhere();
    },
  };
}
