// "Stack on": point at the note to stack on, in any block. Without dragging.

import { copyOf } from "./copies.js";
import { stack } from "./crafts.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {Stage} stage @param {string[]} ids */
export function askOnto(stage, ids) {
  const { scene, board } = stage;
  const here = scene.note(ids[0])?.block ?? "";
  const select = el(
    "select",
    { class: "input", id: "stack-block" },
    ...scene.page.kind.blocks.map((block) =>
      el("option", { value: block.key, selected: block.key === here }, block.name),
    ),
  );
  const list = el("ul", { class: "onto all-lit" });
  const body = el(
    "div",
    { class: "body" },
    el("div", { class: "field short" }, el("label", { for: "stack-block" }, scene.say("stack-block")), select),
    list,
  );
  const dialog = openDialog(scene, scene.say("stack-title"), {}, body);
  const fill = () => list.replaceChildren(...choices(stage, select.value, ids, () => dialog.close()));
  select.addEventListener("change", fill);
  dialog.addEventListener("close", () => board.focus(scene.note(ids[0])?.under ?? ids[0]));
  fill();
  list.querySelector("button")?.focus();
}

/** @param {Stage} stage @param {string} block @param {string[]} ids @param {() => void} close */
function choices(stage, block, ids, close) {
  const { scene } = stage;
  const others = scene.canvas.list(block).filter((note) => !ids.includes(note.id));
  if (!others.length || !scene.mayEdit(block)) return [el("li", { class: "sub" }, scene.say("stack-none"))];
  return others.map((note) => {
    const button = el("button", { type: "button", "aria-label": scene.short(note.text) }, copyOf(scene, note));
    button.addEventListener("click", () => {
      stack(stage, ids, note.id);
      close();
    });
    return el("li", {}, button);
  });
}
