// Private writing: how many notes of others lie face down in a block, and what is shown when they are turned.

import { el, hidden, icon } from "../view/dom.js";

/** @typedef {import("../view/stage.js").Stage} Stage */

const SEEN_AFTER = 10_000; // milliseconds for which a revealed note is marked
const MOST = 6;

export class Backs {
  #stage;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    stage.scene.said.push((note) => Boolean(note.to) && this.#seenBy(note));
  }

  /** Who sees a private note. @param {import("../core/canvas.js").Note} note */
  #seenBy(note) {
    const { scene } = this.#stage;
    const step = scene.session.workshop.steps.find((/** @type {any} */ one) => one.id === note.step);
    return scene.say(step?.reading ? "you-and-leaders" : "only-you");
  }

  draw() {
    for (const key of this.#stage.board.blocks) this.#block(key, this.others(key));
  }

  /** How many private notes of others there are in a block. @param {string} key */
  others(key) {
    const { scene } = this.#stage;
    const own = [...scene.canvas.notes.values()].filter((note) => note.to && note.block === key && !note.removed);
    return Math.max(0, (scene.session.backs[key] ?? 0) - own.length);
  }

  /** The first block, as they are filled in, with private notes of others. */
  get first() {
    return [...this.#stage.scene.blocks.keys()].find((key) => this.others(key) > 0);
  }

  /** @param {string} key @param {number} count */
  #block(key, count) {
    const { board, scene } = this.#stage;
    const parts = board.block(key);
    const found = parts?.section.querySelector(":scope > .backs");
    if (!parts || found?.getAttribute("data-count") === (count ? String(count) : undefined)) return;
    if (!count) return this.#clear(parts.section, found);
    const line = found ?? this.#line(key);
    line.setAttribute("data-count", String(count));
    const pile = el("span", { class: "pile", "aria-hidden": "true" });
    for (let one = 0; one < Math.min(count, MOST); one++) pile.append(el("i"));
    line.querySelector("span")?.replaceChildren(pile, scene.say("backs", { count }));
    // Over what a block offers to begin with, which may fill it.
    if (!found) (parts.section.querySelector(":scope > .ask") ?? parts.section.firstElementChild)?.after(line);
  }

  /** @param {string} key */
  #line(key) {
    const { scene } = this.#stage;
    const line = el("p", { class: "backs" }, el("span", {}));
    if (!scene.may("reveal")) return line;
    const button = el("button", { type: "button", class: "btn small", "data-next": key }, icon("eye"));
    button.append(scene.say("next-note"), hidden(` (${scene.blockName(key)})`));
    button.addEventListener("click", () => this.next(key));
    line.append(button);
    return line;
  }

  /** Nothing is private here any more; who was on the line goes to the notes. @param {HTMLElement} section @param {Element | null | undefined} line */
  #clear(section, line) {
    const held = line?.contains(document.activeElement);
    line?.remove();
    const next = held && section.querySelector("[data-note][tabindex='0'], button");
    if (next instanceof HTMLElement) next.focus();
  }

  /** Show the next note of a block, in its order. @param {string | undefined} key */
  next(key) {
    if (key) this.#stage.deeds.edit({ op: "reveal", block: key, one: true });
  }

  /** Mark what was just shown, until it was seen. @param {import("../view/session.js").Change} change */
  revealed({ notes, local, reset }) {
    if (local || reset) return;
    const { board, scene } = this.#stage;
    const { seen } = scene.session;
    for (const id of notes) {
      const note = scene.note(id);
      const paper = board.paper(id);
      if (!paper || !note?.shown || note.shown < seen - 5 || note.v !== note.shown) continue;
      paper.classList.add("is-new");
      setTimeout(() => paper.classList.remove("is-new"), SEEN_AFTER);
    }
  }
}
