// A canvas in memory: notes, comments and locks, changed by effects (P13); the twin of workshops/domain/canvas.py.
// Applying an effect touches only what it names and gives back the effect that undoes it.

import { apply as applyDelta, invert } from "./text.js";

/** @typedef {import("./text.js").Delta} Delta */
/** @typedef {Record<string, any>} Effect as it goes over the wire, or {note | comment, gone: true} as an undoing one */

/**
 * @typedef {object} Note
 * @property {string} id
 * @property {string} block
 * @property {string} key order among its neighbours
 * @property {string} text
 * @property {number} v number of its last text change
 * @property {string} colour
 * @property {string[]} tags
 * @property {string | null} under the head of its stack
 * @property {number} by
 * @property {number} at Unix time in seconds
 * @property {boolean} removed
 * @property {Record<string, number[]>} reactions
 * @property {number} [to] whose alone it is while it is private
 * @property {boolean} [anon] whether its author is told to nobody
 * @property {string | null} [step] the step it was written in
 * @property {boolean} [locked]
 * @property {number} [shown] the number of its reveal
 * @property {boolean} waiting whether an edit of it is not yet taken by the server
 */

/** @typedef {{id: string, note: string, text: string, by: number, at: number, removed: boolean, anon?: boolean}} Comment */
/** @typedef {{id: string, sort: string, text: string, owner: string, due: string | null, by: number, at: number, removed: boolean}} Outcome */
/** @typedef {{mine: Record<string, number>, closed: boolean, totals: Record<string, number>}} Ballot one's own dots, and the totals once it is closed */
/** @typedef {{locked: boolean, blocks: Record<string, {locked: boolean}>, notes: any[], comments: Comment[], outcomes?: Outcome[], ballots?: Record<string, Ballot>}} Picture as in P6 */
/** @typedef {{blocks: {key: string, facets?: {key: string, values: {key: string}[]}[]}[]}} Kind */

/**
 * What a watcher is told of, before it happens.
 * @typedef {object} Watcher
 * @property {(id: string, note: Note | undefined) => void} note
 * @property {(noteId: string) => void} comments
 * @property {(block: string | null, locked: boolean) => void} lock of a block, or of the canvas
 * @property {() => void} [record] outcomes or votes
 */

const PLACE = ["block", "key", "under", "removed"];

