// The code, the link and the QR code, for who keeps the door.

import { copy } from "./clipboard.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";

/** @param {import("./stage.js").Stage} stage */
export function showShare({ scene, toast }) {
  const parts = document.querySelector("template[data-share]");
  if (!(parts instanceof HTMLTemplateElement)) return location.assign(scene.page.urls.lobby);
  const body = el("div", { class: "body" }, parts.content.cloneNode(true));
  const address = body.querySelector(".join-link a")?.getAttribute("href");
  const link = el("button", { class: "btn ink", type: "button", hidden: !address }, scene.say("copy-link"));
  link.addEventListener("click", async () =>
    toast.show(scene.say((await copy(address ?? "")) ? "copied" : "copy-by-hand")),
  );
  openDialog(
    scene,
    scene.say("share"),
    {},
    body,
    el(
      "div",
      { class: "acts foot" },
      link,
      // Whoever is alone, with a partner or without, has no lobby.
      !document.querySelector(".live.is-alone") &&
        el("a", { class: "btn", href: scene.page.urls.lobby }, scene.say("to-lobby")),
    ),
  );
}
