// What a facilitator leads the hour with, in the band: pause, minutes, the next step; and the rest in a menu.

import { following } from "../core/schedule.js";
import { ask } from "../sync/asks.js";
import { iconButton } from "../view/buttons.js";
import { el, icon, isField } from "../view/dom.js";
import { openMenu } from "../view/menu.js";

/**
 * What these buttons need of the page they are on.
 * @typedef {{scene: import("../view/scene.js").Scene, layer: HTMLElement, toast: {show: (text: string) => void}}} Place
 */
/** @typedef {import("../core/schedule.js").Step} Step */
/** @typedef {{menu?: () => import("../view/menu.js").Item[], outcomes?: () => void}} More items of the menu, and where outcomes are */

export class Lead {
  #stage;
  #place;
  #more;
  #drawn = "";
  /** The dialog in which steps are left out, once it was opened. @type {{draw: () => void} | null} */
  #skipping = null;
  /** The phase when last drawn. */
  #phase = "";

  /** @param {Place} stage @param {HTMLElement} place @param {More} more of this page alone */
  constructor(stage, place, more = {}) {
    this.#stage = stage;
    this.#more = more;
    this.#place = place;
    place.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button[data-lead]") : null;
      if (button instanceof HTMLButtonElement) this.#pressed(button.dataset.lead ?? "", button);
    });
  }

  get #workshop() {
    return this.#stage.scene.session.workshop;
  }

  /** @returns {Step | undefined} */
  get #step() {
    return this.#workshop.steps.find((/** @type {Step} */ step) => step.id === this.#workshop.hour.step);
  }

  draw() {
    const { scene } = this.#stage;
    const { hour, steps } = this.#workshop;
    const step = this.#step;
    const later = following(steps, hour.step);
    const next = step?.private && !step.revealed ? "reveal" : later.length ? "next" : "end";
    this.#skipping?.draw();
    // Not over what somebody is writing: there is a button for it too.
    if (this.#phase === "step" && hour.phase === "after" && !isField(document.activeElement)) this.#after();
    this.#phase = hour.phase;
    const look = JSON.stringify([hour.phase, hour.paused !== null, next, step?.id]);
    if (look === this.#drawn) return;
    this.#drawn = look;
    const button = (/** @type {string} */ name, /** @type {string} */ sign, kind = "btn") =>
      el("button", { type: "button", class: kind, "data-lead": name }, icon(sign), scene.say(`lead-${name}`));
    const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.lead : undefined;
    if (!step) {
      const name = hour.phase === "after" ? "reopen" : "start";
      this.#place.replaceChildren(
        name === "reopen" ? button("after", "right", "btn ink") : "",
        button(name, name === "start" ? "play" : "refresh", name === "start" ? "btn now" : "btn"),
      );
      return;
    }
    this.#place.replaceChildren(
      button(hour.paused === null ? "pause" : "resume", hour.paused === null ? "pause" : "play"),
      button("extend", "plus"),
      next === "reveal" && later.length ? button("next", "right") : "",
      button(next, next === "reveal" ? "eye" : next === "end" ? "check" : "right", "btn now"),
      iconButton("more", scene.say("lead-more"), { class: "icon", "data-lead": "more", "aria-haspopup": "menu" }),
    );
    const again = held && this.#place.querySelector(`[data-lead="${held}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  /** @param {string} name @param {HTMLElement} from */
  #pressed(name, from) {
    const { hour } = this.#workshop;
    const step = hour.step;
    if (name === "start" || name === "reopen") this.#do({ op: name });
    else if (name === "pause" || name === "resume") this.#do({ op: "pause", on: name === "pause" });
    else if (name === "extend") this.#do({ op: "extend", step, minutes: 2 });
    else if (name === "next") this.#do({ op: "go", from: step, to: "next" });
    else if (name === "reveal") this.#do({ op: "reveal-step", step });
    else if (name === "end") this.#end();
    else if (name === "after") this.#after();
    else this.#menu(from);
  }

  /** @param {HTMLElement} from */
  #menu(from) {
    const { scene, layer } = this.#stage;
    const { hour, steps } = this.#workshop;
    const step = hour.step;
    const item = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {any} */ op) => ({
      label: scene.say(`lead-${name}`),
      sign,
      run: () => this.#do(op),
    });
    const others = steps.filter((/** @type {Step} */ one) => one.id !== step && !one.skipped);
    openMenu(layer, from, scene.say("lead-more"), () => [
      item("one-more", "plus", { op: "extend", step, minutes: 1 }),
      item("one-less", "minus", { op: "extend", step, minutes: -1 }),
      item("back", "left", { op: "go", from: step, to: "back" }),
      ...(this.#more.menu?.() ?? []),
      ...this.#unshown(),
      item("replan", "refresh", { op: "replan" }),
      { label: `${scene.say("lead-skip")}…`, sign: "x", run: () => this.#skip() },
      { label: scene.say("lead-end"), sign: "check", run: () => this.#end() },
      { head: scene.say("lead-jump") },
      ...others.map((/** @type {Step} */ one) => ({
        label: one.title,
        sign: one.ended ? "check" : "right",
        run: () => this.#do({ op: "go", from: step, to: one.id }),
      })),
    ]);
  }

  /** What was written in private in an earlier step and never shown. */
  #unshown() {
    const { hour, steps } = this.#workshop;
    return steps
      .filter((/** @type {Step} */ one) => one.private && !one.revealed && one.ended !== null && one.id !== hour.step)
      .map((/** @type {Step} */ { id, title }) => ({
        label: this.#stage.scene.say("lead-show-of", { title }),
        sign: "eye",
        run: () => this.#do({ op: "reveal-step", step: id }),
      }));
  }

  async #after() {
    const { openAfter } = await import("./after.js");
    const { outcomes } = this.#more;
    openAfter(this.#stage.scene, { outcomes, reopen: () => this.#do({ op: "reopen" }) });
  }

  async #skip() {
    const { openSkip } = await import("./skip.js");
    this.#skipping = openSkip(this.#stage.scene, (op) => this.#do(op));
  }

  async #end() {
    const { askEnd } = await import("./ask.js");
    askEnd(this.#stage, () => this.#do({ op: "end" }));
  }

  /** @param {any} op */
  async #do(op) {
    const { session } = this.#stage.scene;
    const fate = await ask(session, op);
    if (fate.no) this.#stage.toast.show(fate.text ?? this.#stage.scene.why({ no: fate.no }));
    this.#skipping?.draw();
  }
}
