// What to keep and to tell of an edit that the server refused (P12).

import { apply } from "../core/text.js";
import { fitted } from "./texts.js";

/** @typedef {import("./pending.js").Entry} Entry */
/** @typedef {import("../core/canvas.js").Canvas} Canvas */

/**
 * The words that a person typed in an edit, as the board shows them now.
 * @param {Entry} entry
 * @param {Canvas} canvas
 * @param {Entry[]} entries all that wait
 * @returns {{text: string, block: string | null, note: string | null}[]}
 */
function wordsOf({ op }, canvas, entries) {
  if (op.op === "add") {
    return op.notes.map((/** @type {any} */ draft) => ({
      text: canvas.notes.get(draft.note)?.text ?? draft.text,
      block: op.block,
      note: null,
    }));
  }
  const block = canvas.notes.get(op.note)?.block ?? null;
  if (op.op === "comment") return [{ text: op.text, block, note: op.note }];
  if (op.op !== "text") return [];
  const chain = entries.filter((one) => one.op.op === "text" && one.op.note === op.note);
  const typed = chain.some((one) => one.op.delta.some((/** @type {any} */ part) => typeof part === "string"));
  const text = chain.reduce((below, one) => apply(below, fitted(one, below)), chain[0]?.text ?? "");
  return typed ? [{ text, block, note: op.note }] : [];
}

/**
 * Put the words of a refused edit into the tray.
 * @param {import("./tray.js").Tray} tray
 * @param {Entry} entry
 * @param {Record<string, any>} verdict
 * @param {{canvas: Canvas, entries: Entry[]}} pending with the entry still in it
 * @param {number} at milliseconds
 * @returns {string[]} the ids in the tray
 */
export function keepWords(tray, entry, verdict, { canvas, entries }, at) {
  const items = wordsOf(entry, canvas, entries).map((words, index) => ({
    ...words,
    id: index ? `${entry.id}.${index}` : entry.id,
    op: entry.op,
    code: verdict.no,
    message: verdict.text ?? "",
    at,
  }));
  return items.filter((item) => tray.add(item)).map(({ id }) => id);
}

/**
 * The edits that fall with a refused one: what was typed since in the same note stands in the tray already.
 * @param {Entry} entry
 * @param {Entry[]} entries
 */
export function fallingWith({ op }, entries) {
  const lost =
    op.op === "add" ? op.notes.map((/** @type {any} */ draft) => draft.note) : op.op === "text" ? [op.note] : [];
  return entries.filter((one) => one.op.op === "text" && !one.sent && lost.includes(one.op.note));
}
