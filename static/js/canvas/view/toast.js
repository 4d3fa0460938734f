// A line at the foot of the screen: what was done, with a way back, or why something could not be.

import { el } from "./dom.js";

const STAY = 9_000; // milliseconds; longer while it has the focus or the pointer

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * @param {HTMLElement} place a live region that was there before its words
 * @param {string} text
 * @param {{label: string, run: () => void}} [action]
 */
export function showToast(place, text, action) {
  const line = el("div", { class: "toast" }, el("span", {}, text));
  if (action) {
    const button = el("button", { type: "button" }, action.label);
    button.addEventListener("click", () => {
      clear(place);
      action.run();
    });
    line.append(button);
  }
  place.replaceChildren(line);
  wait(place);
}

/** @param {HTMLElement} place */
function wait(place) {
  clearTimeout(timer);
  timer = setTimeout(() => (place.querySelector(":hover, :focus-within") ? wait(place) : clear(place)), STAY);
}

/** @param {HTMLElement} place */
function clear(place) {
  clearTimeout(timer);
  place.replaceChildren();
}
