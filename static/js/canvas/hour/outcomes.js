// What the group will do: adjust, stop, start, decide, each with who and when. Written on the spot, beside the sheet.

import { clean } from "../core/clean.js";
import { iconButton } from "../view/buttons.js";
import { el, hidden, icon } from "../view/dom.js";
import { openPanel } from "../view/panel.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {import("../core/canvas.js").Outcome} Outcome */

const SORTS = /** @type {const} */ (["adjust", "stop", "start", "decide"]);
const SIGNS = { adjust: "refresh", stop: "x", start: "play", decide: "check" };

/** @param {Stage} stage */
export function showOutcomes(stage) {
  const { scene } = stage;
  openPanel(stage, "outcomes", scene.say("outcomes"), (body, panel) => {
    const list = el("div", { class: "outcomes" });
    body.append(list);
    if (scene.may("record")) panel.append(el("footer", {}, new Form(stage).element));
    const draw = () => {
      const all = [...scene.canvas.outcomes.values()].filter(({ removed }) => !removed);
      const parts = SORTS.map((sort) => part(stage, sort, all)).filter((one) => one !== "");
      list.replaceChildren(...(parts.length ? parts : [el("p", { class: "empty" }, scene.say("outcomes-none"))]));
    };
    draw();
    return draw;
  });
}

/** @param {Stage} stage @param {(typeof SORTS)[number]} sort @param {Outcome[]} all */
function part(stage, sort, all) {
  const { scene } = stage;
  const found = all.filter((one) => one.sort === sort).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  if (!found.length) return "";
  const heading = el("h3", {}, icon(SIGNS[sort]), ` ${scene.say(`outcome-${sort}`)}`);
  return el("section", {}, heading, el("ul", { class: "kept" }, ...found.map((one) => item(stage, one))));
}

/** @param {Stage} stage @param {Outcome} outcome */
function item(stage, outcome) {
  const { scene, deeds } = stage;
  const due =
    outcome.due && new Intl.DateTimeFormat(scene.page.language, { dateStyle: "medium" }).format(new Date(outcome.due));
  const who = [outcome.owner, due].filter(Boolean).join(", ");
  const line = el("p", { class: who ? "why" : "why wanted" }, who || scene.say("outcome-nobody"));
  const row = el("li", {}, el("p", { class: "said" }, outcome.text), line);
  if (!scene.may("record")) return row;
  const change = iconButton("pen", `${scene.say("edit")}: ${scene.short(outcome.text)}`, { class: "icon small" });
  const remove = iconButton("bin", `${scene.say("remove")}: ${scene.short(outcome.text)}`, { class: "icon small" });
  change.addEventListener("click", () => {
    const form = new Form(stage, outcome, () =>
      row.replaceWith(item(stage, scene.canvas.outcomes.get(outcome.id) ?? outcome)),
    );
    row.replaceChildren(form.element);
    form.focus();
  });
  remove.addEventListener("click", () => {
    if (deeds.edit({ op: "outcome-remove", outcome: outcome.id }))
      deeds.offer(scene.say("outcome-gone"), scene.say("put-back"), () => put(outcome));
  });
  const put = (/** @type {Outcome} */ { id, sort, text, owner, due }) =>
    deeds.edit({ op: "outcome", outcome: id, sort, text, owner, due });
  line.append(el("span", { class: "acts" }, change, remove));
  return row;
}

/** The form for a new outcome, or for other words in one. */
class Form {
  #stage;
  #outcome;
  #done;
  #text;
  #owner;
  #due;
  #sort;

  /** @param {Stage} stage @param {Outcome} [outcome] @param {() => void} [done] */
  constructor(stage, outcome, done = () => {}) {
    const { scene } = stage;
    this.#stage = stage;
    this.#outcome = outcome;
    this.#done = done;
    const options = SORTS.map((sort) =>
      el("option", { value: sort, selected: sort === outcome?.sort }, scene.say(`outcome-${sort}`)),
    );
    const label = (/** @type {string} */ name, /** @type {HTMLElement} */ field) =>
      el("label", {}, el("span", { class: "label" }, scene.say(name)), field);
    this.#sort = el("select", { class: "input" }, ...options);
    this.#text = el("textarea", { class: "input", rows: 2, maxlength: 500 });
    this.#owner = el("input", { class: "input", maxlength: 60, autocomplete: "off" });
    this.#due = el("input", { class: "input", type: "date" });
    this.#text.value = outcome?.text ?? "";
    this.#owner.value = outcome?.owner ?? "";
    this.#due.value = outcome?.due ?? "";
    const people = el("datalist", { id: `who-${outcome?.id ?? "new"}` }, ...this.#names());
    this.#owner.setAttribute("list", people.id);
    const place = el("button", { class: "btn ink" }, scene.say(outcome ? "outcome-save" : "outcome-add"));
    const cancel = outcome && el("button", { class: "btn", type: "button" }, scene.say("cancel"));
    cancel?.addEventListener("click", () => this.#done());
    this.element = el(
      "form",
      { class: "outcome-form" },
      label("outcome-sort", this.#sort),
      label("outcome-text", this.#text),
      el("div", { class: "pair" }, label("outcome-owner", this.#owner), label("outcome-due", this.#due)),
      people,
      el("p", { class: "acts" }, place, cancel),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#place();
    });
  }

  focus() {
    this.#text.focus();
  }

  #names() {
    const { people } = this.#stage.scene.session.workshop;
    return people
      .filter((/** @type {any} */ one) => !one.removed)
      .map((/** @type {any} */ one) => el("option", { value: one.name }));
  }

  #place() {
    const { scene, deeds } = this.#stage;
    const text = clean(this.#text.value).trim();
    if (!text) {
      deeds.refused({ no: "text-empty" });
      return this.#text.focus();
    }
    const owner = clean(this.#owner.value).replace(/\s+/g, " ").trim();
    const words = { sort: this.#sort.value, text, owner, due: this.#due.value || null };
    if (!deeds.edit({ op: "outcome", outcome: this.#outcome?.id ?? scene.session.newId(), ...words })) return undefined;
    this.#done();
    if (this.#outcome) return undefined;
    this.#text.value = "";
    this.#owner.value = "";
    return this.#text.focus();
  }
}

/** The way to it, with how many there are. @param {Stage} stage @returns {HTMLButtonElement} */
export function outcomesButton(stage) {
  const { scene } = stage;
  const count = [...scene.canvas.outcomes.values()].filter(({ removed }) => !removed).length;
  const button = el(
    "button",
    { type: "button", class: "btn" },
    icon("list"),
    scene.say("outcomes"),
    hidden(` ${count}`),
  );
  button.addEventListener("click", () => showOutcomes(stage));
  return button;
}
