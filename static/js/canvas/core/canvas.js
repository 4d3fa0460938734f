// A canvas in memory: notes, what stands on them, and locks, changed by effects (P13); the twin of workshops/domain/canvas.py.
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
/** @typedef {{id: string, name: string, now: string, target: string, unit: string, due: string | null, owner: string, removed: boolean}} Measure by its note's id */
/** @typedef {{id: string, note: string, statement: string, importance: number, evidence: number, status: string, by: number, at: number, removed: boolean, anon?: boolean}} Assumption */
/** @typedef {{id: string, assumption: string, starter: string, method: string, metric: string, threshold: string, owner: string, due: string | null, result: string, learning: string, verdict: string, by: number, at: number, removed: boolean, anon?: boolean}} Experiment */
/** @typedef {{id: string, note: string, other: string, by: number, at: number, removed: boolean, anon?: boolean}} Link the note `other` rests on `note` */
/** @typedef {{comment: Map<string, Comment>, outcome: Map<string, Outcome>, measure: Map<string, Measure>, assumption: Map<string, Assumption>, experiment: Map<string, Experiment>, link: Map<string, Link>}} Items */
/** @typedef {{locked: boolean, mark: string, review: string | null}} State of a block (`locked`, `mark`) or of the canvas (`locked`, `review`) */
/** @typedef {{mine: Record<string, number>, closed: boolean, totals: Record<string, number>}} Ballot one's own dots, and the totals once it is closed */
/** @typedef {{locked: boolean, review?: string | null, blocks: Record<string, {locked: boolean, mark?: string}>, notes: any[], comments: Comment[], outcomes?: Outcome[], measures?: Measure[], assumptions?: Assumption[], experiments?: Experiment[], links?: Link[], ballots?: Record<string, Ballot>}} Picture as in P6 */
/** @typedef {{blocks: {key: string, facets?: {key: string, values: {key: string}[]}[]}[]}} Kind */

/**
 * What a watcher is told of, before it happens.
 * @typedef {object} Watcher
 * @property {(id: string, note: Note | undefined) => void} note
 * @property {(noteId: string) => void} comments
 * @property {(block: string | null, state: State) => void} state of a block, or of the canvas
 * @property {() => void} [record] votes, or items other than notes and comments
 */

const PLACE = ["block", "key", "under", "removed"];
const SORTS = ["comment", "outcome", "measure", "assumption", "experiment", "link"];
const FRESH = { locked: false, mark: "", review: null };

/** Sets values; returns those that were there. @param {Record<string, any>} item @param {Record<string, any>} values */
function change(item, values) {
  const was = Object.fromEntries(Object.keys(values).map((name) => [name, item[name]]));
  Object.assign(item, values);
  return was;
}

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
  /** By sort and id, removed ones included. */
  items = /** @type {Items} */ (Object.fromEntries(SORTS.map((sort) => [sort, new Map()])));
  /** @type {Map<string, Ballot>} */
  ballots = new Map();
  /** @type {Watcher | null} */
  watcher = null;
  /** Of blocks, and under null of the canvas. @type {Map<string | null, State>} */
  #states = new Map();
  /** @type {Map<string, Note[]>} */
  #groups = new Map();
  /** @type {Map<string, number>} */
  #sizes = new Map();
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
    const { locked, review = null, blocks } = picture;
    this.#states.set(null, { ...FRESH, locked, review });
    for (const [key, block] of Object.entries(blocks)) this.#states.set(key, { ...FRESH, ...block });
    for (const note of picture.notes) this.#enter({ ...note, waiting: false });
    for (const sort of SORTS)
      for (const item of /** @type {any} */ (picture)[`${sort}s`] ?? []) this.#put(sort, { ...item });
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

  /** The state of a block, or (null) of the canvas; not to be changed. @param {string | null} key @returns {State} */
  block(key) {
    return this.#states.get(key) ?? FRESH;
  }

  get locked() {
    return this.block(null).locked;
  }

  get outcomes() {
    return this.items.outcome;
  }

  /** @param {string} id */
  comment(id) {
    return this.items.comment.get(id);
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
    const sort = SORTS.find((one) => one in effect);
    if (sort) return this.#item(sort, effect);
    if ("ballot" in effect) return this.#vote(effect);
    if ("version" in effect) return effect;
    if (!("note" in effect)) {
      const { block = null, set } = effect;
      const was = this.block(block);
      this.watcher?.state(block, was);
      this.#states.set(block, { ...was, ...set });
      return { ...effect, set: was };
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
    const moves = PLACE.some((name) => name in values);
    if (moves) this.#leave(note);
    const was = change(note, values);
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

  /** @param {string} sort @param {Effect} effect */
  #item(sort, effect) {
    const items = /** @type {any} */ (this.items)[sort];
    const id = effect[sort];
    const item = items.get(id);
    if (sort === "comment") this.watcher?.comments(item?.note ?? effect.set.note);
    else this.watcher?.record?.();
    if (!item) {
      this.#put(sort, { id, ...effect.set });
      return { [sort]: id, gone: true };
    }
    if (!effect.gone) return { [sort]: id, set: change(item, effect.set) };
    items.delete(id);
    if (sort === "comment")
      this.#talk.set(
        item.note,
        this.talk(item.note).filter((one) => one !== item),
      );
    return effect;
  }

  /** @param {string} sort @param {any} item */
  #put(sort, item) {
    /** @type {any} */ (this.items)[sort].set(item.id, item);
    if (sort === "comment") this.#talk.set(item.note, [...this.talk(item.note), item]);
  }

  /** @param {Effect} effect */
  #vote(effect) {
    this.watcher?.record?.();
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
