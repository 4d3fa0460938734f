// The table of all assumptions: sorted by its headings, filtered by the fields above it.

import { day } from "../canvas/assume/opening.js";
import { el, icon } from "../canvas/view/dom.js";
import { filtered, rowsOf, sorted } from "./rows.js";

/** @typedef {import("./main.js").Desk} Desk */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Column} Column */

/** @type {[Column, string, boolean][]} heading, and whether its first press puts the highest first */
const COLUMNS = [
  ["statement", "column-statement", false],
  ["note", "column-note", false],
  ["importance", "column-importance", true],
  ["evidence", "column-evidence", true],
  ["status", "assumption-status", false],
  ["due", "column-experiments", false],
];
const STATUSES = ["open", "testing", "confirmed", "refuted"];

export class Table {
  #desk;
  #body = el("tbody");
  #count = el("p", { class: "sub", role: "status" });
  /** @type {Column} */
  #column = "first";
  #down = false;
  /** @type {Record<string, HTMLSelectElement>} */
  #filters = {};
  /** @type {Map<Column, HTMLElement>} */
  #headings = new Map();
  #drawn = "";

  /** @param {Desk} desk @param {HTMLElement} place */
  constructor(desk, place) {
    this.#desk = desk;
    const { scene } = desk;
    const blocks = scene.page.kind.blocks.map(({ key, name }) => [key, name]);
    const fields = el(
      "div",
      { class: "filters" },
      this.#filter("block", "filter-block", blocks),
      this.#filter(
        "status",
        "assumption-status",
        STATUSES.map((one) => [one, scene.say(`assumption-${one}`)]),
      ),
      this.#filter(
        "due",
        "filter-due",
        ["late", "soon", "untested"].map((one) => [one, scene.say(`due-${one}`)]),
      ),
      this.#filter("owner", "filter-owner", []),
      this.#count,
    );
    const heads = COLUMNS.map(([column, words, high]) => {
      const button = el("button", { type: "button" }, scene.say(words), icon("down"));
      const heading = el("th", { scope: "col", role: "columnheader" }, button);
      button.addEventListener("click", () => this.#sort(column, high));
      this.#headings.set(column, heading);
      return heading;
    });
    const head = el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...heads));
    this.#body.setAttribute("role", "rowgroup");
    const table = el(
      "table",
      { class: "assumed-table", role: "table", "aria-labelledby": "all-title" },
      head,
      this.#body,
    );
    place.replaceChildren(fields, el("div", { class: "table-wrap" }, table));
  }

  /** @param {string} name @param {string} words @param {string[][]} options */
  #filter(name, words, options) {
    const select = el("select", { class: "input" });
    this.#filters[name] = select;
    this.#options(select, options);
    select.addEventListener("change", () => this.draw());
    return el("label", {}, el("span", { class: "label" }, this.#desk.scene.say(words)), select);
  }

  /** @param {HTMLSelectElement} select @param {string[][]} options */
  #options(select, options) {
    const chosen = select.value;
    const all = el("option", { value: "" }, this.#desk.scene.say("filter-all"));
    select.replaceChildren(all, ...options.map(([value, words]) => el("option", { value }, words)));
    if (options.some(([value]) => value === chosen)) select.value = chosen;
  }

  /** @param {Column} column @param {boolean} high */
  #sort(column, high) {
    const same = this.#column === column;
    const first = this.#down === high;
    // The third press brings back the order of what to test first.
    this.#column = same && !first ? "first" : column;
    this.#down = same ? !high : high;
    if (this.#column === "first") this.#down = false;
    for (const [name, heading] of this.#headings)
      if (name === this.#column) heading.setAttribute("aria-sort", this.#down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    this.draw();
  }

  draw() {
    const { scene, ranks, chosen } = this.#desk;
    const all = rowsOf(scene.canvas, ranks);
    const owners = [...new Set(all.flatMap(({ experiments }) => experiments.map(({ owner }) => owner)))];
    const collator = new Intl.Collator(scene.page.language);
    const names = owners.filter(Boolean).sort(collator.compare);
    const { owner } = this.#filters;
    if (
      [...owner.options]
        .slice(1)
        .map(({ value }) => value)
        .join("\n") !== names.join("\n")
    )
      this.#options(
        owner,
        names.map((name) => [name, name]),
      );
    const filter = Object.fromEntries(Object.entries(this.#filters).map(([name, { value }]) => [name, value]));
    const today = new Date().toLocaleDateString("sv");
    const blocks = scene.page.kind.blocks.map(({ key }) => key);
    const left = filtered(all, /** @type {any} */ (filter), today);
    const rows = sorted(left, this.#column, this.#down, blocks, collator);
    const state = JSON.stringify([rows, rows.map(({ rank }) => `${rank}`), chosen, today]);
    if (state === this.#drawn) return;
    this.#drawn = state;
    const words = left.length < all.length ? "rows-of" : "rows-all";
    this.#count.textContent = scene.say(words, { count: left.length, all: all.length });
    const focus = document.activeElement;
    const held = focus instanceof HTMLElement && this.#body.contains(focus) ? focus.dataset.id : null;
    this.#body.replaceChildren(...rows.map((row) => this.#row(row, today)));
    if (held) this.focus(held);
  }

  /** @param {string} id */
  focus(id) {
    const found = this.#body.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (found instanceof HTMLElement) found.focus();
  }

  /** @param {Row} row @param {string} today */
  #row({ one, note, experiments, rank }, today) {
    const { scene, chosen, choose } = this.#desk;
    const go = el("button", { type: "button", class: "go", "data-id": one.id }, one.statement);
    go.addEventListener("click", () => choose(one.id, go));
    const cell = (
      /** @type {string} */ words,
      /** @type {string} */ name,
      /** @type {(Node | string)[]} */ ...inside
    ) => el("td", { role: "cell", class: name, "data-label": scene.say(words) }, ...inside);
    const trials = experiments.map((trial) => {
      const name = scene.page.starters.find(({ key }) => key === trial.starter)?.name ?? scene.say("experiment");
      const late = trial.due && trial.due < today && !trial.verdict;
      const when =
        trial.due && scene.say(late ? "experiment-late" : "experiment-by", { date: day(scene, trial.due) ?? "" });
      const says = trial.verdict ? scene.say(`verdict-${trial.verdict}`) : when;
      return el(
        "li",
        { class: late ? "is-late" : null },
        late ? icon("warn") : "",
        [name, says, trial.owner].filter(Boolean).join(", "),
      );
    });
    return el(
      "tr",
      { role: "row", class: chosen === one.id ? "is-chosen" : null },
      el(
        "th",
        { scope: "row", role: "rowheader" },
        el(
          "div",
          { class: "what" },
          rank < Infinity ? el("span", { class: "rank", "aria-hidden": "true" }, `${rank}`) : "",
          go,
        ),
      ),
      cell("column-note", "on", el("b", {}, scene.blockName(note.block)), ` ${scene.short(note.text)}`),
      cell("column-importance", "num", `${one.importance}`),
      cell("column-evidence", "num", `${one.evidence}`),
      cell(
        "assumption-status",
        `is-${one.status}`,
        el("span", { class: "state" }, icon(one.status), scene.say(`assumption-${one.status}`)),
      ),
      cell(
        "column-experiments",
        "trial",
        trials.length ? el("ul", {}, ...trials) : el("span", { class: "sub" }, scene.say("trial-none")),
      ),
    );
  }
}
