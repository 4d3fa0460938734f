// What one participant made, said and was told, written down beside the session that is under test.

import { MemoryStore } from "../client/browser.js";

const WORD = /[\u{20000}-\u{2ffff}]/u;

/** @typedef {{word: string, note: string | null, left: string | null, right: string | null, id: string}} Typed */

/** A browser's storage that remembers every edit that was ever put into the outbox. */
class WatchedStore extends MemoryStore {
  /** @param {(entry: any) => void} saved */
  constructor(saved) {
    super();
    this.saved = saved;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    super.setItem(key, value);
    if (key.startsWith("canvasweb/outbox/")) this.saved(JSON.parse(value));
  }
}

export class Journal {
  /** Every edit that was made, by its id. @type {Record<string, any>} */
  made = {};
  /** The forms in which each went out. @type {Record<string, any[]>} */
  sent = {};
  /** The numbers that were acknowledged. @type {Record<string, number>} */
  heard = {};
  /** The other verdicts: "none", or why not. @type {Record<string, string>} */
  answered = {};
  /** @type {Typed[]} */
  words = [];
  /** Edits that lay in the outbox when a picture replaced what they were made on (P17). @type {Set<string>} */
  carried = new Set();
  /** What is wrong already. @type {string[]} */
  wrong = [];
  /** How many edits were made. */
  count = 0;
  #last = "";
  #told = 0;

  constructor() {
    this.store = new WatchedStore(({ id, op }) => {
      this.#last = id;
      if (!(id in this.made)) this.count++;
      this.made[id] = op;
    });
  }

  /** What waits was perhaps made on another picture than the one it will be shown on. */
  replaced() {
    for (const key of this.store.items.keys()) this.carried.add(key.split("/").at(-1) ?? "");
  }

  /** @param {any} message */
  said(message) {
    for (const { id, ...op } of message.t === "ops" ? message.ops : []) {
      this.sent[id] ??= [];
      const forms = this.sent[id];
      const form = structuredClone(op);
      if (JSON.stringify(forms.at(-1)) !== JSON.stringify(form)) forms.push(form);
    }
  }

  /** @param {any} message */
  told(message) {
    if (message.t === "ops") {
      for (const { id, n } of message.ops) if (id in this.made) this.#acknowledged(id, n);
    } else if (message.t === "welcome") {
      for (const [id, n] of Object.entries(message.known)) this.#acknowledged(id, n);
    } else if (message.t === "reset") this.replaced();
    else if (message.t === "verdict" && message.n !== undefined) this.#acknowledged(message.id, message.n);
    else if (message.t === "verdict" && message.no !== "try-again")
      this.answered[message.id] = message.none ? "none" : message.no;
  }

  /** @param {string} id @param {number} n */
  #acknowledged(id, n) {
    this.heard[id] ??= n;
    if (this.heard[id] !== n) this.wrong.push(`${id} was acknowledged at ${this.heard[id]} and at ${n}`);
  }

  /** What was acknowledged since this was last asked: ids and numbers. */
  news() {
    const news = Object.entries(this.heard).slice(this.#told);
    this.#told += news.length;
    return news;
  }

  /**
   * A session that notes down between which words each new one was typed.
   * @param {any} session
   */
  watching(session) {
    const type = (/** @type {string} */ note, /** @type {string} */ text, /** @type {string} */ shown) => {
      const before = session.canvas.notes.get(note)?.text ?? "";
      const result = session.type(note, text, shown);
      if ("text" in result) this.#typed(note, before, Array.from(result.text));
      return result;
    };
    return new Proxy(session, {
      get: (_, name) => {
        if (name === "type") return type;
        const value = session[name];
        return typeof value === "function" ? value.bind(session) : value;
      },
    });
  }

  /** @param {string} note @param {string} before @param {string[]} after */
  #typed(note, before, after) {
    const words = after.filter((char) => WORD.test(char));
    words.forEach((word, place) => {
      if (before.includes(word)) return;
      this.words.push({ word, note, left: words[place - 1] ?? null, right: words[place + 1] ?? null, id: this.#last });
    });
  }
}
