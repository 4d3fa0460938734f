// Copying, also on plain http, where browsers have no clipboard object.

import { el } from "./dom.js";

/** @param {string} text @returns {Promise<boolean>} whether it was copied */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text);
  }
}

/** @param {string} text */
function byHand(text) {
  const back = document.activeElement;
  const field = el("textarea", { class: "vh", readonly: true, "aria-hidden": "true", tabindex: -1 });
  field.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  // The only way to copy where there is no clipboard object.
  const done = document.execCommand("copy");
  field.remove();
  if (back instanceof HTMLElement) back.focus();
  return done;
}
