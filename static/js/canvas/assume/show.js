// What the board shows of assumptions: a sign on each note that has some, a mark on each block, lines between linked
// notes; and the ways into all of it. Fetched after the board has opened.

import { fallen, standingOn } from "../core/coherence.js";
import { el, hidden, icon } from "../view/dom.js";
import { openMenu } from "../view/menu.js";
import { Lines } from "./lines.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {import("../core/canvas.js").Note} Note */
/** @typedef {import("../view/menu.js").Item} Item */

/** The status that counts for a note with several: what fell first, what holds last. */
const STATUSES = /** @type {const} */ (["refuted", "testing", "open", "confirmed"]);
const MARKS = /** @type {const} */ (["", "filled", "tested"]);
const SIGNS = { "": "open", filled: "check", tested: "confirmed" };

export class Assumed {
  #stage;
  #lines;
  /** What each note shows, to draw only what is different. @type {Map<string, string>} */
  #shown = new Map();
  /** @type {Map<string, string[]>} */
  #fallen = new Map();

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    const { scene, board } = stage;
    scene.marks.push((note) => this.#mark(note));
    scene.said.push((note) => this.#said(note));
    this.#lines = new Lines(stage);
    setTimeout(() => import("./ahead.js"), 5_000);
    board.sheet.addEventListener("click", (event) => this.#pressed(event), true);
    this.#draw();
  }

  /** @param {import("../view/session.js").Change} change */
  change(change) {
    if (change.record || change.reset || change.bin || change.canvas || change.blocks.size) this.#draw();
    this.#lines.follow();
  }

  #draw() {
    const { scene, board } = this.#stage;
    this.#fallen = fallen(scene.canvas);
    const shown = new Map();
    for (const one of scene.canvas.items.assumption.values()) shown.set(one.note, "");
    for (const note of this.#fallen.keys()) shown.set(note, "");
    for (const id of shown.keys()) shown.set(id, this.#state(id).join(" "));
    const other = [...new Set([...shown.keys(), ...this.#shown.keys()])].filter(
      (id) => shown.get(id) !== this.#shown.get(id),
    );
    this.#shown = shown;
    board.redraw(other);
    for (const id of other) board.paper(id)?.classList.toggle("is-refuted", this.#state(id)[0] === "refuted");
    for (const key of board.blocks) this.#drawBlock(key);
  }

  /** The status of a note, how many assumptions it has, and on how many that fell it rests. @param {string} id @returns {[string, number, number]} */
  #state(id) {
    const own = standingOn(this.#stage.scene.canvas, id);
    const status = STATUSES.find((one) => own.some((each) => each.status === one)) ?? "";
    const mine = new Set(own.map((one) => one.id));
    const rests = (this.#fallen.get(id) ?? []).filter((one) => !mine.has(one)).length;
    return [status, own.length, rests];
  }

  /** @param {Note} note @returns {HTMLElement | ""} */
  #mark(note) {
    const [status, count, rests] = this.#state(note.id);
    if (!status && !rests) return "";
    const signs = [status && icon(status), count > 1 && `${count}`, rests > 0 && icon("warn")];
    const words = this.#words(status, count, rests);
    return el("span", { class: rests ? "assume rests" : "assume", title: words }, ...signs, hidden(words));
  }

  /** @param {Note} note */
  #said(note) {
    return this.#words(...this.#state(note.id)) || false;
  }

  /** @param {string} status @param {number} count @param {number} rests */
  #words(status, count, rests) {
    const { scene } = this.#stage;
    return [
      status && `${scene.say("assumed", { count })}: ${scene.say(`assumption-${status}`)}`,
      rests > 0 && scene.say("assumed-rests"),
    ]
      .filter(Boolean)
      .join(". ");
  }

  // Blocks

  /** @param {string} key */
  #drawBlock(key) {
    const { scene, board } = this.#stage;
    const header = board.block(key)?.section.querySelector("header");
    const { mark } = scene.canvas.block(key);
    const sign = SIGNS[/** @type {keyof typeof SIGNS} */ (mark)] ?? "open";
    const words = scene.say(`mark-${mark || "none"}`);
    const was = header?.querySelector(".mark");
    if (!header || (was ? was.getAttribute("data-mark") === mark : !mark && !scene.may("record"))) return;
    const named = `${words}: ${scene.blockName(key)}`;
    const fresh = scene.may("record")
      ? el(
          "button",
          { class: "icon mark", type: "button", "data-mark": mark, title: words, "aria-haspopup": "menu" },
          icon(sign),
          hidden(named),
        )
      : el("span", { class: "mark", "data-mark": mark, title: words }, icon(sign), hidden(words));
    const held = was === document.activeElement;
    if (was) was.replaceWith(fresh);
    else header.querySelector(".locked")?.before(fresh);
    if (held) fresh.focus();
  }

  /** @param {Event} event */
  #pressed(event) {
    const { scene, board, deeds, layer } = this.#stage;
    const button = event.target instanceof Element ? event.target.closest("button.mark") : null;
    const block = board.blockAt(button);
    if (!(button instanceof HTMLElement) || !block) return;
    event.stopPropagation();
    openMenu(layer, button, scene.say("mark-of", { block: scene.blockName(block) }), () =>
      MARKS.map((mark) => ({
        label: scene.say(`mark-${mark || "none"}`),
        sign: SIGNS[mark],
        kind: /** @type {const} */ ("radio"),
        checked: scene.canvas.block(block).mark === mark,
        run: () => deeds.edit({ op: "mark", block, mark }, scene.say(`mark-${mark || "none"}`)),
      })),
    );
  }

  // Ways in

  /** What can be done with one note. @param {string} id @returns {Item[]} */
  tools(id) {
    const { scene } = this.#stage;
    const assumptions = {
      label: scene.say("assumptions"),
      sign: "testing",
      run: async () => (await import("./panel.js")).showAssumptions(this.#stage, id),
    };
    const link = {
      label: scene.say("link-to"),
      sign: "link",
      run: async () => (await import("./linking.js")).askLink(this.#stage, id),
    };
    return scene.may("record") ? [assumptions, link] : [assumptions];
  }

  /** What concerns the whole canvas. @returns {Item[]} */
  menu() {
    const { scene, layout } = this.#stage;
    const shown = this.#stage.settings.get("links", false);
    const links = {
      label: scene.say("links-show"),
      sign: "link",
      kind: /** @type {const} */ ("checkbox"),
      checked: shown,
      run: () => {
        this.#stage.settings.set("links", !shown);
        this.#lines.follow();
      },
    };
    const review = {
      label: scene.say("review-day"),
      sign: "calendar",
      run: async () => (await import("./review.js")).askReview(this.#stage),
    };
    const page = { label: scene.say("assumptions-page"), sign: "testing", href: scene.page.urls.assumptions };
    return [{ line: true }, page, ...(layout.single ? [] : [links]), ...(scene.may("prepare") ? [review] : [])];
  }
}
