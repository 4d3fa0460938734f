// Dots on notes: a button while the vote is open, the total once it is closed.

import { el, hidden } from "../view/dom.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {import("../core/canvas.js").Note} Note */

export class Votes {
  #stage;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    const { scene, board } = stage;
    scene.marks.push((note) => this.#mark(note));
    scene.said.push((note) => this.#said(note));
    board.sheet.addEventListener("click", (event) => this.#pressed(event), true);
    board.sheet.addEventListener("pointerdown", (event) => this.#button(event) && event.stopPropagation(), true);
  }

  get #scene() {
    return this.#stage.scene;
  }

  /** The vote that is open, with one's own dots; null when none is. */
  get open() {
    const { moment } = this.#scene.session.you;
    if (!moment.step || !moment.dots || !this.#scene.may("vote")) return null;
    const ballot = this.#scene.canvas.ballots.get(moment.step) ?? { mine: {}, closed: false, totals: {} };
    if (ballot.closed) return null;
    const spent = Object.values(ballot.mine).reduce((sum, dots) => sum + dots, 0);
    return { ...moment, mine: ballot.mine, left: moment.dots - spent };
  }

  /** What a note got in all votes that are closed. @param {Note} note */
  #total(note) {
    let total = 0;
    for (const ballot of this.#scene.canvas.ballots.values())
      total += ballot.closed ? (ballot.totals[note.id] ?? 0) : 0;
    return total;
  }

  /** @param {Note} note */
  #takes(note) {
    const { open } = this;
    return open && !note.to && (!open.voteBlocks.length || open.voteBlocks.includes(note.block)) ? open : null;
  }

  /** @param {Note} note @returns {HTMLElement | ""} */
  #mark(note) {
    const open = this.#takes(note);
    const total = this.#total(note);
    if (!open) {
      if (!total) return "";
      return el(
        "span",
        { class: "votes" },
        String(total),
        hidden(` ${this.#scene.say("votes-word", { count: total })}`),
      );
    }
    const mine = open.mine[note.id] ?? 0;
    const dots = Array.from({ length: mine }, () => el("i"));
    const words = mine ? this.#scene.say("votes-mine", { count: mine }) : this.#scene.say("vote-here");
    return el("button", { class: "vote", type: "button", "data-vote": note.id }, ...dots, words);
  }

  /** @param {Note} note */
  #said(note) {
    const open = this.#takes(note);
    const count = open ? (open.mine[note.id] ?? 0) : this.#total(note);
    return count > 0 && this.#scene.say(open ? "votes-mine" : "votes-count", { count });
  }

  /** @param {Event} event */
  #button(event) {
    const found = event.target instanceof Element ? event.target.closest("[data-vote]") : null;
    return found instanceof HTMLElement ? found : null;
  }

  /** One dot more, and after the last none. @param {Event} event */
  #pressed(event) {
    const button = this.#button(event);
    const id = button?.dataset.vote;
    const { open } = this;
    if (!id || !open) return;
    event.stopPropagation();
    const mine = open.mine[id] ?? 0;
    const dots = open.left > 0 ? mine + 1 : 0;
    if (!mine && !dots) {
      this.#stage.toast.show(this.#scene.why({ no: "dots-spent", limit: open.dots }));
      return;
    }
    const result = this.#scene.session.edit({ op: "vote", note: id, dots });
    if ("no" in result) this.#stage.toast.show(this.#scene.why(result));
    else this.#stage.announcer?.say(this.#scene.say("dots-left", { count: open.left + mine - dots }));
    this.draw();
    const again = this.#stage.board.paper(id)?.querySelector("[data-vote]");
    if (again instanceof HTMLElement) again.focus();
  }

  /** Dots, the vote or the step changed. */
  draw() {
    const { board, scene } = this.#stage;
    board.redraw([...scene.canvas.notes.values()].filter((note) => !note.removed).map((note) => note.id));
  }
}
