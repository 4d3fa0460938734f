// Who may do what, and when; the twin of workshops/domain/rights.py. Here it only greys out buttons and saves a round
// trip: the server judges.

/** @typedef {import("./canvas.js").Canvas} Canvas */

/**
 * What the hour makes of an operation: where it is and, in a step, what that grants and hides.
 * @typedef {object} Moment
 * @property {string} phase before, step, after or archived
 * @property {string | null} step
 * @property {string[]} grants
 * @property {boolean} private what is written now is its author's alone until it is revealed
 * @property {boolean} names
 * @property {number} dots
 * @property {string[]} voteBlocks
 */

const FREE = ["write", "arrange", "talk"];

/** Before an hour starts, or where there is none. @type {Moment} */
export const BEFORE = {
  phase: "before",
  step: null,
  grants: FREE,
  private: false,
  names: true,
  dots: 0,
  voteBlocks: [],
};

// facilitator, participant, observer: a = always, o = until archived, s = as the step grants, h = until the hour is
// over, - = never
/** @type {Record<string, string>} */
const RIGHTS = {
  look: "aaa",
  write: "os-",
  arrange: "os-",
  talk: "os-",
  vote: "ss-",
  undo: "oh-",
  record: "oh-",
  "show own": "oh-",
  lock: "o--",
  "pass locks": "o--",
  moderate: "o--",
  reveal: "o--",
  "keep versions": "o--",
  "see any team": "a--",
  rename: "a--",
  "manage people": "a--",
  "keep the door": "a--",
  prepare: "o--",
  lead: "o--",
  signal: "oo-",
  propose: "oh-",
  archive: "a--",
  delete: "a--",
};

const ROLES = ["facilitator", "participant", "observer"];

/**
 * What an operation on a canvas asks for; arrange, when it is not named. Modules with rules of their own add theirs.
 * @type {Record<string, string>}
 */
export const ACTION = {
  add: "write",
  text: "write",
  duplicate: "write",
  comment: "talk",
  uncomment: "talk",
  react: "talk",
  lock: "lock",
  undo: "undo",
  redo: "undo",
};

/** Actions that leave the notes as they are: a lock does not hold them up. */
const BESIDE_LOCKS = ["record", "vote", "show own", "prepare"];

/**
 * Why the role may not do the action now, as a code; null when it may.
 * @param {string} role
 * @param {string} action
 * @param {string} [phase]
 * @param {string[]} [grants]
 */
export function refusal(role, action, phase = "before", grants = FREE) {
  const when = RIGHTS[action]?.[ROLES.indexOf(role)] ?? "-";
  if (when === "a") return null;
  if (when === "-") return "not-allowed";
  if (phase === "archived") return "archived";
  if (when === "o") return null;
  if (phase === "after") return "hour-over";
  return when === "s" && !grants.includes(action) ? "not-in-step" : null;
}

/**
 * Whether the role may do the action; false for an action that is not in the table.
 * @param {string} role
 * @param {string} action
 * @param {string} [phase]
 * @param {string[]} [grants]
 */
export function may(role, action, phase, grants) {
  return refusal(role, action, phase, grants) === null;
}

/**
 * Whether somebody may write and arrange in a block (or, without one, on the canvas), locks considered.
 * @param {Canvas} canvas
 * @param {string} role
 * @param {string} [block]
 * @param {Moment} [moment]
 */
export function mayEdit(canvas, role, block, { phase, grants } = BEFORE) {
  const open = may(role, "pass locks", phase) || !(canvas.locked || (block && canvas.block(block).locked));
  return may(role, "write", phase, grants) && open;
}

/**
 * Why somebody may not do this operation, by role, moment and locks; null when they may.
 * @param {Canvas} canvas
 * @param {Record<string, any>} op
 * @param {string} role
 * @param {Moment} [moment]
 * @returns {{no: string, block?: string, note?: string} | null}
 */
export function forbidden(canvas, op, role, { phase, grants } = BEFORE) {
  const action = ACTION[op.op] ?? "arrange";
  const code = refusal(role, action, phase, grants);
  if (code) return { no: code };
  if (BESIDE_LOCKS.includes(action) || may(role, "pass locks", phase)) return null;
  if (canvas.locked) return { no: "canvas-locked" };
  const named = op.op === "add" ? [] : [...(op.notes ?? []), op.note, op.on];
  const notes = named.flatMap((id) => canvas.notes.get(id) ?? []);
  const block = [op.block, ...notes.map((note) => note.block)].find((key) => key && canvas.block(key).locked);
  if (block) return { no: "locked", block };
  const note = notes.find((one) => one.locked);
  return note ? { no: "note-locked", note: note.id } : null;
}
