// What everything on the board reads: the session, the kind, the words, the names of people. No DOM.

import { forbidden, may } from "../core/rights.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./page.js").KindBlock} KindBlock */
/** @typedef {import("../core/canvas.js").Note} Note */
/** @typedef {{no: string, text?: string, limit?: number, [detail: string]: any}} Refused */

export class Scene {
  /** Set once, before anything is drawn. @type {import("./session.js").Session} */
  session = /** @type {any} */ (null);
  /** @type {Map<string, KindBlock>} */
  blocks;
  /** What an hour adds to the marks of a note, and to what it is called. @type {((note: Note) => HTMLElement | "")[]} */
  marks = [];
  /** @type {((note: Note) => string | false)[]} */
  said = [];
  /** @type {Map<string, string>} */
  #tags = new Map();
  #words;

  /** @param {Page} page @param {any} words */
  constructor(page, words) {
    this.page = page;
    this.#words = new Words(words);
    this.blocks = new Map(page.kind.blocks.map((block) => [block.key, block]));
    for (const block of page.kind.blocks) {
      for (const facet of block.facets)
        for (const one of facet.values) this.#tags.set(`${facet.key}.${one.key}`, one.name);
    }
  }

  /** @param {string} key @param {Record<string, string | number>} [values] */
  say(key, values) {
    return this.#words.say(key, values);
  }

  /** Why something was refused, as a sentence. @param {Refused} refused */
  why(refused) {
    if (refused.text) return refused.text;
    const key = `no-${refused.no}`;
    return this.#words.has(key) ? this.say(key, /** @type {any} */ (refused)) : this.say("no-shape");
  }

  get canvas() {
    return this.session.canvas;
  }

  /** @param {string} id @returns {Note | undefined} a note that is not in the bin */
  note(id) {
    const note = this.canvas.notes.get(id);
    return note?.removed ? undefined : note;
  }

  /** @param {string} key */
  blockName(key) {
    return this.blocks.get(key)?.name ?? key;
  }

  /** @param {string} tag */
  tagName(tag) {
    return this.#tags.get(tag) ?? "";
  }

  /** @param {number} who */
  name(who) {
    const person = this.session.workshop?.people.find((/** @type {any} */ one) => one.who === who);
    return person?.name ?? "";
  }

  get me() {
    return this.session.you.who;
  }

  /** Whether nothing can be changed any more: archived, or the server wants this page no more. */
  get #over() {
    return this.session.workshop?.archived || this.session.status.state === "stopped";
  }

  /** @param {string} action of the rights table */
  may(action) {
    const { role, moment } = this.session.you;
    return may(role, action, moment.phase, moment.grants) && !this.#over;
  }

  /** @param {string} block */
  mayEdit(block) {
    return !this.#over && !this.#forbidden(block);
  }

  /** Why nothing may be changed in a block. @param {string} block @returns {Refused} */
  closed(block) {
    if (this.session.workshop?.archived) return { no: "archived" };
    return this.#forbidden(block) ?? { no: "not-allowed" };
  }

  /** @param {string} block */
  #forbidden(block) {
    const { role, moment } = this.session.you;
    return forbidden(this.canvas, { op: "add", block }, role, moment);
  }

  /** The first words of a note, to speak of it. @param {string} text */
  short(text) {
    const line = text.trim().replace(/\s+/g, " ");
    return line.length > 60 ? `${line.slice(0, 57).trimEnd()}…` : line || this.say("empty-note");
  }
}

/** The words of the page, in the reader's language. The server hands them over; nothing is written here. */
class Words {
  #table;

  /** @param {Record<string, string | [string, string]>} table a sentence, or one for 1 and one for other counts */
  constructor(table) {
    this.#table = table;
  }

  /**
   * The words for a key, with `%(name)s` filled in; a key without words is shown as it is.
   * @param {string} key
   * @param {Record<string, string | number>} [values] `count` chooses between singular and plural
   */
  say(key, values = {}) {
    const found = this.#table[key] ?? key;
    const sentence = typeof found === "string" ? found : found[values.count === 1 ? 0 : 1];
    return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  /** @param {string} key */
  has(key) {
    return key in this.#table;
  }
}
