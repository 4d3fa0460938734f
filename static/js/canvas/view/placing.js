// Words that the server would not have, put back by hand from the tray. Fetched when the tray is shown.

import { WORDS } from "../core/operations.js";
import { NOTE_LIMIT } from "../core/text.js";

/**
 * Try again to place words from the tray: a comment while its note stands, words of an outcome or assumption as they
 * were, else as a new note.
 * @param {import("./session.js").Session} session
 * @param {string} id
 * @param {{block?: string}} [where]
 * @returns {{id: string} | import("./session.js").Refused}
 */
export function place(session, id, { block } = {}) {
  const { canvas, tray } = session;
  const item = tray.get(id);
  if (!item) return { no: "no-note" };
  const target = block ?? item.block ?? [...canvas.blocks][0];
  const comments = !block && item.op.op === "comment" && canvas.notes.get(item.op.note)?.removed === false;
  const { step: _, ...again } = item.op;
  const result = session.edit(
    item.op.op in WORDS
      ? { ...again, was: {} } // who looks and says so again means it, whatever stands there now
      : comments
        ? { op: "comment", note: item.op.note, comment: session.newId(), text: item.text }
        : { op: "add", notes: pieces(item.text).map((text) => ({ note: session.newId(), text })), block: target },
  );
  if (!("no" in result)) tray.drop(id);
  return result;
}

/** A text in pieces that fit a note each. @param {string} text */
function pieces(text) {
  const chars = Array.from(text);
  const count = Math.ceil(chars.length / NOTE_LIMIT);
  return Array.from({ length: count }, (_, index) =>
    chars.slice(index * NOTE_LIMIT, (index + 1) * NOTE_LIMIT).join(""),
  );
}
