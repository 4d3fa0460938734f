// The tray "not placed" (P12): the words of refused edits, kept on this device until they are placed or thrown away.

import { WORDS } from "../core/operations.js";
import { apply, length } from "../core/text.js";
import { fitted } from "./texts.js";

/** @typedef {import("./pending.js").Entry} Entry */
/** @typedef {import("../core/canvas.js").Canvas} Canvas */

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {import("../core/operations.js").Operation} op
 * @property {string} text what was typed
 * @property {string} code why it was refused
 * @property {string} message the same, in the reader's language
 * @property {string | null} block
 * @property {string | null} note
 * @property {number} at milliseconds
 */

export class Tray {
  /** Called when the tray changed. @type {(() => void) | null} */
  onChange = null;
  /** @type {Map<string, Item>} */
  #items = new Map();
  #store;
  #prefix;

  /**
   * @param {import("./outbox.js").Store | null} store
   * @param {string} canvas
   * @param {number} who
   */
  constructor(store, canvas, who) {
    this.#store = store;
    this.#prefix = `canvasweb/tray/${canvas}/${who}/`;
    this.#load();
  }

  /** The items, oldest first. */
  list() {
    return [...this.#items.values()].sort((a, b) => a.at - b.at);
  }

  /** @param {string} id */
  get(id) {
    return this.#items.get(id);
  }

  /** Put words aside; nothing happens without any. @param {Item} item */
  add(item) {
    if (!length(item.text.trim())) return false;
    this.#items.set(item.id, item);
    try {
      this.#store?.setItem(this.#prefix + item.id, JSON.stringify(item));
    } catch {
      // no room: it stays in the tray as long as the page
    }
    this.onChange?.();
    return true;
  }

  /** @param {string} id */
  drop(id) {
    this.#items.delete(id);
    try {
      this.#store?.removeItem(this.#prefix + id);
    } catch {
      // storage was withdrawn
    }
    this.onChange?.();
  }

  #load() {
    try {
      for (let index = 0; index < (this.#store?.length ?? 0); index++) {
        const key = this.#store?.key(index) ?? "";
        if (!key.startsWith(this.#prefix)) continue;
        const item = JSON.parse(this.#store?.getItem(key) ?? "");
        this.#items.set(item.id, item);
      }
    } catch {
      // nothing readable: the tray starts with what could be read
    }
  }
}

/**
 * The words that a person typed in an edit, as the board shows them now.
 * @param {Entry} entry
 * @param {Canvas} canvas
 * @param {Entry[]} entries all that wait
 * @returns {{text: string, block: string | null, note: string | null}[]}
 */
function wordsOf({ op }, canvas, entries) {
  const block = op.block ?? canvas.notes.get(op.note)?.block ?? null;
  if (op.op === "comment") return [{ text: op.text, block, note: op.note }];
  const said = (WORDS[op.op] ?? []).map((name) => op[name]).filter(Boolean);
  if (said.length) return [{ text: said.join("\n"), block, note: null }];
  const drafts = op.op === "add" ? op.notes : op.op === "text" ? [op] : [];
  return drafts.flatMap((/** @type {any} */ { note, text }) => {
    const chain = entries.filter((one) => one.op.op === "text" && one.op.note === note);
    const inserts = chain.some((one) => one.op.delta.some((/** @type {any} */ part) => part.length));
    if (op.note && !inserts) return [];
    // Not the text on the canvas: that may show the note no more.
    const words = chain.reduce((below, one) => apply(below, fitted(one, below)), text ?? chain[0].text);
    return [{ text: words, block, note: op.note ?? null }];
  });
}

/**
 * Put the words of a refused edit into the tray.
 * @param {Tray} tray
 * @param {Entry} entry
 * @param {Record<string, any>} verdict
 * @param {{canvas: Canvas, entries: Entry[]}} pending with the entry still in it
 * @param {number} at milliseconds
 * @returns {string[]} the ids in the tray
 */
export function keepWords(tray, entry, verdict, { canvas, entries }, at) {
  const items = wordsOf(entry, canvas, entries).map((words, index) => ({
    ...words,
    id: index ? `${entry.id}.${index}` : entry.id,
    op: entry.op,
    code: verdict.no,
    message: verdict.text ?? "",
    at,
  }));
  return items.filter((item) => tray.add(item)).map(({ id }) => id);
}

/**
 * The edits that fall with a refused one: what was typed since in the same note stands in the tray already.
 * @param {Entry} entry
 * @param {Entry[]} entries
 */
export function fallingWith({ op }, entries) {
  const lost =
    op.op === "add" ? op.notes.map((/** @type {any} */ draft) => draft.note) : op.op === "text" ? [op.note] : [];
  return entries.filter((one) => one.op.op === "text" && !one.sent && lost.includes(one.op.note));
}
