// Makes a panel beside the sheet.

import { iconButton } from "./buttons.js";
import { el } from "./dom.js";

/**
 * @param {import("./stage.js").Stage} stage
 * @param {string} name
 * @param {string} title
 * @param {(body: HTMLElement, panel: HTMLElement) => () => void} fill draws it; gives what draws it again
 */
export function openPanel({ panels, root, scene }, name, title, fill) {
  const back = panels.open?.back ?? document.activeElement;
  panels.close({ focus: false });
  const close = iconButton("x", scene.say("close"), { class: "icon" });
  const body = el("div", { class: "body all-lit" });
  const heading = el("h2", { id: "panel-title", tabindex: -1 }, title);
  const element = el(
    "aside",
    { class: "panel", "aria-labelledby": "panel-title" },
    el("header", {}, heading, close),
    body,
  );
  close.addEventListener("click", () => panels.close());
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    panels.close();
  });
  const desk = root.querySelector(".desk");
  desk?.append(element);
  desk?.classList.add("has-panel");
  const open = { name, element, back, refresh: () => {} };
  panels.open = open;
  open.refresh = fill(body, element);
  if (!element.contains(document.activeElement)) heading.focus();
}
