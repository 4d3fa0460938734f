// The day on which the group looks at its canvas again.

import { openDialog } from "../view/dialog.js";
import { el } from "../view/dom.js";

/** @param {import("../view/stage.js").Stage} stage */
export function askReview({ scene, deeds }) {
  const field = el("input", { class: "input", type: "date", id: "review-date" });
  field.value = scene.canvas.block(null).review ?? "";
  const save = el("button", { class: "btn ink" }, scene.say("outcome-save"));
  const form = el(
    "form",
    { method: "dialog" },
    el(
      "div",
      { class: "body" },
      el("p", {}, scene.say("review-text")),
      el("div", { class: "field short" }, el("label", { for: "review-date" }, scene.say("review-day")), field),
    ),
    el("div", { class: "acts foot" }, save),
  );
  openDialog(scene, scene.say("review-day"), {}, form);
  form.addEventListener("submit", () =>
    deeds.edit({ op: "review", date: field.value || null }, scene.say("review-saved")),
  );
}
