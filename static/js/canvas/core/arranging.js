// The rules of arranging and talking: colours, labels, places, copies, comments, reactions, locks. Importing it adds them
// to decide(). The twin of workshops/domain/rules_notes.py and rules_talk.py.

import { freeKey, keyAfter, move, remove, restore, stack, unstack } from "./moves.js";
import { checkFresh, checkTag, hides, RULES } from "./operations.js";
import { checkBlock, find, findAll, Refusal, roomFor } from "./refusal.js";
import { may } from "./rights.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./canvas.js").Effect} Effect */
/** @typedef {import("./operations.js").Actor} Actor */
/** @typedef {import("./operations.js").Operation} Operation */

const COMMENTS_LIMIT = 200;

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
  const taken = new Map();
  return notes.map((note) => {
    const hidden = hides(actor);
    if (note.to) hidden.to = actor.who;
    if (note.anon && note.by === actor.who) hidden.anon = true;
    let under = note.under === null ? null : (copyOf.get(note.under) ?? note.under);
    const head = note.under === null ? undefined : canvas.notes.get(note.under);
    let key = under === note.under ? keyAfter(canvas, note) : note.key;
    if (head && under === head.id && !head.to !== !hidden.to)
      [under, key] = [null, freeKey(canvas, note.block, keyAfter(canvas, head), taken)];
    const words = { block: note.block, key, text: note.text, colour: note.colour, tags: note.tags };
    return { note: copyOf.get(note.id), set: { ...words, under, by: actor.who, at, removed: false, ...hidden } };
  });
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @param {number} at */
function comment(canvas, op, actor, at) {
  const note = find(canvas, op.note);
  if (canvas.comment(op.comment)) throw new Refusal("id-taken", { comment: op.comment });
  if (canvas.talk(note.id).length >= COMMENTS_LIMIT)
    throw new Refusal("comments-full", { note: note.id, limit: COMMENTS_LIMIT });
  const words = { note: note.id, text: op.text, by: actor.who, at, removed: false };
  const nameless = (actor.moment && !actor.moment.names) || (note.anon && note.by === actor.who);
  return [{ comment: op.comment, set: nameless ? { ...words, anon: true } : words }];
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor */
function uncomment(canvas, op, actor) {
  const found = canvas.comment(op.comment);
  if (!found) throw new Refusal("no-comment", { comment: op.comment });
  if (found.by !== actor.who && !may(actor.role, "moderate")) throw new Refusal("not-yours", { comment: found.id });
  const on = canvas.notes.get(found.note);
  const block = on?.block ?? "";
  if ((canvas.block(block).locked || on?.locked) && !may(actor.role, "pass locks"))
    throw new Refusal("locked", { block });
  return found.removed ? [] : [{ comment: found.id, set: { removed: true } }];
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor */
function react(canvas, op, actor) {
  const note = find(canvas, op.note);
  if (note.to) throw new Refusal("private-apart", { note: note.id });
  const nameless = (actor.moment && !actor.moment.names) || (note.anon && note.by === actor.who);
  if (op.on && nameless) throw new Refusal("reaction-names"); // a reaction has a name to it
  const stands = (note.reactions[op.reaction] ?? []).includes(actor.who);
  return stands === op.on ? [] : [{ note: note.id, react: [op.reaction, actor.who, op.on] }];
}

/** @param {Canvas} canvas @param {Operation} op */
function lock(canvas, { block, on }) {
  if (block === null) return canvas.locked === on ? [] : [{ canvas: true, set: { locked: on } }];
  checkBlock(canvas, block);
  return canvas.block(block).locked === on ? [] : [{ block, set: { locked: on } }];
}

Object.assign(RULES, {
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
});
