// What a participant presses in the band: I am ready, I have a question.

import { ask } from "../sync/asks.js";
import { el, icon } from "../view/dom.js";

/** @typedef {import("../view/stage.js").Stage} Stage */

export class Own {
  #stage;
  #ready;
  #hand;

  /** @param {Stage} stage @param {HTMLElement} place */
  constructor(stage, place) {
    this.#stage = stage;
    const { scene } = stage;
    const button = (/** @type {string} */ name, /** @type {string} */ sign) =>
      el("button", { type: "button", class: "btn", "aria-pressed": "false" }, icon(sign), scene.say(name));
    this.#ready = button("ready", "check");
    this.#hand = button("hand", "hand");
    this.#ready.addEventListener("click", () => this.#do("ready", { step: this.#hour.step, on: !this.#isReady }));
    this.#hand.addEventListener("click", () => this.#do("hand", { on: !this.#isRaised }));
    if (scene.may("signal")) place.replaceChildren(this.#hand, this.#ready);
  }

  get #hour() {
    return this.#stage.scene.session.workshop.hour;
  }

  get #isReady() {
    return this.#hour.ready[this.#stage.scene.me] === this.#hour.step;
  }

  get #isRaised() {
    return this.#stage.scene.me in this.#hour.hands;
  }

  draw() {
    this.#ready.setAttribute("aria-pressed", String(this.#isReady));
    this.#hand.setAttribute("aria-pressed", String(this.#isRaised));
  }

  /** @param {string} op @param {any} fields */
  async #do(op, fields) {
    const { session } = this.#stage.scene;
    const fate = await ask(session, { op, ...fields });
    if (fate.no) this.#stage.toast.show(fate.text ?? this.#stage.scene.why({ no: fate.no }));
  }
}
