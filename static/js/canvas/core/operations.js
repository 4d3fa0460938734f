// decide(canvas, op, actor, at) gives the effects of an operation, or refuses it, and changes nothing; the twin of
// workshops/domain/decide.py, without most rights (rights.js) and without undo, which needs the log. Here are the rules
// of writing, which the first edit asks for; arranging.js and hour_operations.js add theirs when they are fetched.

import { place } from "./places.js";
import { checkBlock, find, Refusal, roomFor } from "./refusal.js";
import { growth, length, MERGED_LIMIT, NOTE_LIMIT, reach } from "./text.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./canvas.js").Effect} Effect */
/** @typedef {import("./refusal.js").Refused} Refused */
/** @typedef {Record<string, any>} Operation as in section 3 of the protocol */
/** @typedef {{who: number, role: string, moment?: import("./rights.js").Moment}} Actor */

const CANVAS_LIMIT = 3000;

/** @type {Record<string, (canvas: Canvas, op: Operation, actor: Actor, at: number) => Effect[]>} */
export const RULES = {
  add,
  text,
  undo: () => [],
  redo: () => [],
};

/** By operation, the fields with words that somebody typed, beside those of notes and comments. @type {Record<string, string[]>} */
export const WORDS = {};

/**
 * The effects of an operation (none: nothing to do), or why it is refused. The canvas stays as it is.
 * @param {Canvas} canvas
 * @param {Operation} op
 * @param {Actor} actor
 * @param {number} at Unix time in seconds
 * @returns {{fx: Effect[]} | Refused}
 */
export function decide(canvas, op, actor, at) {
  if (!Object.hasOwn(RULES, op.op)) return { no: "unknown-op" };
  try {
    return { fx: RULES[op.op](canvas, op, actor, at) };
  } catch (problem) {
    if (problem instanceof Refusal) return problem.refused;
    throw problem;
  }
}

/** @param {Canvas} canvas @param {string[]} ids */
export function checkFresh(canvas, ids) {
  for (const note of ids) if (canvas.notes.has(note)) throw new Refusal("id-taken", { note });
  if (canvas.notes.size + ids.length > CANVAS_LIMIT) throw new Refusal("canvas-full", { limit: CANVAS_LIMIT });
}

/** @param {Canvas} canvas @param {string} tag */
export function checkTag(canvas, tag) {
  if (!canvas.tags.has(tag)) throw new Refusal("bad-tag", { tag });
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @param {number} at */
function add(canvas, { notes, block, after }, actor, at) {
  checkBlock(canvas, block);
  checkFresh(
    canvas,
    notes.map((/** @type {any} */ draft) => draft.note),
  );
  for (const draft of notes) for (const one of draft.tags ?? []) checkTag(canvas, one);
  roomFor(canvas, block, notes.length);
  const { keys, effects } = place(canvas, block, after, new Set(), notes.length);
  notes.forEach((/** @type {any} */ { note, text, colour = "sun", tags = [] }, /** @type {number} */ index) => {
    const words = { block, key: keys[index], text, colour, tags: [...new Set(tags)] };
    effects.push({ note, set: { ...words, under: null, by: actor.who, at, removed: false, ...hides(actor) } });
  });
  return effects;
}

/** @param {Canvas} canvas @param {Operation} op */
function text(canvas, op) {
  const note = find(canvas, op.note);
  const long = length(note.text);
  const more = growth(op.delta);
  if (reach(op.delta) > long) throw new Refusal("delta-misfit", { note: note.id, v: note.v });
  if (more > 0 && long + more > NOTE_LIMIT) throw new Refusal("text-long", { limit: NOTE_LIMIT });
  if (long + more > MERGED_LIMIT) throw new Refusal("text-long", { limit: MERGED_LIMIT });
  return op.delta.length ? [{ note: note.id, text: op.delta }] : [];
}

/** What the hour adds to a new note: whose alone it is, whether it has a name to it, its step. @param {Actor} actor */
export function hides({ who, moment }) {
  /** @type {Record<string, any>} */
  const hidden = {};
  if (moment?.private) hidden.to = who;
  if (moment && !moment.names) hidden.anon = true;
  if (moment?.step) hidden.step = moment.step;
  return hidden;
}
