// A pasted list may become a note a line, on request; and a text that is too long for one note becomes several.

/**
 * @typedef {object} Paste
 * @property {string} text as plain text
 * @property {string} before what the field held
 * @property {string} block
 * @property {import("./typing.js").Typing | null} typing
 * @property {import("./scene.js").Scene} scene
 * @property {import("./deeds.js").Deeds} deeds
 */

const BULLET = /^\s*(?:[-*•–—·▪◦]|\d{1,3}[.)])\s+/;

/**
 * The lines of a pasted list, without bullets, in pieces that fit a note.
 * @param {string} text
 * @param {number} limit in characters
 */
export function linesOf(text, limit) {
  const lines = text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(BULLET, "").trim())
    .filter(Boolean);
  return lines.flatMap((line) => {
    const chars = Array.from(line);
    return Array.from({ length: Math.ceil(chars.length / limit) }, (_, at) =>
      chars.slice(at * limit, (at + 1) * limit).join(""),
    );
  });
}

/** Offer to make notes of what was pasted. @param {Paste} paste */
export function offerNotes({ text, before, block, typing, scene, deeds }) {
  const lines = linesOf(text, scene.page.limits.note);
  if (lines.length < 2 || !typing) return;
  deeds.offer(
    scene.say("pasted-lines", { count: lines.length }),
    scene.say("make-notes", { count: lines.length }),
    () => {
      const first = typing.note;
      // The words that stood there stay; the first line goes into their note when it is a new one.
      const own = before.trim() ? before : (lines.shift() ?? "");
      if (first) scene.session.type(first, own);
      const notes = lines.map((line) => ({ note: scene.session.newId(), text: line }));
      if (notes.length) deeds.edit({ op: "add", notes, block, ...(first && scene.note(first) && { after: first }) });
    },
  );
}
