// A note as it stands in a panel or dialog: the same paper, to read.

import { el } from "./dom.js";
import { drawNote, newNote } from "./note.js";

/** @param {import("./scene.js").Scene} scene @param {import("../core/canvas.js").Note} note @param {"div" | "li"} [tag] */
export function copyOf(scene, note, tag = "div") {
  const paper = newNote(note.id);
  drawNote(paper, note, scene, { selected: false, offline: false });
  const copy = el(tag, { class: `note is-fixed ${note.colour}` });
  copy.append(...[...paper.children].filter((part) => part.matches(".text, .meta")));
  return copy;
}
