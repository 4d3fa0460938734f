// Watches a canvas while it is worked on, and tells afterwards what is really different.

import { apply, compose, diff } from "../core/text.js";

/** @typedef {import("../core/canvas.js").Canvas} Canvas */
/** @typedef {import("../core/canvas.js").Note} Note */
/** @typedef {import("../core/text.js").Delta} Delta */

/**
 * @typedef {object} Change what the view has to draw again; see docs/client.md
 * @property {Set<string>} notes
 * @property {Set<string>} blocks
 * @property {Map<string, Delta>} texts
 * @property {Set<string>} comments
 * @property {boolean} bin
 * @property {boolean} canvas
 * @property {boolean} record votes, or items other than notes and comments
 * @property {boolean} reset
 * @property {boolean} local
 */

const DRAWN = /** @type {const} */ ([
  "text",
  "colour",
  "tags",
  "reactions",
  "waiting",
  "by",
  "at",
  "to",
  "anon",
  "locked",
  "shown",
]);
const PLACE = /** @type {const} */ (["block", "key", "under", "removed"]);

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

export class Changes {
  /** How each touched note was at first; undefined when it was not there. @type {Map<string, Note | undefined>} */
  #before = new Map();
  /** @type {Set<string>} */
  #comments = new Set();
  /** @type {Map<string | null, import("../core/canvas.js").State>} */
  #states = new Map();
  #record = false;
  /** Others' text changes as seen from above the pending ones; null when unknown. @type {Map<string, Delta | null>} */
  #remote = new Map();

  /** @param {string} id @param {Note | undefined} note */
  note(id, note) {
    if (!this.#before.has(id)) this.#before.set(id, note && { ...note });
  }

  /** @param {string} noteId */
  comments(noteId) {
    this.#comments.add(noteId);
  }

  /** @param {string | null} block @param {import("../core/canvas.js").State} state */
  state(block, state) {
    if (!this.#states.has(block)) this.#states.set(block, state);
  }

  record() {
    this.#record = true;
  }

  /** Somebody else's change of a shown text. @param {string} id @param {Delta | null} delta */
  remote(id, delta) {
    const earlier = this.#remote.has(id) ? (this.#remote.get(id) ?? null) : [];
    this.#remote.set(id, earlier && delta && compose(earlier, delta));
  }

  /**
   * What came of it all.
   * @param {Canvas} canvas
   * @param {boolean} local whether a call on this session caused it
   * @param {string} [typed] the note in whose field the change was typed: that field has it already
   * @returns {Change}
   */
  finish(canvas, local, typed) {
    /** @type {Change} */
    const change = {
      notes: new Set(),
      blocks: new Set(),
      texts: new Map(),
      comments: this.#comments,
      bin: false,
      canvas: false,
      record: this.#record,
      reset: false,
      local,
    };
    for (const [id, was] of this.#before) this.#compare(change, id, was, canvas.notes.get(id));
    if (typed) change.texts.delete(typed);
    for (const [block, state] of this.#states) {
      if (same(canvas.block(block), state)) continue;
      if (block === null) change.canvas = true;
      else change.blocks.add(block);
    }
    return change;
  }

  /** @param {Change} change @param {string} id @param {Note | undefined} was @param {Note | undefined} is */
  #compare(change, id, was, is) {
    if (!was && !is) return;
    if (!was || !is || PLACE.some((name) => was[name] !== is[name])) {
      change.notes.add(id);
      for (const one of [was, is]) {
        if (one?.removed) change.bin = true;
        else if (one) change.blocks.add(one.block);
      }
    } else if (DRAWN.some((name) => !same(was[name], is[name]))) change.notes.add(id);
    if (was && is && was.text !== is.text) change.texts.set(id, this.#delta(id, was.text, is.text));
  }

  /** @param {string} id @param {string} before @param {string} after */
  #delta(id, before, after) {
    return fitting(this.#remote.get(id), before, after) ?? diff(before, after);
  }
}

/**
 * The delta when it leads from one text to the other.
 * @param {Delta | null | undefined} delta
 * @param {string} before
 * @param {string} after
 */
function fitting(delta, before, after) {
  try {
    return delta && apply(before, delta) === after ? delta : null;
  } catch {
    return null; // it reaches beyond the text: a guess below it was wrong
  }
}

/**
 * The change from one canvas to another, as after a reset.
 * @param {Canvas} was
 * @param {Canvas} is
 * @returns {Change}
 */
export function replaced(was, is) {
  /** @type {Change["texts"]} */
  const texts = new Map();
  for (const note of is.notes.values()) {
    const before = was.notes.get(note.id)?.text;
    if (before !== undefined && before !== note.text) texts.set(note.id, diff(before, note.text));
  }
  const notes = new Set([...was.notes.keys(), ...is.notes.keys()]);
  return {
    notes,
    blocks: new Set(is.blocks),
    texts,
    comments: notes,
    bin: true,
    canvas: true,
    record: true,
    reset: true,
    local: false,
  };
}
