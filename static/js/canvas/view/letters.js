// The deed of each letter. Fetched at the first letter that is pressed outside a field.

import { run } from "./commands.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @type {Record<string, string>} */
const KEYS = {
  m: "move",
  c: "colour",
  l: "label",
  s: "stack",
  u: "unstack",
  d: "duplicate",
  k: "comments",
  r: "react",
  x: "select",
};

/** @param {Stage} stage @param {string} key @param {string | null} id the note that has the focus */
export async function press(stage, key, id) {
  const { board, selection } = stage;
  if (key === "?") return (await import("./help.js")).showHelp(stage);
  const ids = selection.size && (!id || selection.has(id)) ? selection.list() : id ? [id] : [];
  if (KEYS[key] && ids.length) run(stage, KEYS[key], ids, board.paper(ids[0]));
}
