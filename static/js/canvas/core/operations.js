// decide(canvas, op, actor, at) gives the effects of an operation, or refuses it, and changes nothing; the twin of
// workshops/domain/decide.py, without most rights (roles.js) and without undo, which needs the log.

import { keyAfter, move, place, remove, restore, stack, unstack } from "./places.js";
import { checkBlock, find, findAll, Refusal, roomFor } from "./refusal.js";
import { may } from "./roles.js";
import { growth, length, MERGED_LIMIT, NOTE_LIMIT, reach } from "./text.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./canvas.js").Effect} Effect */
/** @typedef {import("./refusal.js").Refused} Refused */
/** @typedef {Record<string, any>} Operation as in section 3 of the protocol */
/** @typedef {{who: number, role: string}} Actor */

const CANVAS_LIMIT = 3000;
const COMMENTS_LIMIT = 200;

/** @type {Record<string, (canvas: Canvas, op: Operation, actor: Actor, at: number) => Effect[]>} */
const RULES = {
  add,
  text,
  colour,
  tag,
  duplicate,
  move,
  stack,
  unstack,
  remove,
  restore,
  comment,
  uncomment,
  react,
  lock,
  undo: () => [],
  redo: () => [],
};

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
function checkFresh(canvas, ids) {
  for (const note of ids) if (canvas.notes.has(note)) throw new Refusal("id-taken", { note });
  if (canvas.notes.size + ids.length > CANVAS_LIMIT) throw new Refusal("canvas-full", { limit: CANVAS_LIMIT });
}

/** @param {Canvas} canvas @param {string} tag */
function checkTag(canvas, tag) {
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
    effects.push({ note, set: { ...words, under: null, by: actor.who, at, removed: false } });
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

/** @param {Canvas} canvas @param {Operation} op */
function colour(canvas, op) {
  const notes = findAll(canvas, op.notes).filter((note) => note.colour !== op.colour);
  return notes.map((note) => ({ note: note.id, set: { colour: op.colour } }));
}

/** @param {Canvas} canvas @param {Operation} op */
function tag(canvas, op) {
  if (op.on) checkTag(canvas, op.tag);
  /** @type {Effect[]} */
  const effects = [];
  for (const note of findAll(canvas, op.notes)) {
    if (note.tags.includes(op.tag) === op.on) continue;
    const others = note.tags.filter((one) => one !== op.tag);
    effects.push({ note: note.id, set: { tags: op.on ? [...others, op.tag] : others } });
  }
  return effects;
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @param {number} at */
function duplicate(canvas, { notes: ids, copies }, actor, at) {
  const notes = findAll(canvas, ids);
  checkFresh(canvas, copies);
  const copyOf = new Map(ids.map((/** @type {string} */ id, /** @type {number} */ index) => [id, copies[index]]));
  for (const block of new Set(notes.map((note) => note.block))) {
    roomFor(canvas, block, notes.filter((note) => note.block === block).length);
  }
  return notes.map((note) => {
    const under = note.under === null ? null : (copyOf.get(note.under) ?? note.under);
    const key = under === note.under ? keyAfter(canvas, note) : note.key;
    const words = { block: note.block, key, text: note.text, colour: note.colour, tags: note.tags };
    return { note: copyOf.get(note.id), set: { ...words, under, by: actor.who, at, removed: false } };
  });
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @param {number} at */
function comment(canvas, op, actor, at) {
  const note = find(canvas, op.note);
  if (canvas.comment(op.comment)) throw new Refusal("id-taken", { comment: op.comment });
  if (canvas.talk(note.id).length >= COMMENTS_LIMIT)
    throw new Refusal("comments-full", { note: note.id, limit: COMMENTS_LIMIT });
  return [{ comment: op.comment, set: { note: note.id, text: op.text, by: actor.who, at, removed: false } }];
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor */
function uncomment(canvas, op, actor) {
  const found = canvas.comment(op.comment);
  if (!found) throw new Refusal("no-comment", { comment: op.comment });
  if (found.by !== actor.who && !may(actor.role, "moderate")) throw new Refusal("not-yours", { comment: found.id });
  const block = canvas.notes.get(found.note)?.block ?? "";
  if (canvas.block(block).locked && !may(actor.role, "pass locks")) throw new Refusal("locked", { block });
  return found.removed ? [] : [{ comment: found.id, set: { removed: true } }];
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor */
function react(canvas, op, actor) {
  const note = find(canvas, op.note);
  const stands = (note.reactions[op.reaction] ?? []).includes(actor.who);
  return stands === op.on ? [] : [{ note: note.id, react: [op.reaction, actor.who, op.on] }];
}

/** @param {Canvas} canvas @param {Operation} op */
function lock(canvas, { block, on }) {
  if (block === null) return canvas.locked === on ? [] : [{ canvas: true, set: { locked: on } }];
  checkBlock(canvas, block);
  return canvas.block(block).locked === on ? [] : [{ block, set: { locked: on } }];
}
