// For facilitators, in the band: what comes next, and their own notes to the running step, to fold out.

import { following } from "../core/schedule.js";
import { el, icon } from "../view/dom.js";

/** @typedef {import("../core/schedule.js").Step} Step */

export class Coach {
  #scene;
  #next = el("p", { class: "then" });
  #text = el("p", { class: "coaching", id: "coaching", hidden: true });
  #button;

  /** @param {import("../view/scene.js").Scene} scene @param {HTMLElement} band */
  constructor(scene, band) {
    this.#scene = scene;
    this.#button = el("button", {
      type: "button",
      class: "fold",
      "aria-expanded": "false",
      "aria-controls": "coaching",
    });
    this.#button.append(icon("info"), scene.say("coaching"), icon("down"));
    this.#button.addEventListener("click", () => this.#fold(this.#text.hidden !== false));
    band.querySelector(".kick")?.append(this.#next, this.#button);
    band.querySelector(".asked")?.append(this.#text);
  }

  /** @param {Step | undefined} step the running one */
  draw(step) {
    const { steps } = this.#scene.session.workshop;
    const [next] = step ? following(steps, step.id) : [];
    this.#next.textContent = next ? this.#scene.say("then", { title: next.title }) : "";
    this.#next.hidden = !next;
    this.#text.textContent = step?.coaching ?? "";
    this.#button.hidden = !step?.coaching;
    if (!step?.coaching) this.#text.hidden = true;
    else this.#fold(this.#button.getAttribute("aria-expanded") === "true");
  }

  /** @param {boolean} open */
  #fold(open) {
    this.#text.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
  }
}
