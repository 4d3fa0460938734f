// Where notes come to stand: order keys between neighbours. What moves notes about is in moves.js; the twin of both is
// workshops/domain/rules_places.py.

import { indexOf } from "./canvas.js";
import { between, LONGEST, spread } from "./order.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./canvas.js").Effect} Effect */
/** @typedef {import("./canvas.js").Note} Note */

/**
 * Keys for so many notes that come after `after` in a group, and the effects that make room if keys grew long.
 * @param {Canvas} canvas
 * @param {string} group a block's key or a head's id
 * @param {string | null | undefined} after a note's id; null: first; undefined, or not in the group: last
 * @param {Set<string>} moving ids that are on their way and do not count as neighbours
 * @param {number} count
 * @returns {{keys: string[], effects: Effect[]}}
 */
export function place(canvas, group, after, moving, count) {
  let [low, high] = gap(canvas, group, after, moving);
  const keys = [];
  for (let i = 0; i < count; i++) {
    low = between(low, high);
    keys.push(low);
  }
  if (keys.every((key) => key.length <= LONGEST)) return { keys, effects: [] };
  return respace(canvas, group, keys, moving);
}

/**
 * @param {Canvas} canvas
 * @param {string} group
 * @param {string | null | undefined} after
 * @param {Set<string>} [moving]
 * @returns {[string | null, string | null]} the keys on both sides
 */
export function gap(canvas, group, after, moving) {
  const places = canvas.group(group);
  let index = after === null ? 0 : places.length;
  if (after) {
    let note = canvas.notes.get(after);
    // a place behind a stack's member is the place behind its head
    if (note?.under && groupOf(note) !== group) note = canvas.notes.get(note.under);
    if (note && groupOf(note) === group) index = indexOf(places, note) + 1;
  }
  let before = index - 1;
  while (before >= 0 && moving?.has(places[before].id)) before--;
  while (index < places.length && moving?.has(places[index].id)) index++;
  return [places[before]?.key ?? null, places[index]?.key ?? null];
}

/** The list a note stands in; null in the bin. @param {Note} note */
export function groupOf(note) {
  return note.removed ? null : (note.under ?? note.block);
}

/** @param {Canvas} canvas @param {string} group @param {string[]} keys @param {Set<string>} moving */
function respace(canvas, group, keys, moving) {
  /** @type {{key: string, note: Note | null}[]} */
  const everyone = canvas
    .group(group)
    .filter((note) => !moving.has(note.id))
    .map((note) => ({ key: note.key, note }));
  everyone.push(...keys.map((key) => ({ key, note: null })));
  everyone.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const fresh = spread(everyone.length);
  /** @type {string[]} */
  const given = [];
  /** @type {Effect[]} */
  const effects = [];
  everyone.forEach(({ note }, index) => {
    if (!note) given.push(fresh[index]);
    else if (note.key !== fresh[index]) effects.push({ note: note.id, set: { key: fresh[index] } });
  });
  return { keys: given, effects };
}
