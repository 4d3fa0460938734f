// Everything by keyboard: one stop of the Tab key a block, arrows within it, a key for each deed.

import { isField } from "./dom.js";

/** @typedef {import("./stage.js").Stage} Stage */

const AFTERMATH = 1_500; // milliseconds in which typing goes on without having seen that the note went away
const LETTERS = [..."nmclsudkrx?"];
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** @param {Stage} stage */
export function listenToKeys(stage) {
  const { board } = stage;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (shared(stage, event) || isField(event.target)) return;
    if (performance.now() - stage.editor.lostAt < AFTERMATH) return event.preventDefault();
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const id = target.dataset.note && board.sheet.contains(target) ? target.dataset.note : null;
    if (id ? onNote(stage, event, id) : event.key === "Escape" && leave(stage, null)) event.preventDefault();
    else if (single(stage, event, id)) event.preventDefault();
  });
  board.sheet.addEventListener("focusin", (event) => {
    const id = board.idAt(event.target);
    const block = board.blockAt(event.target);
    stage.scene.session.here({ block, note: id, typing: stage.editor.id !== null });
    if (!id) return;
    const list = board.block(block ?? "")?.list;
    for (const stop of list?.querySelectorAll("[data-note][tabindex='0']") ?? []) stop.setAttribute("tabindex", "-1");
    board.paper(id)?.setAttribute("tabindex", "0");
  });
}

/** Undo and redo, wherever one is; in a field they belong to the field. @param {Stage} stage @param {KeyboardEvent} event */
function shared(stage, event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isField(event.target)) return false;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return false;
  stage.next(() => (key === "y" || event.shiftKey ? stage.deeds.redo() : stage.deeds.undo()));
  event.preventDefault();
  return true;
}

/** @param {Stage} stage @param {KeyboardEvent} event @param {string} id */
function onNote(stage, event, id) {
  const { board, selection, editor, deeds } = stage;
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const block = board.blockAt(event.target) ?? "";
  const step = STEPS[key];
  if (step && altKey) return deeds.nudge(id, step > 0 ? 1 : -1);
  if (step || key === "Home" || key === "End") return walk(stage, event, block, id);
  if ((ctrlKey || metaKey) && key.toLowerCase() === "a") selection.all(board.shown(block));
  else if (ctrlKey || metaKey || altKey) return false;
  else if (key === "Enter" || key === "F2") editor.open(id);
  else if (key === " ") selection.toggle(id);
  else if (key === "Escape") return leave(stage, id);
  else if (key === "ContextMenu" || (key === "F10" && shiftKey)) openTools(stage, id);
  else if (key === "Delete" || key === "Backspace") stage.run("remove", selection.has(id) ? selection.list() : [id]);
  else return false;
  return true;
}

/** Escape: first the selection, then out of the stack. @param {Stage} stage @param {string | null} id */
function leave({ selection, scene, board }, id) {
  const under = scene.note(id ?? "")?.under;
  if (selection.size) selection.clear();
  else if (under) {
    board.focus(under);
    board.open(under, false);
  } else return false;
  return true;
}

/** Choose the note and go to what can be done with it. @param {Stage} stage @param {string} id */
function openTools({ selection, tools }, id) {
  if (!selection.has(id)) selection.only(id);
  tools.focus();
}

/** @param {Stage} stage @param {KeyboardEvent} event @param {string} block @param {string} id */
function walk({ board, selection }, event, block, id) {
  const shown = board.shown(block);
  const at = shown.indexOf(id);
  const to = event.key === "Home" ? 0 : event.key === "End" ? shown.length - 1 : at + STEPS[event.key];
  const next = shown[Math.max(0, Math.min(shown.length - 1, to))];
  if (!next) return false;
  if (event.shiftKey) {
    if (!selection.size) selection.only(id);
    selection.reach(next);
  } else if (!event.ctrlKey && !event.metaKey) selection.clear();
  board.paper(next)?.focus();
  return true;
}

/** Keys of one letter, which can be switched off (WCAG 2.1.4). @param {Stage} stage @param {KeyboardEvent} event @param {string | null} id */
function single(stage, { key, ctrlKey, metaKey, altKey }, id) {
  if (!LETTERS.includes(key) || ctrlKey || metaKey || altKey || !stage.settings.get("keys", true)) return false;
  const { board, layout } = stage;
  if (key === "n") layout.begin(board.blockAt(document.activeElement) ?? layout.block ?? board.blocks[0]);
  else stage.next(async () => (await import("./letters.js")).press(stage, key, id));
  return true;
}
