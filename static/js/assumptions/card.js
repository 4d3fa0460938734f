// One assumption in the panel: where it stands, its words and status, its experiments, and what a verdict asks.

import { drawAssumption } from "../canvas/assume/assumption.js";
import { level } from "../canvas/assume/forms.js";
import { experimentsOf, restingOn } from "../canvas/core/coherence.js";
import { iconButton } from "../canvas/view/buttons.js";
import { el, icon } from "../canvas/view/dom.js";
import { quadrant } from "./places.js";

/** @typedef {import("./main.js").Desk} Desk */
/** @typedef {import("../canvas/assume/forms.js").Form} Form */
/** @typedef {import("../canvas/core/canvas.js").Assumption} Assumption */

const AXES = /** @type {const} */ (["importance", "evidence"]);
const STEP = 5;

export class Card {
  #desk;
  /** Forms that stand open, by assumption: who goes to another one and back finds them. @type {Map<string, Map<string, Form>>} */
  #forms = new Map();
  #body = el("div", { class: "body all-lit" });
  #heading = el("h2", { id: "card-title", tabindex: -1 });
  #words = el("div");
  #where;
  #drawn = "";
  /** @type {string | null} */
  id = null;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    const { scene } = desk;
    const close = iconButton("x", scene.say("close"), { class: "icon" });
    close.addEventListener("click", () => desk.choose(null));
    this.#heading.textContent = scene.say("assumption");
    this.#where = new Where(desk, () => this.id ?? "");
    this.#body.append(this.#words, this.#where.element);
    this.element = el(
      "aside",
      { class: "panel card", "aria-labelledby": "card-title", hidden: true },
      el("header", {}, this.#heading, close),
      this.#body,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) desk.choose(null);
    });
  }

  /** @param {string | null} id */
  show(id) {
    if (id === this.id) return this.#heading.focus({ preventScroll: true });
    this.id = id;
    this.#drawn = "";
    this.element.hidden = id === null;
    this.draw();
    this.#body.scrollTop = 0;
    if (id) this.#heading.focus({ preventScroll: true });
  }

  draw() {
    const { scene } = this.#desk;
    const one = this.id === null ? undefined : scene.canvas.items.assumption.get(this.id);
    const note = one && !one.removed ? scene.note(one.note) : undefined;
    if (!one || !note) return this.id === null ? undefined : this.#desk.choose(null);
    this.#where.draw(one);
    const forms = this.#forms.get(one.id) ?? new Map();
    this.#forms.set(one.id, forms);
    const resting = restingOn(scene.canvas, note.id).flatMap((id) => scene.note(id) ?? []);
    const experiments = experimentsOf(scene.canvas, one.id);
    const said = JSON.stringify([
      one,
      note.text,
      note.block,
      experiments,
      resting,
      [...forms.keys()],
      scene.may("record"),
    ]);
    if (said === this.#drawn) return;
    this.#drawn = said;
    const view = { stage: this.#desk.stage, id: note.id, forms, again: () => this.draw() };
    this.#hold(() => {
      this.#words.replaceChildren(
        el("p", { class: "of sub" }, scene.say("on-note"), " ", this.#way(note)),
        el("ul", { class: "kept assumptions" }, drawAssumption(/** @type {any} */ (view), one)),
        this.#asked(
          one,
          experiments.some(({ verdict }) => verdict),
          note,
          resting,
        ) ?? "",
      );
    });
  }

  /** What a verdict asks of the canvas. @param {Assumption} one @param {boolean} judged @param {import("../canvas/core/canvas.js").Note} note @param {import("../canvas/core/canvas.js").Note[]} resting */
  #asked(one, judged, note, resting) {
    const { scene } = this.#desk;
    const decided = one.status === "refuted" || one.status === "confirmed";
    if (!decided && !judged) return null;
    const fell = one.status === "refuted";
    const words = decided ? `asks-${one.status}` : "asks-unclear";
    return el(
      "section",
      { class: fell ? "fell" : "fell is-calm" },
      el("h3", {}, icon(fell ? "warn" : "idea"), scene.say("asks")),
      el("p", {}, scene.say(words)),
      el("ul", {}, ...[note, ...resting].map((each) => el("li", {}, this.#way(each)))),
    );
  }

  /** The way to a note on the board. @param {import("../canvas/core/canvas.js").Note} note */
  #way(note) {
    const { scene } = this.#desk;
    const href = `${scene.page.urls.board}#${note.block}`;
    return el("a", { href }, `${scene.blockName(note.block)}: ${scene.short(note.text)}`);
  }

  /** Draw anew; who stands on something stands on it again. @param {() => void} work */
  #hold(work) {
    const focus = document.activeElement;
    const held = focus instanceof HTMLElement && this.#words.contains(focus) ? focus : null;
    const same = held && [...held.classList].at(-1);
    const top = this.#body.scrollTop;
    work();
    this.#body.scrollTop = top;
    if (!held) return;
    const again = held.isConnected ? held : same && this.#words.querySelector(`.${CSS.escape(same)}`);
    (again instanceof HTMLElement ? again : this.#heading).focus({ preventScroll: true });
  }
}

/** Where an assumption stands on the map, by click and by number. */
class Where {
  #desk;
  /** @type {Map<string, {field: HTMLInputElement, said: HTMLElement}>} */
  #rows = new Map();
  #field = el("p", { class: "field-name serif" });

  /** @param {Desk} desk @param {() => string} id */
  constructor(desk, id) {
    this.#desk = desk;
    const { scene } = desk;
    const rows = AXES.map((axis) => {
      const field = el("input", {
        type: "number",
        class: "input",
        min: 0,
        max: 100,
        step: STEP,
        inputmode: "numeric",
        id: `at-${axis}`,
      });
      const said = el("span", { class: "sub" });
      this.#rows.set(axis, { field, said });
      field.addEventListener("change", () => {
        const one = scene.canvas.items.assumption.get(id());
        if (one && field.value !== "")
          desk.map.nudge(id(), ...by(axis, Math.round(Number(field.value)) - desk.map.place(one)[axis]));
        desk.map.settle();
        if (one) this.draw(one, true);
      });
      const button = (/** @type {number} */ step, /** @type {string} */ sign) => {
        const made = iconButton(sign, scene.say(`${axis}-${step > 0 ? "more" : "less"}`), { class: "icon small" });
        made.addEventListener("click", () => desk.map.nudge(id(), ...by(axis, step)));
        return made;
      };
      const label = el("label", { for: `at-${axis}`, class: "label" }, scene.say(axis));
      return el("div", { class: "axis" }, label, button(-STEP, "minus"), field, button(STEP, "plus"), said);
    });
    this.element = el("section", { class: "where-on" }, el("h3", {}, scene.say("on-the-map")), ...rows, this.#field);
  }

  /** @param {Assumption} one @param {boolean} [always] also what somebody types in */
  draw(one, always = false) {
    const { scene, map } = this.#desk;
    const place = map.place(one);
    for (const [axis, { field, said }] of this.#rows) {
      const value = place[/** @type {"importance" | "evidence"} */ (axis)];
      if (always || document.activeElement !== field) field.value = `${value}`;
      said.textContent = scene.say(level(axis, value));
      field.disabled = !scene.may("record");
    }
    for (const button of this.element.querySelectorAll("button")) button.disabled = !scene.may("record");
    this.#field.textContent = this.#desk.ranks.has(one.id) ? scene.say(quadrant(place)) : "";
  }
}

/** @param {string} axis @param {number} step @returns {[number, number]} */
const by = (axis, step) => (axis === "importance" ? [step, 0] : [0, step]);
