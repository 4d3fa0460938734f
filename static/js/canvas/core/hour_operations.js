// The rules of what only an hour brings: votes, outcomes, locks of single notes. Importing it adds them to decide(). The
// twin of workshops/domain/rules_vote.py, rules_record.py and part of rules_talk.py.

import { RULES, WORDS } from "./operations.js";
import { find, findAll, Refusal } from "./refusal.js";
import { ACTION } from "./rights.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./canvas.js").Effect} Effect */
/** @typedef {import("./operations.js").Actor} Actor */
/** @typedef {import("./operations.js").Operation} Operation */

const OUTCOMES_LIMIT = 100;

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @returns {Effect[]} */
function vote(canvas, op, { who, moment }) {
  const note = find(canvas, op.note);
  if (!moment?.step || !moment.dots) throw new Refusal("not-in-step");
  const { mine = {}, closed = false } = canvas.ballots.get(moment.step) ?? {};
  if (closed) throw new Refusal("vote-closed");
  if (note.to) throw new Refusal("private-apart", { note: note.id });
  if (moment.voteBlocks.length && !moment.voteBlocks.includes(note.block))
    throw new Refusal("vote-elsewhere", { block: note.block });
  const was = mine[note.id] ?? 0;
  if (op.dots === was) return [];
  const spent = Object.values(mine).reduce((sum, dots) => sum + dots, 0);
  if (spent - was + op.dots > moment.dots) throw new Refusal("dots-spent", { limit: moment.dots });
  return [{ vote: note.id, ballot: moment.step, who, dots: op.dots, to: who }];
}

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
function lockNotes(canvas, { notes, on }) {
  const found = findAll(canvas, notes).filter((note) => Boolean(note.locked) !== on);
  return found.map((note) => ({ note: note.id, set: { locked: on } }));
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @param {number} at @returns {Effect[]} */
function outcome(canvas, op, { who }, at) {
  const { sort, text, owner, due = null } = op;
  const found = canvas.outcomes.get(op.outcome);
  if (!found) {
    if ([...canvas.outcomes.values()].filter((one) => !one.removed).length >= OUTCOMES_LIMIT)
      throw new Refusal("outcomes-full", { limit: OUTCOMES_LIMIT });
    return [{ outcome: op.outcome, set: { sort, text, owner, due, by: who, at, removed: false } }];
  }
  const wanted = { sort, text, owner, due, removed: false };
  const changed = Object.entries(wanted).filter(([name, value]) => /** @type {any} */ (found)[name] !== value);
  return changed.length ? [{ outcome: found.id, set: Object.fromEntries(changed) }] : [];
}

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
function removeOutcome(canvas, op) {
  const found = canvas.outcomes.get(op.outcome);
  if (!found) throw new Refusal("no-outcome");
  return found.removed ? [] : [{ outcome: found.id, set: { removed: true } }];
}

/** What only the server can work out: it knows what others wrote in private, and the log. */
const asked = () => [];

WORDS.outcome = ["text"];
Object.assign(ACTION, {
  vote: "vote",
  "lock-notes": "lock",
  outcome: "record",
  "outcome-remove": "record",
  reveal: "show own",
  "close-vote": "lead",
  version: "keep versions",
  "take-back": "moderate",
});
Object.assign(RULES, {
  vote,
  "lock-notes": lockNotes,
  outcome,
  "outcome-remove": removeOutcome,
  reveal: asked,
  "close-vote": asked,
  version: asked,
  "take-back": asked,
});
