// What the table shows and in which order. Pure.

import { assumptions, experimentsOf } from "../canvas/core/coherence.js";

/** @typedef {import("../canvas/core/canvas.js").Canvas} Canvas */
/** @typedef {import("../canvas/core/canvas.js").Assumption} Assumption */
/** @typedef {import("../canvas/core/canvas.js").Experiment} Experiment */
/** @typedef {{one: Assumption, note: import("../canvas/core/canvas.js").Note, experiments: Experiment[], due: string, rank: number}} Row */
/** @typedef {{block: string, status: string, due: string, owner: string}} Filter each empty for all */
/** @typedef {"first" | "statement" | "note" | "importance" | "evidence" | "status" | "due"} Column */

const STATUSES = ["open", "testing", "confirmed", "refuted"];
const FORTNIGHT = 14;

/** All assumptions, with what the table tells of each. @param {Canvas} canvas @param {Map<string, number>} ranks @returns {Row[]} */
export const rowsOf = (canvas, ranks) =>
  assumptions(canvas).map((one) => {
    const experiments = experimentsOf(canvas, one.id);
    const waiting = experiments.filter(({ due, verdict }) => due && !verdict).map(({ due }) => `${due}`);
    const note = /** @type {import("../canvas/core/canvas.js").Note} */ (canvas.notes.get(one.note));
    return { one, note, experiments, due: waiting.sort()[0] ?? "", rank: ranks.get(one.id) ?? Infinity };
  });

/** A day later. @param {string} today YYYY-MM-DD @param {number} days */
function later(today, days) {
  const date = new Date(`${today}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** @param {Row[]} rows @param {Filter} filter @param {string} today YYYY-MM-DD */
export function filtered(rows, { block, status, due, owner }, today) {
  /** @type {Record<string, (row: Row) => boolean>} */
  const when = {
    late: (row) => row.due !== "" && row.due < today,
    soon: (row) => row.due >= today && row.due <= later(today, FORTNIGHT),
    untested: (row) => !row.experiments.length,
  };
  return rows.filter(
    (row) =>
      (!block || row.note.block === block) &&
      (!status || row.one.status === status) &&
      (!due || when[due](row)) &&
      (!owner || row.experiments.some((one) => one.owner === owner)),
  );
}

/** @param {Row[]} rows @param {Column} column @param {boolean} down @param {string[]} blocks in fill order @param {Intl.Collator} collator */
export function sorted(rows, column, down, blocks, collator) {
  /** @type {Record<Column, (a: Row, b: Row) => number>} */
  const by = {
    first: (a, b) => a.rank - b.rank || 0,
    statement: (a, b) => collator.compare(a.one.statement, b.one.statement),
    note: (a, b) =>
      blocks.indexOf(a.note.block) - blocks.indexOf(b.note.block) || collator.compare(a.note.text, b.note.text),
    importance: (a, b) => a.one.importance - b.one.importance,
    evidence: (a, b) => a.one.evidence - b.one.evidence,
    status: (a, b) => STATUSES.indexOf(a.one.status) - STATUSES.indexOf(b.one.status),
    due: (a, b) => collator.compare(a.due, b.due),
  };
  const sign = down ? -1 : 1;
  const none = (/** @type {Row} */ row) => column === "due" && !row.due; // those without a date are last either way
  return [...rows].sort(
    (a, b) => Number(none(a)) - Number(none(b)) || sign * by[column](a, b) || by.first(a, b) || a.one.at - b.one.at,
  );
}
