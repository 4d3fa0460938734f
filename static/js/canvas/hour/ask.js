// Questions before something that ends things for all.

import { openDialog } from "../view/dialog.js";
import { el } from "../view/dom.js";

/** @param {{scene: import("../view/scene.js").Scene}} stage @param {() => void} end */
export function askEnd({ scene }, end) {
  const yes = el("button", { class: "btn now", type: "button" }, scene.say("lead-end"));
  const no = el("button", { class: "btn", type: "button" }, scene.say("not-yet"));
  const href = scene.page.urls.afterwards;
  const body = el(
    "div",
    { class: "body" },
    el("p", {}, scene.say("end-text")),
    el("p", {}, el("a", { href, target: "_blank" }, scene.say("end-gets"))),
  );
  const dialog = openDialog(scene, scene.say("end-title"), {}, body, el("div", { class: "acts foot" }, no, yes));
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    dialog.close();
    end();
  });
  no.focus();
}
