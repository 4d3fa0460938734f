// Waiting edits in localStorage, one item an edit, written before it is sent. Items are kept under the page (one load
// of one tab) that made them. What dead pages left is adopted by the next one: it asks over a BroadcastChannel who is
// still alive, and claims the rest by moving it under its own name. A page that was only asleep sees on waking that its
// items stand under another name and lets go of them; the ids keep anything from being done twice.

import { newId } from "../../lib/ids.js";

/** @typedef {import("./pending.js").Entry} Entry */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store */
/** @typedef {{postMessage: (data: any) => void, close: () => void, onmessage: ((event: any) => void) | null}} Channel */

const ANSWER_WITHIN = 150; // milliseconds

export class Outbox {
  #store;
  #prefix;
  #page;
  #timers;
  #channel;
  #count = 0;
  /** @type {Map<string, string>} */
  #keys = new Map();
  /** Other pages with items here that did not answer for them. @type {Set<string>} */
  #silent = new Set();
  /** @type {any} */
  #asking = null;
  /** Edits that the storage would not take. @type {Map<string, Entry>} */
  #unsaved = new Map();

  /**
   * @param {object} world
   * @param {Store | null} world.store null: nothing survives this page
   * @param {((name: string) => Channel) | null} world.channel
   * @param {import("../../lib/timing.js").Timers} world.timers
   * @param {() => number} [world.random]
   * @param {string} canvas
   * @param {number} who
   */
  constructor({ store, channel, timers, random }, canvas, who) {
    this.#store = store;
    this.#timers = timers;
    this.#prefix = `canvasweb/outbox/${canvas}/${who}/`;
    this.#page = newId(random);
    this.#channel = channel && store ? channel(this.#prefix) : null;
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.#heard(data);
  }

  /** Whether an edit is not on this device's storage, and would be lost with the page. */
  get unsafe() {
    return this.#unsaved.size > 0;
  }

  /** Write an edit down, or write it anew. @param {Entry} entry */
  save(entry) {
    const key =
      this.#keys.get(entry.id) ?? `${this.#prefix}${this.#page}/${String(++this.#count).padStart(8, "0")}/${entry.id}`;
    this.#keys.set(entry.id, key);
    const { id, op, at, text } = entry;
    try {
      if (!this.#store) throw new Error("no storage");
      this.#store.setItem(key, JSON.stringify({ id, op, at, text }));
      this.#unsaved.delete(id);
    } catch {
      this.#unsaved.set(id, entry); // full, or forbidden: the edit still goes out, and the status says so
    }
  }

  /** Forget an edit whose fate is known. @param {string} id */
  remove(id) {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    this.#unsaved.delete(id);
    try {
      this.#store?.removeItem(key);
    } catch {
      return; // storage was withdrawn; then nothing is there to forget
    }
    const next = this.#unsaved.values().next().value;
    if (next) this.save(next); // there may be room now
  }

  /**
   * Take over what pages that are gone left behind, oldest first. Calls back at once when there is nothing.
   * @param {(entries: Entry[]) => void} done
   */
  adopt(done) {
    this.#silent = new Set(this.#items().map(({ page }) => page));
    this.#silent.delete(this.#page);
    if (!this.#silent.size || !this.#channel) return done(this.#claim());
    this.#channel.postMessage({ ask: [...this.#silent] });
    this.#asking = this.#timers.set(() => done(this.#claim()), ANSWER_WITHIN);
  }

  /**
   * The edits that another page claimed while this one slept.
   * @param {Entry[]} entries
   * @returns {Set<string>} ids
   */
  claimed(entries) {
    const missing = entries.filter(({ id }) => !this.#unsaved.has(id) && this.#read(this.#keys.get(id) ?? "") === null);
    if (!missing.length) return new Set();
    const elsewhere = new Set(this.#items().map(({ id }) => id));
    for (const entry of missing) if (!elsewhere.has(entry.id)) this.save(entry); // the storage was emptied under us
    return new Set(missing.filter(({ id }) => elsewhere.has(id) && this.#keys.delete(id)).map(({ id }) => id));
  }

  close() {
    this.#timers.clear(this.#asking);
    this.#channel?.close();
  }

  /** @param {any} data */
  #heard(data) {
    if (data.ask?.includes(this.#page)) this.#channel?.postMessage({ alive: this.#page });
    this.#silent.delete(data.alive);
  }

  #claim() {
    /** @type {(Entry & {key: string})[]} */
    const entries = [];
    for (const { key, page } of this.#items()) {
      if (!this.#silent.has(page)) continue;
      const entry = this.#parse(key);
      if (entry) entries.push(entry);
    }
    entries.sort((a, b) => a.at - b.at); // stable: of one moment, in the order of their keys
    return entries.map(({ key, ...entry }) => {
      this.save(entry);
      if (!this.#unsaved.has(entry.id)) this.#store?.removeItem(key);
      else if (this.#unsaved.delete(entry.id)) this.#keys.set(entry.id, key); // no room for two: it stays where it is
      return entry;
    });
  }

  /** Every item of this participant on this canvas, in the order of the keys. */
  #items() {
    const items = [];
    for (let index = 0; index < (this.#store?.length ?? 0); index++) {
      const key = this.#store?.key(index) ?? "";
      const [page, , id] = key.slice(this.#prefix.length).split("/");
      if (key.startsWith(this.#prefix)) items.push({ key, page, id });
    }
    return items.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** @param {string} key @returns {(Entry & {key: string}) | null} */
  #parse(key) {
    try {
      const entry = JSON.parse(this.#read(key) ?? "");
      return typeof entry.id === "string" && typeof entry.op?.op === "string" ? { ...entry, sent: true, key } : null;
    } catch {
      return null; // half written by a browser that died
    }
  }

  /** @param {string} key */
  #read(key) {
    try {
      return this.#store?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }
}
