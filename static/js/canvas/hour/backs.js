// Private writing: how many notes of others lie face down in a block, and what is shown when they are turned.

import { el } from "../view/dom.js";

/** @typedef {import("../view/stage.js").Stage} Stage */

const SEEN_AFTER = 10_000; // milliseconds for which a revealed note is marked
const MOST = 6;

export class Backs {
  #stage;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    stage.scene.said.push((note) => Boolean(note.to) && stage.scene.say("only-you"));
  }

  draw() {
    const { board, scene } = this.#stage;
    for (const key of board.blocks) {
      const parts = board.block(key);
      if (!parts) continue;
      const own = [...scene.canvas.notes.values()].filter((note) => note.to && note.block === key && !note.removed);
      const count = Math.max(0, (scene.session.backs[key] ?? 0) - own.length);
      const found = parts.section.querySelector(":scope > .backs");
      if (!count) {
        found?.remove();
        continue;
      }
      const line = found ?? el("p", { class: "backs" });
      const pile = el("span", { class: "pile", "aria-hidden": "true" });
      for (let one = 0; one < Math.min(count, MOST); one++) pile.append(el("i"));
      line.replaceChildren(pile, scene.say("backs", { count }));
      if (!found) parts.list.before(line);
    }
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
