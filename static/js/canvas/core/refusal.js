// Why an operation has no effect; the codes of docs/protocol.md, section 5.

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {{no: string, [detail: string]: any}} Refused */

export class Refusal extends Error {
  /** @param {string} code @param {Record<string, any>} [details] */
  constructor(code, details = {}) {
    super(code);
    /** @type {Refused} */
    this.refused = { no: code, ...details };
  }
}

/**
 * The note, when it is there and not in the bin; throws Refusal.
 * @param {Canvas} canvas
 * @param {string} id
 */
export function find(canvas, id) {
  const note = canvas.notes.get(id);
  if (!note) throw new Refusal("no-note", { note: id });
  if (note.removed) throw new Refusal("note-removed", { note: id });
  return note;
}

/**
 * Those of the notes that are there: what somebody else removed meanwhile does not hold up the others. Throws the
 * first note's Refusal when none is.
 * @param {Canvas} canvas
 * @param {string[]} ids
 */
export function findAll(canvas, ids) {
  const notes = ids.flatMap((id) => canvas.notes.get(id) ?? []).filter((note) => !note.removed);
  return notes.length ? notes : [find(canvas, ids[0])];
}

/**
 * Throws Refusal when the canvas's kind has no such block.
 * @param {Canvas} canvas
 * @param {string} block
 */
export function checkBlock(canvas, block) {
  if (!canvas.blocks.has(block)) throw new Refusal("no-block", { block });
}

const BLOCK_LIMIT = 300;

/**
 * Throws Refusal when so many more notes do not fit the block.
 * @param {Canvas} canvas
 * @param {string} block
 * @param {number} count
 */
export function roomFor(canvas, block, count) {
  if (canvas.size(block) + count > BLOCK_LIMIT) throw new Refusal("block-full", { block, limit: BLOCK_LIMIT });
}
