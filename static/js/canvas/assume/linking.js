// "Link to…": which other note, of which block, and which of the two rests on the other.

import { copyOf } from "../view/copies.js";
import { openDialog } from "../view/dialog.js";
import { el } from "../view/dom.js";

/** @typedef {import("../view/stage.js").Stage} Stage */

/** @param {Stage} stage @param {string} id */
export function askLink(stage, id) {
  const { scene, board } = stage;
  const note = scene.note(id);
  if (!note) return;
  const back = document.activeElement;
  const groups = scene.page.kind.blocks
    .filter(({ key }) => key !== note.block)
    .map(({ key, name }) => ({
      name,
      notes: scene.canvas.list(key).flatMap((one) => [one, ...scene.canvas.stack(one.id)]),
    }))
    .filter(({ notes }) => notes.length);
  const empty = el("p", {}, scene.say("link-nothing"));
  const quote = el("div", { class: "quote all-lit" }, copyOf(scene, note));
  if (!groups.length) {
    openDialog(scene, scene.say("link-to"), {}, el("div", { class: "body" }, quote, empty));
    return;
  }
  const select = el(
    "select",
    { class: "input", id: "link-other", size: 8 },
    ...groups.map(({ name, notes }) => {
      const group = el("optgroup", { label: name });
      group.append(...notes.map((one) => el("option", { value: one.id }, scene.short(one.text))));
      return group;
    }),
  );
  select.selectedIndex = 0;
  const way = (/** @type {string} */ value, /** @type {string} */ words, checked = false) =>
    el(
      "label",
      { class: "check" },
      el("input", { type: "radio", name: "way", value, checked }),
      el("span", {}, scene.say(words)),
    );
  const ways = el(
    "fieldset",
    { class: "ways" },
    el("legend", { class: "label" }, scene.say("link-way")),
    way("on", "link-way-on", true),
    way("off", "link-way-off"),
  );
  const told = el("p", { class: "told", role: "alert" });
  const other = el("div", { class: "field" }, el("label", { for: "link-other" }, scene.say("link-other")), select);
  const go = el("button", { class: "btn ink" }, scene.say("link-do"));
  const form = el(
    "form",
    {},
    el("div", { class: "body" }, quote, other, ways, told),
    el("div", { class: "acts foot" }, go),
  );
  const dialog = openDialog(scene, scene.say("link-to"), { broad: true }, form);
  select.focus();
  select.addEventListener("dblclick", () => form.requestSubmit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const on = new FormData(form).get("way") === "on";
    const ends = on ? { note: id, other: select.value } : { note: select.value, other: id };
    const answer = scene.session.edit({ op: "link", link: scene.session.newId(), ...ends });
    if ("no" in answer) told.textContent = scene.why(answer);
    else {
      dialog.close();
      stage.announcer?.say(scene.say("link-done"));
    }
  });
  dialog.addEventListener("close", () =>
    back instanceof HTMLElement && back.isConnected ? back.focus() : board.focus(id),
  );
}
