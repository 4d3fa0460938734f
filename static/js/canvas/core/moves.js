// Moving, stacking, the bin and back; the twin of workshops/domain/rules_places.py and rules_bin.py.

import { between } from "./order.js";
import { gap, groupOf, place } from "./places.js";
import { checkBlock, find, findAll, Refusal, roomFor } from "./refusal.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./canvas.js").Effect} Effect */
/** @typedef {import("./canvas.js").Note} Note */
/** @typedef {Record<string, any>} Operation */

/** A key directly behind a note in its group. @param {Canvas} canvas @param {Note} note */
export function keyAfter(canvas, note) {
  return between(...gap(canvas, groupOf(note) ?? note.block, note.id));
}

/**
 * The effect that gives a note these values, in the fields that change.
 * @param {Note} note
 * @param {Partial<Note>} wanted
 * @returns {Effect[]}
 */
function changed(note, wanted) {
  /** @type {Record<string, any>} */
  const fields = note;
  const set = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => fields[name] !== value));
  return Object.keys(set).length ? [{ note: note.id, set }] : [];
}

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
export function move(canvas, { notes: ids, block, after }) {
  checkBlock(canvas, block);
  const named = findAll(canvas, ids);
  const notes = named.filter((note) => !note.under || !ids.includes(note.under));
  const coming = notes.filter((note) => note.block !== block);
  if (coming.length)
    roomFor(
      canvas,
      block,
      coming.reduce((sum, note) => sum + 1 + canvas.group(note.id).length, 0),
    );
  if (standAlready(canvas, notes, block, after)) return [];
  const { keys, effects } = place(canvas, block, after, new Set(notes.map((note) => note.id)), notes.length);
  notes.forEach((note, index) => {
    effects.push(...changed(note, { block, key: keys[index], under: null }));
    if (note.block !== block)
      effects.push(...canvas.group(note.id).map((member) => ({ note: member.id, set: { block } })));
  });
  return effects;
}

/** @param {Canvas} canvas @param {Note[]} notes @param {string} block @param {string | null | undefined} after */
function standAlready(canvas, notes, block, after) {
  if (notes.some((note) => groupOf(note) !== block)) return false;
  const list = canvas.group(block);
  const start = list.indexOf(notes[0]);
  if (notes.some((note, index) => list[start + index] !== note)) return false;
  if (after === null) return start === 0;
  if (after === undefined) return start + notes.length === list.length;
  return list[start - 1]?.id === after;
}

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
export function stack(canvas, op) {
  const on = find(canvas, op.on);
  const head = on.under ? find(canvas, on.under) : on;
  const named = findAll(canvas, op.notes);
  const all = named.flatMap((note) => [note, ...canvas.group(note.id)]);
  const coming = [...new Set(all)].filter((note) => note !== head && note.under !== head.id);
  if (!coming.length) {
    if (named.some((note) => note !== head)) return [];
    throw new Refusal("not-stackable", { note: head.id });
  }
  if (coming.some((note) => !note.to !== !head.to)) throw new Refusal("private-apart", { note: head.id });
  const strangers = coming.filter((note) => note.block !== head.block).length;
  if (strangers) roomFor(canvas, head.block, strangers);
  const { keys, effects } = place(canvas, head.id, undefined, new Set(), coming.length);
  coming.forEach((note, index) => {
    effects.push(...changed(note, { block: head.block, key: keys[index], under: head.id }));
  });
  return effects;
}

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
export function unstack(canvas, op) {
  /** @type {Map<string, Note[]>} */
  const leaving = new Map();
  for (const note of findAll(canvas, op.notes)) {
    if (note.under) leaving.set(note.under, [...(leaving.get(note.under) ?? []), note]);
  }
  return [...leaving].flatMap(([head, notes]) => release(canvas, head, notes));
}

/** The effects by which members stand free behind their head. @param {Canvas} canvas @param {string} headId @param {Note[]} members */
function release(canvas, headId, members) {
  const head = /** @type {Note} */ (canvas.notes.get(headId));
  let [low, high] = gap(canvas, head.block, headId);
  return members.map((note) => {
    low = between(low, high);
    return { note: note.id, set: { key: low, under: null } };
  });
}

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
export function remove(canvas, { notes: ids }) {
  return findAll(canvas, ids).flatMap((note) => {
    const staying = canvas.group(note.id).filter((member) => !ids.includes(member.id));
    return [...release(canvas, note.id, staying), { note: note.id, set: { removed: true } }];
  });
}

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
export function restore(canvas, { notes: ids, block, after }) {
  if (block != null) checkBlock(canvas, block);
  /** @type {Note[]} */
  const notes = [];
  for (const id of ids) {
    const note = canvas.notes.get(id);
    if (!note) throw new Refusal("no-note", { note: id });
    if (note.removed) notes.push(note);
  }
  for (const one of new Set(notes.map((note) => block ?? note.block))) {
    roomFor(canvas, one, notes.filter((note) => (block ?? note.block) === one).length);
  }
  if (block != null) {
    const { keys, effects } = place(canvas, block, after, new Set(), notes.length);
    const back = notes.map((note, index) => ({
      note: note.id,
      set: { block, key: keys[index], under: null, removed: false },
    }));
    return [...effects, ...back];
  }
  /** @type {Map<string, string[]>} */
  const taken = new Map();
  return notes.flatMap((note) => comeBack(canvas, note, taken));
}

/**
 * Back to the old place: in its stack when that still stands, with its old key unless another has it now.
 * @param {Canvas} canvas
 * @param {Note} note
 * @param {Map<string, string[]>} taken the keys given out in this operation, by group
 */
function comeBack(canvas, note, taken) {
  const head = note.under ? canvas.notes.get(note.under) : undefined;
  const stands = head && !head.removed && head.under === null && head.block === note.block && !head.to === !note.to;
  const under = stands ? head.id : null;
  const key = freeKey(canvas, under ?? note.block, note.key, taken);
  return changed(note, { key, under, removed: false });
}

/** @param {Canvas} canvas @param {string} group @param {string} key @param {Map<string, string[]>} taken */
export function freeKey(canvas, group, key, taken) {
  const given = taken.get(group) ?? [];
  const used = [...canvas.group(group).map((note) => note.key), ...given];
  if (used.includes(key)) {
    const higher = used.filter((one) => one > key).sort();
    key = between(key, higher[0] ?? null);
  }
  taken.set(group, [...given, key]);
  return key;
}
