// Who is here: the circles in the bar and in the blocks, and the flag on what somebody is writing in or just moved.

import { el, icon } from "./dom.js";
import { initials, personColour } from "./people.js";

/** @typedef {import("./board.js").Board} Board */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./session.js").Present} Present */

const SHOWN = 6;
const FLAG_STAYS = 2_000; // milliseconds on a note that was moved

export class Presence {
  #board;
  #scene;
  #button;
  /** @type {Map<string, number>} note to who writes in it */
  #writing = new Map();

  /** @param {HTMLElement} place @param {Board} board @param {() => void} open shows everybody */
  constructor(place, board, open) {
    this.#board = board;
    this.#scene = board.scene;
    this.#button = el("button", { type: "button" });
    this.#button.addEventListener("click", open);
    place.replaceChildren(this.#button);
  }

  /** Everybody who is on this canvas, by name; oneself last. */
  get #present() {
    const { session, me } = this.#scene;
    return [...session.people].sort(
      (a, b) =>
        Number(a.who === me) - Number(b.who === me) || this.#scene.name(a.who).localeCompare(this.#scene.name(b.who)),
    );
  }

  draw() {
    const present = this.#present;
    const circles = present.slice(0, SHOWN).map((one) => el("li", {}, this.#circle(one)));
    if (present.length > SHOWN)
      circles.push(el("li", { class: "keep" }, el("span", { class: "av more" }, `+${present.length - SHOWN}`)));
    const team = this.#scene.page.team;
    const expected = new Set(present.map((one) => one.who));
    for (const one of this.#scene.session.workshop?.people ?? [])
      if (one.team === team && !one.removed) expected.add(one.who);
    const label = this.#scene.say("present", { here: present.length, all: expected.size });
    this.#button.setAttribute("aria-label", `${label}. ${this.#scene.say("show-people")}`);
    this.#button.replaceChildren(el("ul", { "aria-hidden": "true" }, ...circles), el("span", { class: "sub" }, label));
    this.#inBlocks(present);
    this.#flags(present);
  }

  /** @param {Present} one */
  #circle({ who, typing }) {
    const name = this.#scene.name(who);
    return el("span", { class: `av ${personColour(who)}${typing ? " busy" : ""}`, title: name }, initials(name));
  }

  /** @param {Present[]} present */
  #inBlocks(present) {
    for (const key of this.#board.blocks) {
      const place = this.#board.block(key)?.section.querySelector(".in-block");
      const there = present.filter((one) => one.block === key && one.who !== this.#scene.me).slice(0, 4);
      place?.replaceChildren(...there.map((one) => this.#circle(one)));
    }
  }

  /** @param {Present[]} present */
  #flags(present) {
    const writing = new Map();
    for (const one of present) if (one.note && one.typing && one.who !== this.#scene.me) writing.set(one.note, one.who);
    for (const [note, who] of this.#writing) if (writing.get(note) !== who) this.#clear(note, "is-typing");
    for (const [note, who] of writing) this.#flag(note, who, "is-typing", "pen");
    this.#writing = writing;
  }

  /** @param {string} note @param {number} who @param {string} state @param {string} sign */
  #flag(note, who, state, sign) {
    const paper = this.#board.paper(note);
    if (!paper || (paper.classList.contains(state) && paper.dataset.by === String(who))) return;
    this.#clear(note, state);
    paper.dataset.by = String(who);
    paper.classList.add(state, personColour(who));
    paper.prepend(el("span", { class: "flag", "aria-hidden": "true" }, icon(sign), this.#scene.name(who)));
  }

  /** @param {string} note @param {string} state */
  #clear(note, state) {
    const paper = this.#board.paper(note);
    if (!paper?.dataset.by) return;
    paper.querySelector(":scope > .flag")?.remove();
    paper.classList.remove(state, "is-moving", personColour(Number(paper.dataset.by)));
    delete paper.dataset.by;
  }

  /** Notes that others moved: whose hand it was, as far as it is still on the note. @param {string[]} notes */
  moved(notes) {
    for (const note of notes) {
      const mover = this.#scene.session.people.find((one) => one.note === note && one.who !== this.#scene.me);
      if (!mover || mover.typing) continue;
      this.#flag(note, mover.who, "is-moving", "move");
      setTimeout(() => !this.#writing.has(note) && this.#clear(note, "is-moving"), FLAG_STAYS);
    }
  }

  /** Notes that are new on the sheet get the flags that waited for them. */
  settle() {
    for (const [note, who] of this.#writing) this.#flag(note, who, "is-typing", "pen");
  }
}
