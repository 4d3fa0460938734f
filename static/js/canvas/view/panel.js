// Makes a panel beside the sheet.

import { iconButton } from "./buttons.js";
import { el } from "./dom.js";

/**
 * @param {import("./stage.js").Stage} stage
 * @param {string} name
 * @param {string} title
 * @param {(body: HTMLElement, panel: HTMLElement) => () => void} fill draws it; gives what draws it again
 */
export function openPanel({ panels, root, scene, selection }, name, title, fill) {
  if (name !== "comments") selection.clear(); // its tools would float over the panel
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
  open.refresh = steady(body, fill(body, element));
  if (!element.contains(document.activeElement)) heading.focus();
}

/** What draws a panel anew, for who stands on something in it: they stand on the same thing again. @param {HTMLElement} body @param {() => void} draw */
function steady(body, draw) {
  return () => {
    const held = body.contains(document.activeElement) ? nameOf(body, document.activeElement) : null;
    draw();
    if (held === null || body.contains(document.activeElement)) return;
    const again = [...body.querySelectorAll("button, summary, a, input, select, textarea, [tabindex]")];
    const found = again.find((one) => nameOf(body, one) === held);
    if (found instanceof HTMLElement) found.focus();
  };
}

/** What something in a panel is, over a new drawing: whose it is, or where, and what it says. @param {HTMLElement} body @param {Element | null} one */
function nameOf(body, one) {
  const item = one?.closest("li");
  const whose = one?.closest("[data-who]")?.getAttribute("data-who");
  const place = whose ?? (item ? [...body.querySelectorAll("li")].indexOf(item) : "");
  return [one?.tagName, place, one?.getAttribute("aria-label") ?? one?.textContent].join(" ");
}
