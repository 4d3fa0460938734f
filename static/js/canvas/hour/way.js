// The way to the panel of a sort of step, in the band: the subject, the questions of a step back, the outcomes.

import { el, icon } from "../view/dom.js";

const WORDS = { opening: "subject", back: "back-questions", outcomes: "outcomes" };

export class Way {
  #stage;
  #open;
  /** @type {HTMLElement | null} */
  #button = null;

  /** @param {import("../view/stage.js").Stage} stage @param {Record<keyof typeof WORDS, () => void>} open by the step's purpose */
  constructor(stage, open) {
    this.#stage = stage;
    this.#open = open;
  }

  /** @param {string | undefined} purpose of the running step */
  draw(purpose) {
    const held = this.#button !== null && this.#button === document.activeElement;
    this.#button?.remove();
    this.#button = null;
    if (!purpose || !(purpose in WORDS)) return;
    const name = /** @type {keyof typeof WORDS} */ (purpose);
    const button = el("button", { type: "button", class: "fold" }, icon("list"), this.#stage.scene.say(WORDS[name]));
    button.addEventListener("click", this.#open[name]);
    this.#stage.root.querySelector("[data-part=phases]")?.after(button);
    if (held) button.focus();
    this.#button = button;
  }
}
