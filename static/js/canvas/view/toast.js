// A line at the foot of the screen: what was done, with a way back, or why something could not be.

import { el } from "./dom.js";

const STAY = 9_000; // milliseconds; longer while it has the focus or the pointer

export class Toast {
  #layer;
  /** @type {HTMLElement | null} */
  #shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} layer */
  constructor(layer) {
    // It stands there, empty, from the start: a live region must be there before its words.
    this.#layer = el("div", { role: "status", "aria-live": "polite" });
    layer.append(this.#layer);
  }

  /** @param {string} text @param {{label: string, run: () => void}} [action] */
  show(text, action) {
    const line = el("div", { class: "toast" }, el("span", {}, text));
    if (action) {
      const button = el("button", { type: "button" }, action.label);
      button.addEventListener("click", () => {
        this.clear();
        action.run();
      });
      line.append(button);
    }
    this.#layer.replaceChildren(line);
    this.#shown = line;
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#shown?.matches(":hover, :focus-within")) this.#wait();
      else this.clear();
    }, STAY);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#layer.replaceChildren();
    this.#shown = null;
  }
}
