// The hour is over: what a facilitator may want to do next.

import { openDialog } from "../view/dialog.js";
import { el, icon } from "../view/dom.js";

/**
 * @param {import("../view/scene.js").Scene} scene
 * @param {{outcomes?: () => void, reopen: () => void}} acts
 */
export function openAfter(scene, { outcomes, reopen }) {
  const urls = scene.page.urls;
  const list = el("ul", { class: "nexts" });
  const dialog = openDialog(
    scene,
    scene.say("after-title"),
    {},
    el("div", { class: "body" }, el("p", {}, scene.say("after-text")), list),
  );
  const button = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {() => void} */ run) => {
    const made = el("button", { type: "button", class: "btn" }, icon(sign), scene.say(`after-${name}`));
    made.addEventListener("click", () => {
      dialog.close();
      run();
    });
    return made;
  };
  const link = (/** @type {string} */ name, /** @type {string} */ sign) =>
    urls[name] ? el("a", { class: "btn", href: urls[name] }, icon(sign), scene.say(`after-${name}`)) : null;
  const items = [
    { name: "outcomes", act: outcomes ? button("outcomes", "list", outcomes) : null },
    { name: "export", act: link("export", "take") },
    { name: "cockpit", act: link("cockpit", "grid") },
    { name: "afterwards", act: link("afterwards", "people") },
    { name: "workshop", act: link("workshop", "copy") },
    { name: "reopen", act: button("reopen", "refresh", reopen) },
  ];
  for (const { name, act } of items) {
    if (act) list.append(el("li", {}, act, el("span", {}, scene.say(`after-${name}-why`))));
  }
}
