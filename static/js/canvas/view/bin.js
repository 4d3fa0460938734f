// The bin: what was thrown away, where it came from, and the way back.

import { copyOf } from "./copies.js";
import { el, icon } from "./dom.js";
import { openPanel } from "./panel.js";

/** @param {import("./stage.js").Stage} stage */
export function showBin(stage) {
  const { scene, deeds, board } = stage;
  openPanel(stage, "bin", scene.say("bin"), (body) => {
    const draw = () => {
      // Notes in which nothing was ever written are not worth keeping in sight.
      const notes = scene.canvas
        .bin()
        .filter((note) => note.text.trim())
        .reverse();
      if (!notes.length) return body.replaceChildren(el("p", { class: "empty" }, scene.say("bin-empty")));
      body.replaceChildren(el("ul", { class: "kept" }, ...notes.map(item)));
    };
    draw();
    return draw;
  });

  /** @param {import("../core/canvas.js").Note} note */
  function item(note) {
    const from = scene.say("came-from", { block: scene.blockName(note.block), name: scene.name(note.by) });
    const back = el("button", { class: "btn", type: "button" }, icon("undo"), scene.say("put-back"));
    back.addEventListener("click", () => {
      if (!deeds.edit({ op: "restore", notes: [note.id] }, scene.say("restored", { count: 1 }))) return;
      stage.layout.go(note.block);
      board.focus(note.id);
    });
    const acts = scene.mayEdit(note.block) && el("p", { class: "acts" }, back);
    return el("li", {}, copyOf(scene, note), el("p", { class: "why" }, from), acts);
  }
}
