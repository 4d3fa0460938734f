// The comments on a note, beside the sheet.

import { length } from "../core/text.js";
import { iconButton } from "./buttons.js";
import { copyOf } from "./copies.js";
import { el } from "./dom.js";
import { openPanel } from "./panel.js";
import { initials, personColour } from "./people.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {Stage} stage @param {string} id */
export function showComments(stage, id) {
  const { scene, panels } = stage;
  openPanel(stage, "comments", scene.say("comments-title"), (body, panel) => {
    const quote = el("div", { class: "quote" });
    const list = el("ul", { class: "talk" });
    body.append(quote, list);
    if (scene.may("talk")) panel.append(reply(stage, id));
    const draw = () => {
      const note = scene.note(id);
      if (!note) return panels.close();
      quote.replaceChildren(copyOf(scene, note));
      const comments = scene.canvas.comments(id);
      list.replaceChildren(
        ...(comments.length
          ? comments.map((one) => comment(stage, one))
          : [el("li", { class: "empty" }, scene.say("comments-none"))]),
      );
    };
    draw();
    return draw;
  });
}

/** @param {Stage} stage @param {import("../core/canvas.js").Comment} comment */
function comment({ scene, deeds }, { id, by, at, text }) {
  const name = scene.name(by);
  const time = new Date(at * 1000).toLocaleTimeString(scene.page.language, { hour: "2-digit", minute: "2-digit" });
  const line = el("p", { class: "by" }, el("b", {}, name), ` ${time}`);
  if (by === scene.me || scene.may("moderate")) {
    const remove = iconButton("x", scene.say("comment-remove"), { class: "icon small" });
    remove.addEventListener("click", () => deeds.edit({ op: "uncomment", comment: id }));
    line.append(remove);
  }
  return el(
    "li",
    {},
    el("span", { class: `av ${personColour(by)}`, "aria-hidden": "true" }, initials(name)),
    line,
    el("p", { class: "said" }, text),
  );
}

/** @param {Stage} stage @param {string} id */
function reply({ scene, deeds }, id) {
  const label = scene.say("comment-write");
  const field = el("textarea", { rows: 1, "aria-label": label, placeholder: label });
  const chars = el("span", { class: "sub" });
  const form = el(
    "form",
    { class: "reply" },
    field,
    el("button", { class: "btn ink" }, scene.say("comment-place")),
    chars,
  );
  const limit = scene.page.limits.comment;
  field.addEventListener("input", () => {
    const count = length(field.value);
    chars.textContent = count > limit * 0.8 ? `${count} / ${limit}` : "";
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return field.focus();
    if (!deeds.edit({ op: "comment", note: id, comment: scene.session.newId(), text: field.value })) return;
    field.value = "";
    chars.textContent = "";
  });
  queueMicrotask(() => field.focus());
  return el("footer", {}, form);
}