/** @param {{key: string, id: string}} a @param {{key: string, id: string}} b */
function stands(a, b) {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * The index of the first in a sorted list that does not stand before `place`.
 * @param {Note[]} list
 * @param {{key: string, id: string}} place
 */
export function indexOf(list, place) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stands(list[middle], place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Canvas {
  /** @type {Map<string, Note>} */
  notes = new Map();
  /** @type {Map<string, Outcome>} */
  outcomes = new Map();
  /** @type {Map<string, Ballot>} */
  ballots = new Map();
  locked = false;
  /** @type {Watcher | null} */
  watcher = null;
  /** @type {Set<string>} */
  #lockedBlocks = new Set();
  /** @type {Map<string, Note[]>} */
  #groups = new Map();
  /** @type {Map<string, number>} */
  #sizes = new Map();
  /** @type {Map<string, Comment>} */
  #comments = new Map();
  /** @type {Map<string, Comment[]>} */
  #talk = new Map();

  /**
   * @param {Kind} kind
   * @param {Picture} [picture]
   */
  constructor(kind, picture) {
    this.kind = kind;
    this.blocks = new Set(kind.blocks.map((block) => block.key));
    const facets = kind.blocks.flatMap((block) => block.facets ?? []);
    this.tags = new Set(facets.flatMap((facet) => facet.values.map((one) => `${facet.key}.${one.key}`)));
    if (!picture) return;
    this.locked = picture.locked;
    for (const [key, block] of Object.entries(picture.blocks)) if (block.locked) this.#lockedBlocks.add(key);
    for (const note of picture.notes) this.#enter({ ...note, waiting: false });
    for (const comment of picture.comments) this.#talked({ ...comment });
    for (const outcome of picture.outcomes ?? []) this.outcomes.set(outcome.id, { ...outcome });
    for (const [step, ballot] of Object.entries(picture.ballots ?? {}))
      this.ballots.set(step, { ...ballot, mine: { ...ballot.mine } });
  }

  // Reads

  /** A block's top-level notes in order. @param {string} block */
  list(block) {
    return this.group(block).slice();
  }

  /** The members under a head in order, without the head. @param {string} head */
  stack(head) {
    return this.group(head).slice();
  }

  /** The removed notes, in the order of their ids' arrival. */
  bin() {
    return [...this.notes.values()].filter((note) => note.removed);
  }

  /** The comments on a note that were not removed, oldest first. @param {string} note */
  comments(note) {
    return this.talk(note).filter((comment) => !comment.removed);
  }

  /** @param {string} key */
  block(key) {
    return { locked: this.#lockedBlocks.has(key) };
  }

  /** @param {string} id */
  comment(id) {
    return this.#comments.get(id);
  }

  /** The comments on a note, removed ones included; not to be changed. @param {string} note */
  talk(note) {
    return this.#talk.get(note) ?? [];
  }

  /** The notes of a block or stack in order; not to be changed. @param {string} name a block's key or a head's id */
  group(name) {
    return this.#groups.get(name) ?? [];
  }

  /** How many notes stand in a block, those in stacks included. @param {string} block */
  size(block) {
    return this.#sizes.get(block) ?? 0;
  }

  // Writes

  /**
   * Apply the effects of an operation; returns the effects that take them back, in order.
   * @param {Effect[]} effects
   * @param {number | null} number the operation's; null for a guess, which leaves each note's `v` as it is
   */
  apply(effects, number) {
    return effects.map((effect) => this.#applyOne(effect, number)).reverse();
  }

  /**
   * @param {Effect} effect
   * @param {number | null} number
   * @returns {Effect}
   */
  #applyOne(effect, number) {
    if ("comment" in effect) return this.#setComment(effect);
    if ("outcome" in effect || "ballot" in effect) return this.#record(effect);
    if ("version" in effect) return effect;
    if ("block" in effect) return this.#lockBlock(effect);
    if ("canvas" in effect) {
      this.watcher?.lock(null, this.locked);
      const was = this.locked;
      this.locked = effect.set.locked;
      return { canvas: true, set: { locked: was } };
    }
    const note = this.notes.get(effect.note);
    this.watcher?.note(effect.note, note);
    if (!note) {
      const shown = effect.reveal && { ...effect.reveal, shown: number };
      const fresh = { id: effect.note, ...effect.set, ...shown, v: number ?? 0, reactions: {}, waiting: false };
      this.#enter(fresh);
      return { note: effect.note, gone: true };
    }
    if (effect.gone) {
      this.#leave(note);
      this.notes.delete(note.id);
      return effect;
    }
    if (effect.set) return this.#setNote(note, effect.set, number);
    // One's own: it only stops being private, and what is being typed goes on.
    if (effect.reveal)
      return this.#setNote(note, { to: 0, ...(number !== null && { v: number, shown: number }) }, null);
    if (effect.text) return this.#changeText(note, effect.text, number);
    return this.#react(note, effect.react);
  }

  /** @param {Note} note @param {Record<string, any>} values @param {number | null} number */
  #setNote(note, values, number) {
    /** @type {Record<string, any>} */
    const fields = note;
    /** @type {Record<string, any>} */
    const was = {};
    for (const name of Object.keys(values)) was[name] = fields[name];
    const moves = PLACE.some((name) => name in values);
    if (moves) this.#leave(note);
    Object.assign(note, values);
    if (moves) this.#enter(note);
    if ("text" in values && number !== null) note.v = number;
    return { note: note.id, set: was };
  }

  /** @param {Note} note @param {Delta} delta @param {number | null} number */
  #changeText(note, delta, number) {
    const back = invert(note.text, delta);
    note.text = applyDelta(note.text, delta);
    if (number !== null) note.v = number;
    return { note: note.id, text: back };
  }

  /** @param {Note} note @param {[string, number, boolean]} react */
  #react(note, [reaction, who, on]) {
    const people = (note.reactions[reaction] ?? []).filter((one) => one !== who);
    if (on) people.push(who);
    const { [reaction]: _, ...others } = note.reactions;
    note.reactions = people.length ? { ...others, [reaction]: people.sort((a, b) => a - b) } : others;
    return { note: note.id, react: [reaction, who, !on] };
  }

  /** @param {Effect} effect */
  #setComment(effect) {
    const comment = this.#comments.get(effect.comment);
    this.watcher?.comments(comment?.note ?? effect.set.note);
    if (!comment) {
      this.#talked({ id: effect.comment, ...effect.set });
      return { comment: effect.comment, gone: true };
    }
    if (effect.gone) {
      this.#comments.delete(comment.id);
      this.#talk.set(
        comment.note,
        this.talk(comment.note).filter((one) => one !== comment),
      );
      return effect;
    }
    /** @type {Record<string, any>} */
    const fields = comment;
    const was = Object.fromEntries(Object.keys(effect.set).map((name) => [name, fields[name]]));
    Object.assign(comment, effect.set);
    return { comment: comment.id, set: was };
  }

  /** @param {Effect} effect */
  #record(effect) {
    this.watcher?.record?.();
    if ("outcome" in effect) {
      const found = this.outcomes.get(effect.outcome);
      if (effect.gone) this.outcomes.delete(effect.outcome);
      else this.outcomes.set(effect.outcome, /** @type {any} */ ({ id: effect.outcome, ...found, ...effect.set }));
      return { outcome: effect.outcome, ...(found ? { set: { ...found } } : { gone: true }) };
    }
    const was = this.ballots.get(effect.ballot) ?? { mine: {}, closed: false, totals: {} };
    if (effect.set) {
      this.ballots.set(effect.ballot, { ...was, ...effect.set });
      return { ballot: effect.ballot, set: { closed: was.closed, totals: was.totals } };
    }
    const { [effect.vote]: dots = 0, ...others } = was.mine;
    const mine = effect.dots ? { ...others, [effect.vote]: effect.dots } : others;
    this.ballots.set(effect.ballot, { ...was, mine });
    return { ...effect, dots };
  }

  /** @param {Effect} effect */
  #lockBlock({ block, set }) {
    const locked = this.#lockedBlocks.has(block);
    this.watcher?.lock(block, locked);
    if (set.locked) this.#lockedBlocks.add(block);
    else this.#lockedBlocks.delete(block);
    return { block, set: { locked } };
  }

  /** @param {Comment} comment */
  #talked(comment) {
    this.#comments.set(comment.id, comment);
    this.#talk.set(comment.note, [...this.talk(comment.note), comment]);
  }

  /** @param {Note} note */
  #enter(note) {
    this.notes.set(note.id, note);
    if (note.removed) return;
    const name = note.under ?? note.block;
    const list = this.#groups.get(name) ?? [];
    list.splice(indexOf(list, note), 0, note);
    this.#groups.set(name, list);
    this.#sizes.set(note.block, this.size(note.block) + 1);
  }

  /** @param {Note} note */
  #leave(note) {
    if (note.removed) return;
    const list = this.group(note.under ?? note.block);
    list.splice(indexOf(list, note), 1);
    this.#sizes.set(note.block, this.size(note.block) - 1);
  }
}
