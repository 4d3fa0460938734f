// The server wants this page no more: why, what can be done, and the words that were not sent, to copy.

import { el, icon } from "./dom.js";

/** @param {import("./stage.js").Stage} stage @param {{reason: string, text: string}} bye */
export function showEnd(stage, { reason, text }) {
  const { scene, notices, root, editor } = stage;
  const typed = [...scene.canvas.notes.values()]
    .filter((note) => note.waiting && note.text.trim())
    .map((note) => note.text);
  editor.close();
  stage.selection.clear();
  root.classList.add("is-ended");
  const strip = banner(
    notices,
    "stop",
    "warn",
    reason === "version" ? scene.say("end-version") : text || scene.say(`end-${reason}`),
    ...acts(scene, reason),
  );
  if (typed.length) {
    const field = el("textarea", {
      class: "input",
      rows: Math.min(8, typed.length + 1),
      readonly: true,
      "aria-label": scene.say("end-kept"),
    });
    field.value = typed.join("\n\n");
    notices.append(
      el(
        "div",
        { class: "banner" },
        el("label", { class: "ended-words" }, el("span", {}, scene.say("end-kept")), field),
      ),
    );
  }
  strip.scrollIntoView({ block: "nearest" });
}

/** @param {import("./scene.js").Scene} scene @param {string} reason */
function acts(scene, reason) {
  if (reason === "version" || reason === "malformed") {
    const reload = el("button", { class: "btn ink", type: "button" }, scene.say("reload"));
    reload.addEventListener("click", () => location.reload());
    return [reload];
  }
  // The address of one's own board leads on to the canvas of one's present team.
  if (reason === "moved") return [el("a", { class: "btn ink", href: location.pathname }, scene.say("to-your-team"))];
  if (reason === "over") return [el("a", { class: "btn ink", href: scene.page.urls.lobby }, scene.say("to-the-end"))];
  return [el("a", { class: "btn", href: scene.page.urls.start }, scene.say("to-start"))];
}

/**
 * A strip under the bar with what everybody must know; it stays.
 * @param {HTMLElement} place
 * @param {string} kind `stop`, `wait` or ``
 * @param {string} sign an icon
 * @param {string} text
 * @param {...HTMLElement} acts
 */
function banner(place, kind, sign, text, ...acts) {
  const strip = el(
    "p",
    { class: `banner ${kind}`, role: kind === "stop" ? "alert" : null },
    icon(sign),
    el("span", {}, text),
  );
  if (acts.length) strip.append(el("span", { class: "acts" }, ...acts));
  place.append(strip);
  return strip;
}
