// The optimistic canvas: what the server said, with the edits that it has not yet taken on top (P9, P17).
// When something arrives, the pending edits are un-applied, it is applied, and they are applied again.

import { Canvas } from "../core/canvas.js";
import { decide } from "../core/operations.js";
import { apply, compose, invert } from "../core/text.js";
import { Changes, replaced } from "./changes.js";
import { carry, settleOn } from "./texts.js";

/** @typedef {import("../core/canvas.js").Effect} Effect */
/** @typedef {import("../core/operations.js").Operation} Operation */
/** @typedef {import("../core/text.js").Delta} Delta */
/** @typedef {import("./changes.js").Change} Change */

/**
 * An edit that the server has not yet taken.
 * @typedef {object} Entry
 * @property {string} id for ever
 * @property {Operation} op
 * @property {number} at milliseconds, when it was made
 * @property {string} [text] of a text edit: the text its delta is made on
 * @property {number} [grown] milliseconds, when typing was last added to it
 * @property {boolean} [sent] perhaps already with the server, so not to be changed any more
 * @property {number} [taken] the number it was taken at, when that is known before its frame came
 * @property {import("../core/rights.js").Moment} [moment] what the hour made of it when it was made
 * @property {boolean} [retried] made anew on a fresh picture, once
 * @property {Effect[]} [back] takes its effects back
 * @property {string[]} [touches] the notes it is about
 */

export class Pending {
  /** @type {Entry[]} */
  entries = [];
  /** @type {Set<string>} */
  #waiting = new Set();
  #changes = new Changes();

  /**
   * @param {import("../core/canvas.js").Kind} kind
   * @param {{head: number, canvas: import("../core/canvas.js").Picture}} snapshot
   * @param {import("../core/operations.js").Actor} you
   */
  constructor(kind, snapshot, you) {
    this.kind = kind;
    this.you = you;
    this.seen = snapshot.head;
    this.canvas = new Canvas(kind, snapshot.canvas);
    this.canvas.watcher = this.#changes;
  }

  /** @param {string} id */
  find(id) {
    return this.entries.find((entry) => entry.id === id);
  }

  /**
   * What is different since this was last asked.
   * @param {boolean} local
   * @param {string} [typed]
   */
  change(local, typed) {
    this.#markWaiting();
    const change = this.#changes.finish(this.canvas, local, typed);
    this.#changes = new Changes();
    this.canvas.watcher = this.#changes;
    return change;
  }

  /**
   * Put an edit on top; returns why not when the rules refuse it.
   * @param {Entry} entry
   * @returns {import("../core/operations.js").Refused | null}
   */
  push(entry) {
    const verdict = this.#show(entry);
    if (!verdict) this.entries.push(entry);
    return verdict;
  }

  /**
   * More typing in an edit that was never sent; no later edit touches that note's text.
   * @param {Entry} entry a text edit, or the `add` of the note
   * @param {string} noteId
   * @param {Delta} delta on the text shown
   */
  grow(entry, noteId, delta) {
    this.canvas.apply([{ note: noteId, text: delta }], null);
    if (entry.op.op === "text") {
      entry.op.delta = compose(entry.op.delta, delta);
      entry.back = [{ note: noteId, text: invert(entry.text ?? "", entry.op.delta) }];
    } else {
      const draft = entry.op.notes.find((/** @type {any} */ one) => one.note === noteId);
      draft.text = this.canvas.notes.get(noteId)?.text;
    }
  }

  /** Edits from an earlier page, made before all that wait here. @param {Entry[]} entries */
  adopt(entries) {
    this.#rebase(() => this.entries.unshift(...entries));
  }

