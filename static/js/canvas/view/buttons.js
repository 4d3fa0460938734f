// Buttons of the menus, panels and dialogs.

import { el, hidden, icon } from "./dom.js";

/**
 * A button that is an icon with a name.
 * @param {string} name of the icon
 * @param {string} label
 * @param {Record<string, string | boolean | null>} [attributes]
 */
export function iconButton(name, label, attributes = {}) {
  return el("button", { type: "button", title: label, ...attributes }, icon(name), hidden(label));
}
