// A new assumption: on which note, and what has to be true for it.

import { assumption } from "../canvas/assume/fields.js";
import { Form } from "../canvas/assume/forms.js";
import { openDialog } from "../canvas/view/dialog.js";
import { el } from "../canvas/view/dom.js";

/** @param {import("./main.js").Desk} desk */
export function askAssumption({ scene, stage, choose }) {
  const id = scene.session.newId();
  const groups = scene.page.kind.blocks.map(({ key, name }) => {
    const group = el("optgroup", { label: name });
    const notes = scene.canvas.list(key).flatMap((one) => [one, ...scene.canvas.stack(one.id)]);
    group.append(...notes.map((one) => el("option", { value: one.id }, scene.short(one.text))));
    return group;
  });
  const full = groups.filter((group) => group.children.length);
  const note = el("select", { class: "input" }, ...full);
  let done = false;
  const form = new Form(
    /** @type {any} */ (stage),
    assumption(scene, true),
    { statement: "", importance: 50, evidence: 0 },
    {
      fresh: true,
      save: scene.say("assumption-save"),
      send: (values) => {
        const answer = scene.session.edit({ op: "assume", assumption: id, note: note.value, ...values });
        done = !("no" in answer);
        return answer;
      },
      now: () => ({}),
      done: () => dialog.close(),
    },
  );
  form.begin(el("label", {}, el("span", { class: "label" }, scene.say("link-other")), note));
  const dialog = openDialog(scene, scene.say("assumption-add"), {}, el("div", { class: "body" }, form.element));
  dialog.addEventListener("close", () => done && choose(id));
  note.focus();
}
