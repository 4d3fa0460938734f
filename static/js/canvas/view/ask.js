// A question before something that touches others' work.

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";

/** Others worked on the note that an undo would take away. @param {import("./stage.js").Stage} stage @param {string} id */
export function askUndo({ scene, deeds, board }, id) {
  const yes = el("button", { class: "btn stop", type: "button" }, scene.say("undo-anyway"));
  const no = el("button", { class: "btn ink", type: "button" }, scene.say("undo-not"));
  const note = scene.note(id);
  const body = el(
    "div",
    { class: "body" },
    el("p", {}, scene.say("undo-text")),
    note && el("p", { class: "asked-about" }, `“${scene.short(note.text)}”`),
  );
  const dialog = openDialog(scene, scene.say("undo-title"), {}, body, el("div", { class: "acts foot" }, no, yes));
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    dialog.close();
    deeds.undo({ sure: true });
  });
  no.focus();
  if (note) board.paper(id)?.scrollIntoView({ block: "nearest" });
}
