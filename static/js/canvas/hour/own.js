// What a participant presses in the band: I am ready, I have a question, back to where the facilitator is.

import { ask } from "../sync/asks.js";
import { el, icon } from "../view/dom.js";

/** @typedef {import("../view/stage.js").Stage} Stage */

export class Own {
  #stage;
  #ready;
  #hand;
  #back;
  #calls;

  /** @param {Stage} stage @param {HTMLElement} place @param {import("./calls.js").Calls} calls */
  constructor(stage, place, calls) {
    this.#stage = stage;
    this.#calls = calls;
    const { scene } = stage;
    const button = (/** @type {string} */ name, /** @type {string} */ sign) =>
      el("button", { type: "button", class: "btn", "aria-pressed": "false" }, icon(sign), scene.say(name));
    this.#ready = button("ready", "check");
    this.#hand = button("hand", "hand");
    this.#ready.addEventListener("click", () => this.#do("ready", { step: this.#hour.step, on: !this.#isReady }));
    this.#hand.addEventListener("click", () => this.#do("hand", { on: !this.#isRaised }));
    this.#back = el("button", { type: "button", class: "btn" }, icon("eye"), scene.say("spotlight-back"));
    this.#back.addEventListener("click", () => calls.toSpotlight());
    place.replaceChildren(...(scene.may("signal") ? [this.#hand, this.#back, this.#ready] : [this.#back]));
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
    const held = this.#back === document.activeElement;
    this.#back.hidden = !this.#calls.spotlight;
    if (held && this.#back.hidden) this.#hand.focus();
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