  /** Take edits back; what was typed after them stays where it is. @param {Set<string>} ids */
  drop(ids) {
    if (!ids.size) return;
    this.#rebase(() => {
      for (const entry of this.entries.filter(({ id }) => ids.has(id))) this.#lift(entry);
    });
  }

  /** Take an edit out of the queue, from under what was typed on it. @param {Entry} entry */
  #lift(entry) {
    const { op, text = "" } = entry;
    const later = this.entries.splice(this.entries.indexOf(entry)).slice(1);
    if (op.op === "text") carry(chain(later, op.note), apply(text, op.delta), invert(text, op.delta));
    this.entries.push(...later);
  }

  /**
   * What was taken (P5); operations already seen are passed over.
   * @param {{to: number, ops: {n: number, id: string, fx: Effect[]}[]}} frame
   * @returns {Entry[]} the edits of ours among them
   */
  frame({ to, ops }) {
    /** @type {Entry[]} */
    const taken = [];
    const fresh = ops.filter((op) => op.n > this.seen);
    if (fresh.length) {
      this.#rebase(() => {
        for (const op of fresh) {
          const own = this.find(op.id);
          if (own) taken.push(own);
          this.#take(op, own);
        }
      });
    }
    this.seen = Math.max(this.seen, to);
    return taken;
  }

  /**
   * A new picture (P6). Edits known to be in it are left out.
   * @param {{head: number, canvas: import("../core/canvas.js").Picture}} picture
   * @returns {{change: Change, taken: Entry[]}}
   */
  reset(picture) {
    const was = this.canvas;
    const taken = this.entries.filter((entry) => entry.taken !== undefined && entry.taken <= picture.head);
    this.entries = this.entries.filter((entry) => !taken.includes(entry));
    this.seen = picture.head;
    this.canvas = new Canvas(this.kind, picture.canvas);
    for (const entry of this.entries) this.#show(entry);
    this.#waiting = new Set();
    this.change(false);
    return { change: replaced(was, this.canvas), taken };
  }

  /**
   * @param {{n: number, fx: Effect[]}} op
   * @param {Entry | undefined} own our entry of it
   */
  #take({ n, fx }, own) {
    const given = own?.op.op === "text" ? fx.find((effect) => effect.text) : undefined;
    const asMade = given && JSON.stringify(given.text) === JSON.stringify(own?.op.delta);
    if (own && asMade) this.entries.splice(this.entries.indexOf(own), 1);
    else if (own) this.#lift(own);
    for (const effect of fx) {
      if ("note" in effect && effect.text && !asMade) {
        const text = this.canvas.notes.get(effect.note)?.text ?? "";
        this.#changes.remote(effect.note, carry(chain(this.entries, effect.note), text, effect.text));
      }
    }
    this.canvas.apply(fx, n);
  }

  /** @param {() => void} work on the canvas as the server has it, and on the queue */
  #rebase(work) {
    for (const entry of [...this.entries].reverse()) {
      this.canvas.apply(entry.back ?? [], null);
      entry.back = [];
    }
    work();
    for (const entry of this.entries) this.#show(entry);
  }

  /**
   * Apply an edit on top; one that has no place now shows nothing.
   * @param {Entry} entry
   */
  #show(entry) {
    const { op } = entry;
    entry.back = [];
    entry.moment ??= this.you.moment;
    const you = { ...this.you, moment: entry.moment };
    const decision =
      op.op === "text" ? this.#textEffects(entry) : decide(this.canvas, op, you, Math.floor(entry.at / 1000));
    /** @type {Effect[]} */
    const fx = "fx" in decision ? decision.fx : [];
    const named = [...fx.map((effect) => effect.note), ...(op.notes ?? []), op.note];
    entry.touches = [...new Set(named.filter((id) => typeof id === "string"))];
    if (!("fx" in decision)) return decision;
    entry.back = this.canvas.apply(fx, null);
    return null;
  }

  /**
   * Without the limits of `decide`: typing that others' typing made too long stays in sight until the server speaks.
   * @param {Entry} entry
   */
  #textEffects(entry) {
    const note = this.canvas.notes.get(entry.op.note);
    if (!note || note.removed) return { fx: [] };
    settleOn(entry, note.text);
    return { fx: entry.op.delta.length ? [{ note: note.id, text: entry.op.delta }] : [] };
  }

  #markWaiting() {
    const waiting = new Set(this.entries.flatMap((entry) => entry.touches ?? []));
    for (const id of new Set([...waiting, ...this.#waiting])) {
      const note = this.canvas.notes.get(id);
      if (!note || note.waiting === waiting.has(id)) continue;
      this.#changes.note(id, note);
      note.waiting = waiting.has(id);
    }
    this.#waiting = waiting;
  }
}

/** The text edits of a note among these, in order. @param {Entry[]} entries @param {string} note */
const chain = (entries, note) => entries.filter(({ op }) => op.op === "text" && op.note === note);
