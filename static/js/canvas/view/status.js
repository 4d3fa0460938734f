// Saved, saving, offline or stopped: always in the same place of the bar, and a strip when the board has ended.

import { el, icon } from "./dom.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./session.js").Status} Status */

const PATIENCE = 400; // milliseconds of saving that nobody needs to see

/** @param {Event} event */
const stay = (event) => event.preventDefault();

export class StatusLine {
  #line;
  #scene;
  #announcer;
  #state = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} line @param {Scene} scene @param {{say: (text: string) => void}} announcer */
  constructor(line, scene, announcer) {
    this.#line = line;
    this.#scene = scene;
    this.#announcer = announcer;
  }

  /** @param {Status} status */
  show(status) {
    clearTimeout(this.#timer);
    this.#line.dataset.state = status.state;
    // Only where this device keeps nothing: elsewhere what waits is sent by the next page.
    if (status.unsafe && status.waiting) addEventListener("beforeunload", stay);
    else removeEventListener("beforeunload", stay);
    if (status.state === "saving" && this.#state === "saved")
      this.#timer = setTimeout(() => this.#draw(status), PATIENCE);
    else this.#draw(status);
  }

  /** @param {Status} status */
  #draw({ state, waiting, unsafe }) {
    const { say } = this.#words;
    const look = /** @type {const} */ ({
      saved: ["", "check", say("saved")],
      saving: ["is-saving", "saving", say("saving", { count: waiting })],
      offline: [
        "is-offline",
        "offline",
        waiting ? say(unsafe ? "offline-unsafe" : "offline-waiting", { count: waiting }) : say("offline"),
      ],
      stopped: ["is-failed", "warn", say("stopped")],
    })[state];
    this.#line.className = `saved ${look[0]}`;
    this.#line.replaceChildren(icon(look[1]), ...shortAndLong(look[2]));
    if (this.#state && this.#state !== state && (state === "offline" || this.#state === "offline"))
      this.#announcer.say(look[2]);
    this.#state = state;
  }

  get #words() {
    return { say: this.#scene.say.bind(this.#scene) };
  }
}

/** What stands after the first full stop is left out where there is no room. @param {string} text */
function shortAndLong(text) {
  const stop = text.indexOf(". ");
  if (stop < 0) return [el("span", {}, text)];
  return [el("span", {}, text.slice(0, stop), el("span", { class: "long" }, text.slice(stop)))];
}
