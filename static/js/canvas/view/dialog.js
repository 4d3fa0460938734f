// A dialog over the board; the browser gives the focus back when it closes.

import { iconButton } from "./buttons.js";
import { el } from "./dom.js";

/**
 * @param {import("./scene.js").Scene} scene
 * @param {string} title
 * @param {{broad?: boolean}} how
 * @param {...HTMLElement} content
 * @returns {HTMLDialogElement} open; gone from the page when closed
 */
export function openDialog(scene, title, { broad = false }, ...content) {
  const close = iconButton("x", scene.say("close"), { class: "icon" });
  const heading = el("h2", { id: "dialog-title", tabindex: -1 }, title);
  const dialog = el(
    "dialog",
    { class: `dialog${broad ? " broad" : ""}`, "aria-labelledby": "dialog-title" },
    el("header", {}, heading, close),
    ...content,
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && outside(dialog, event) && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  if (document.activeElement === close) heading.focus();
  return dialog;
}

/** @param {HTMLElement} dialog @param {MouseEvent} event */
function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
