// "Move to": the canvas itself, small, to point at a block, and the place within it. All without dragging.

import { copyOf } from "./copies.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {Stage} stage @param {string[]} ids */
export function askWhere(stage, ids) {
  const { scene, deeds, board } = stage;
  const notes = ids.map((id) => scene.note(id)).filter((note) => note !== undefined);
  if (!notes.length) return;
  const here = notes[0].block;
  const select = el("select", { class: "input", id: "move-place" });
  const go = el("button", { class: "btn ink", type: "submit" }, scene.say("move-here"));
  const places = el("ul", { class: "places grid-classic" });
  let block = here;
  const choose = (/** @type {string} */ key) => {
    block = key;
    for (const button of places.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.key === key));
    select.replaceChildren(...placesIn(stage, key, ids));
  };
  for (const one of scene.page.kind.blocks) places.append(placeOf(stage, one, here, choose));
  const form = el(
    "form",
    { method: "dialog" },
    el(
      "div",
      { class: "body" },
      notes.length === 1 && el("div", { class: "quote all-lit" }, copyOf(scene, notes[0])),
      places,
      el("div", { class: "field short" }, el("label", { for: "move-place" }, scene.say("place")), select),
    ),
    el("div", { class: "acts foot" }, go),
  );
  const dialog = openDialog(scene, scene.say("where-to", { count: notes.length }), { broad: true }, form);
  choose(here);
  form.addEventListener("submit", () => {
    const after = { last: undefined, first: null }[select.value];
    deeds.move(ids, block, select.value in { last: 1, first: 1 } ? after : select.value);
    stage.layout.go(block);
  });
  dialog.addEventListener("close", () => board.focus(ids[0]));
  places.querySelector("button[aria-pressed=true]")?.scrollIntoView({ block: "nearest" });
}

/** @param {Stage} stage @param {import("./page.js").KindBlock} block @param {string} here @param {(key: string) => void} choose */
function placeOf({ scene }, block, here, choose) {
  const count = scene.say("notes", { count: scene.canvas.size(block.key) });
  const button = el(
    "button",
    { type: "button", "data-key": block.key, "aria-pressed": "false", disabled: !scene.mayEdit(block.key) },
    block.name,
    el("span", { class: "sub" }, block.key === here ? scene.say("in-block-now") : count),
  );
  button.addEventListener("click", () => choose(block.key));
  button.addEventListener("dblclick", () => button.form?.requestSubmit());
  return el("li", { "data-area": block.area }, button);
}

/** @param {Stage} stage @param {string} block @param {string[]} ids */
function placesIn({ scene }, block, ids) {
  const others = scene.canvas.list(block).filter((note) => !ids.includes(note.id));
  return [
    el("option", { value: "last" }, scene.say("place-last")),
    el("option", { value: "first" }, scene.say("place-first")),
    ...others.map((note) =>
      el("option", { value: note.id }, scene.say("place-after", { text: scene.short(note.text) })),
    ),
  ];
}
