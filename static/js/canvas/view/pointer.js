// Mouse, pen and touch on the sheet: choosing, opening and beginning notes.

import { around, isField } from "./dom.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {Stage} stage */
export function listenToPointer(stage) {
  const { board } = stage;
  /** @type {import("./press.js").Press | undefined} */
  let press;
  const { sheet } = board;
  sheet.addEventListener("click", (event) => press?.clicked(event) || click(stage, event));
  sheet.addEventListener("dblclick", (event) => doubleClick(stage, event));
  // What picks notes up is fetched when a pointer first comes near.
  const fetchPress = async () => {
    const { Press } = await import("./press.js");
    press ??= new Press(stage);
  };
  if (matchMedia("(pointer: coarse)").matches) fetchPress();
  else sheet.addEventListener("pointerover", fetchPress, { once: true });
  sheet.addEventListener("pointerdown", (event) => press?.down(event));
  sheet.addEventListener("contextmenu", (event) => press?.touched && event.preventDefault());
  // Registered before any touch begins, so that a drag can still keep the page from scrolling.
  sheet.addEventListener("touchmove", (event) => press?.holding && event.preventDefault(), { passive: false });
}

/** @param {Stage} stage @param {MouseEvent} event */
function click(stage, event) {
  const { board, selection, editor } = stage;
  if (isField(event.target)) return;
  const button = around(event.target, "[data-do]");
  if (button) return pressed(stage, button);
  const id = board.idAt(event.target);
  if (!id || board.drafts.has(id)) return selection.clear();
  if (editor.id === id) return;
  if (event.shiftKey) selection.reach(id);
  else if (event.ctrlKey || event.metaKey || selection.many) selection.toggle(id);
  else selection.only(id);
}

/** @param {Stage} stage @param {HTMLElement} button */
function pressed({ board, deeds, layout }, button) {
  const block = board.blockAt(button) ?? "";
  const id = board.idAt(button);
  const name = button.dataset.do;
  if (name === "add") layout.begin(block);
  else if (name === "prompt") layout.begin(block, button.textContent ?? "");
  else if (name === "lock") deeds.lock(block);
  else if (name === "open" && id) board.open(id);
}

/** @param {Stage} stage @param {MouseEvent} event */
function doubleClick({ board, editor, layout }, event) {
  if (isField(event.target) || around(event.target, "button, header")) return;
  const id = board.idAt(event.target);
  const block = board.blockAt(event.target);
  if (id) editor.open(id);
  else if (block) layout.begin(block);
}
