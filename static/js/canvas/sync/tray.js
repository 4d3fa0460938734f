// The tray "not placed": words of refused edits, kept on this device until they are placed or thrown away.

import { length } from "../core/text.js";

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
