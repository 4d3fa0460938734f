// Forms for what stands on a note. A change sends only the fields that were changed, with what stood there when the form
// opened; when somebody was first, their words are shown and the person's own stay.

import { clean } from "../core/clean.js";
import { el } from "../view/dom.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label key of its words
 * @property {"line" | "area" | "date" | "range" | "choice"} sort
 * @property {number} [limit]
 * @property {[string, string][]} [options] of a choice: value and words
 * @property {string} [hint] words shown while it is empty
 * @property {boolean} [wanted] it may not be empty
 * @property {boolean} [people] offers the names of who takes part
 * @property {boolean} [half] stands beside the next one
 */

let made = 0;

export class Form {
  #stage;
  #fields;
  #send;
  #done;
  /** @type {Record<string, any>} */
  #seen;
  /** @type {Record<string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */
  inputs = {};
  #told = el("p", { class: "told", role: "alert" });

  /**
   * @param {Stage} stage
   * @param {Field[]} fields
   * @param {Record<string, any>} item what stands there now
   * @param {{fresh: boolean, save: string, send: (values: Record<string, any>, was: Record<string, any>) => any, now: () => Record<string, any>, done: () => void}} how
   */
  constructor(stage, fields, item, { fresh, save, send, now, done }) {
    this.#stage = stage;
    this.#fields = fields;
    this.#send = send;
    this.#done = done;
    this.fresh = fresh;
    this.now = now;
    this.#seen = Object.fromEntries(fields.map(({ name }) => [name, item[name]]));
    const { scene } = stage;
    const rows = [];
    for (let index = 0; index < fields.length; index++) {
      const pair = fields[index].half ? [fields[index], fields[++index]] : [fields[index]];
      const labels = pair.map((field) => this.#label(field));
      rows.push(pair.length > 1 ? el("div", { class: "pair" }, ...labels) : labels[0]);
    }
    const cancel = el("button", { class: "btn", type: "button" }, scene.say("cancel"));
    cancel.addEventListener("click", () => done());
    const acts = el("p", { class: "acts" }, el("button", { class: "btn ink" }, save), cancel);
    this.element = el("form", { class: "outcome-form assume-form" }, ...rows, this.#told, acts);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      done();
    });
  }

  focus() {
    Object.values(this.inputs)[0]?.focus();
  }

  /** Something above the fields. @param {HTMLElement} element */
  begin(element) {
    this.element.prepend(element);
  }

  /** Something below the fields. @param {HTMLElement} element */
  end(element) {
    this.#told.before(element);
  }

  /** @param {Field} field */
  #label(field) {
    const { scene } = this.#stage;
    const value = this.#seen[field.name] ?? "";
    const input = this.#input(field, value);
    this.inputs[field.name] = input;
    const words = el("span", { class: "label" }, scene.say(field.label));
    if (field.sort !== "range") return el("label", {}, words, input, ...this.#names(field, input));
    const said = el("output", { class: "sub" });
    const tell = () => {
      said.textContent = scene.say(level(field.name, Number(input.value)));
      input.setAttribute("aria-valuetext", said.textContent);
    };
    input.addEventListener("input", tell);
    tell();
    return el("label", { class: "level" }, words, input, said);
  }

  /** @param {Field} field @param {any} value */
  #input(field, value) {
    const { scene } = this.#stage;
    const placeholder = field.hint ? scene.say(field.hint) : null;
    const common = { class: "input", maxlength: field.limit, placeholder, required: field.wanted };
    if (field.sort === "choice") {
      const options = (field.options ?? []).map(([key, words]) => el("option", { value: key }, words));
      const select = el("select", { class: "input" }, ...options);
      select.value = String(value);
      return select;
    }
    const input =
      field.sort === "area"
        ? el("textarea", { ...common, rows: (field.limit ?? 0) > 300 ? 4 : 2 })
        : el("input", {
            ...common,
            type: { line: "text", date: "date", range: "range" }[field.sort],
            autocomplete: "off",
            ...(field.sort === "range" ? { class: "range", min: 0, max: 100, step: 5 } : {}),
          });
    input.value = String(value);
    return input;
  }

  /** @param {Field} field @param {Element} input */
  #names(field, input) {
    if (!field.people) return [];
    const { people } = this.#stage.scene.session.workshop ?? { people: [] };
    const there = people.filter((/** @type {any} */ one) => !one.removed);
    const names = el(
      "datalist",
      { id: `who-${++made}` },
      ...there.map((/** @type {any} */ one) => el("option", { value: one.name })),
    );
    input.setAttribute("list", names.id);
    return [names];
  }

  /** What the fields say now. @returns {Record<string, any>} */
  values() {
    return Object.fromEntries(this.#fields.map((field) => [field.name, this.#value(field)]));
  }

  /** @param {Field} field */
  #value({ name, sort }) {
    const { value } = this.inputs[name];
    if (sort === "range") return Number(value);
    if (sort === "date") return value || null;
    if (sort === "area") return clean(value).trim();
    return sort === "choice" ? value : clean(value).replace(/\s+/g, " ").trim();
  }

  #submit() {
    const { scene } = this.#stage;
    const values = this.values();
    const empty = this.#fields.find(({ name, wanted }) => wanted && !values[name]);
    if (empty) {
      this.#tell(scene.why({ no: "text-empty" }));
      return this.inputs[empty.name].focus();
    }
    const changed = this.#fields
      .map(({ name }) => name)
      .filter((name) => this.fresh || values[name] !== this.#seen[name]);
    const words = this.#fields.filter(({ sort, name }) => sort !== "range" && changed.includes(name));
    const was = this.fresh ? {} : Object.fromEntries(words.map(({ name }) => [name, this.#seen[name]]));
    if (!changed.length) return this.#done();
    const answer = this.#send(Object.fromEntries(changed.map((name) => [name, values[name]])), was);
    if (!("no" in answer)) return this.#done();
    if (answer.no !== "changed-since") return this.#tell(scene.why(answer));
    const theirs = this.now()[answer.field];
    this.#seen[answer.field] = theirs; // the next time it is meant
    this.#tell(`${scene.why(answer)} ${scene.say("theirs", { text: String(theirs ?? "") })}`);
    return this.inputs[answer.field]?.focus();
  }

  /** @param {string} text */
  #tell(text) {
    this.#told.textContent = text;
  }
}

/** The key of the words for a number from 0 to 100. @param {string} name importance or evidence @param {number} value */
export const level = (name, value) => `${name}-${value < 34 ? "low" : value < 67 ? "some" : "high"}`;
