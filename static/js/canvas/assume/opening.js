// What the parts of the panel share: forms that open in the place of what they change, and how things are worded.

import { passed } from "../core/coherence.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {import("./forms.js").Form} Form */

/** @typedef {{stage: Stage, id: string, forms: Map<string, Form>, again: () => void}} View */

/** A form in the place of what it changes, while it stands open. @param {View} view @param {string} key @param {() => Form} make */
export function open({ forms, again }, key, make) {
  const form = make();
  forms.set(key, form);
  again();
  form.focus();
}

/** @param {View} view @param {string} key @param {string} [to] what gets the focus, as a selector */
export function shut({ stage, forms, again }, key, to) {
  forms.delete(key);
  again();
  const next = stage.panels.open?.element.querySelector(to ?? ".panel h2");
  if (next instanceof HTMLElement) next.focus();
}

/** @param {import("../view/stage.js").Stage} stage @param {{text: string} | undefined} note */
export const short = ({ scene }, note) => scene.short(note?.text ?? "");

/** A date as people write it. @param {import("../view/scene.js").Scene} scene @param {string | null} due */
export function day(scene, due) {
  return due && new Intl.DateTimeFormat(scene.page.language, { dateStyle: "medium" }).format(new Date(due));
}

/** What the numbers of a result say of a threshold. @param {string} threshold @param {string} result */
export function reading(threshold, result) {
  const said = passed(threshold, result);
  return said === null ? "" : said ? "reads-passed" : "reads-failed";
}
