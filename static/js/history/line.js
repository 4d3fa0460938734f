// The line of time: a slider along the numbers of the log, with the versions marked on it, and its moment in words.

import { el } from "../canvas/view/dom.js";

const APART = 30; // CSS pixels between two marks on the line, at least; the list beside the sheet has them all

const LEGIBLE = 64; // CSS pixels of room from which on a mark shows its name

/** @typedef {{n: number, name: string, step: boolean, says: string}} Mark */

export class Line {
  #slider;
  #ticks;
  #page;
  #say;
  #go;

  /**
   * @param {HTMLElement} root @param {any} page @param {import("./words.js").Say} say
   * @param {(n: number) => void} go somebody wants to see a moment
   */
  constructor(root, page, say, go) {
    this.#slider = /** @type {HTMLInputElement} */ (root.querySelector("[data-slider]"));
    this.#ticks = /** @type {HTMLElement} */ (root.querySelector("[data-ticks]"));
    this.#page = page;
    this.#say = say;
    this.#go = go;
    this.#slider.addEventListener("input", () => go(this.value));
    new ResizeObserver(() => this.#mark()).observe(this.#ticks);
  }

  get value() {
    return Number(this.#slider.value);
  }

  /** Show a moment: a number, and what it is in words when that is known already. @param {number} n @param {string} [words] */
  set(n, words = this.words(n)) {
    this.#slider.value = `${n}`;
    this.#slider.setAttribute("aria-valuetext", words);
    for (const place of document.querySelectorAll("[data-when]")) place.textContent = words;
    for (const field of document.querySelectorAll("input[data-n]")) {
      if (field instanceof HTMLInputElement) field.value = `${n}`;
    }
    for (const link of document.querySelectorAll("a[data-n], button[data-n]")) {
      if (link instanceof HTMLElement && link.closest(".ticks, .versions"))
        link.toggleAttribute("aria-current", Number(link.dataset.n) === n);
    }
  }

  /** A moment in words, as near as the page knows. @param {number} n */
  words(n) {
    const { head, times } = this.#page;
    if (n >= head) return this.#say("now");
    if (!n) return this.#say("empty");
    const mark = this.#page.marks.find((/** @type {Mark} */ one) => one.n === n);
    if (mark) return mark.says;
    return times.findLast((/** @type {[number, string]} */ [number]) => number <= n)?.[1] ?? this.#say("empty");
  }

  /** The number of the mark before or after a number. @param {number} n @param {number} way */
  mark(n, way) {
    const stops = [0, ...this.#page.marks.map((/** @type {Mark} */ mark) => mark.n), this.#page.head];
    return way < 0 ? stops.findLast((stop) => stop < n) : stops.find((stop) => stop > n);
  }

  /** Draw the marks that have room on the line. */
  #mark() {
    const width = this.#ticks.clientWidth;
    const { head, marks } = this.#page;
    if (!head || !width) return;
    const places = marks.map((/** @type {Mark} */ mark) => (mark.n / head) * width);
    /** @type {HTMLElement[]} */
    const shown = [];
    let last = Infinity;
    for (let index = marks.length - 1; index >= 0; index--) {
      const mark = /** @type {Mark} */ (marks[index]);
      const place = Math.min(places[index], width - 24);
      if (last - place < APART) continue;
      const room = Math.min(last, width) - place - 4;
      const name = room < LEGIBLE ? "" : mark.name;
      const button = el(
        "button",
        { type: "button", "data-n": mark.n, title: mark.says, "aria-label": mark.says },
        name,
      );
      if (!mark.step) button.classList.add("is-kept");
      button.style.setProperty("--x", `${place}px`);
      button.style.setProperty("--room", `${room}px`);
      button.addEventListener("click", () => this.#go(mark.n));
      shown.unshift(button);
      last = place;
    }
    this.#ticks.replaceChildren(...shown);
  }
}
