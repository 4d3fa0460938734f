// Who may do what; the twin of workshops/domain/roles.py. Here it only greys out buttons and saves a round trip:
// the server judges.

/** @typedef {import("./canvas.js").Canvas} Canvas */

const MEMBERS = ["facilitator", "participant"];
const FACILITATOR = ["facilitator"];

/** @type {Record<string, string[]>} */
const MAY = {
  look: [...MEMBERS, "observer"],
  write: MEMBERS,
  arrange: MEMBERS,
  talk: MEMBERS,
  undo: MEMBERS,
  lock: FACILITATOR,
  "pass locks": FACILITATOR,
  moderate: FACILITATOR,
  "see any team": FACILITATOR,
  rename: FACILITATOR,
  "manage people": FACILITATOR,
  "keep the door": FACILITATOR,
  archive: FACILITATOR,
  delete: FACILITATOR,
};

/** @type {Record<string, string>} */
const ACTION = {
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

/**
 * Whether the role may do the action; false for an action that is not in the table.
 * @param {string} role
 * @param {string} action
 */
export function may(role, action) {
  return MAY[action]?.includes(role) ?? false;
}

/**
 * Whether somebody may write and arrange in a block (or, without one, on the canvas), locks considered.
 * @param {Canvas} canvas
 * @param {string} role
 * @param {string} [block]
 */
export function mayEdit(canvas, role, block) {
  return may(role, "write") && (may(role, "pass locks") || !(canvas.locked || (block && canvas.block(block).locked)));
}

/**
 * Why somebody may not do this operation, by role and locks; null when they may.
 * @param {Canvas} canvas
 * @param {Record<string, any>} op
 * @param {string} role
 * @returns {{no: string, block?: string} | null}
 */
export function forbidden(canvas, op, role) {
  if (!may(role, ACTION[op.op] ?? "arrange")) return { no: "not-allowed" };
  if (may(role, "pass locks")) return null;
  if (canvas.locked) return { no: "canvas-locked" };
  const named = op.op === "add" ? [] : [...(op.notes ?? []), op.note, op.on];
  const blocks = [op.block, ...named.map((id) => canvas.notes.get(id)?.block)];
  const block = blocks.find((key) => key && canvas.block(key).locked);
  return block ? { no: "locked", block } : null;
}
