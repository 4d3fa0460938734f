// What every key does, and the switch for keys of one letter (WCAG 2.1.4).

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";

/** @param {import("./stage.js").Stage} stage */
export function showHelp({ scene, settings, layout }) {
  const say = scene.say.bind(scene);
  const keys = el(
    "dl",
    { class: "keys" },
    ...rows([
      ["Tab", say("key-blocks")],
      [say("key-arrow-names"), say("key-arrows")],
      ["Enter", say("key-edit")],
      [`Enter, Esc`, say("key-done")],
      [`${say("key-shift")} + Enter`, say("key-line")],
      [say("key-space"), say("key-choose")],
      [`${say("key-shift")} + ${say("key-arrow-names")}`, say("key-range")],
      [`Alt + ${say("key-arrow-names")}`, say("key-nudge")],
      [`${say("key-shift")} + F10`, say("key-tools")],
      [say("key-delete"), say("remove")],
      ["Ctrl + Z", say("undo")],
      ["Ctrl + Shift + Z", say("redo")],
      ["Esc", say("key-escape")],
    ]),
  );
  const letters = el(
    "dl",
    { class: "keys" },
    ...rows([
      ["n", say("key-new")],
      ["m", say("move-to")],
      ["c", say("colour")],
      ["l", say("label")],
      ["s", say("stack")],
      ["u", say("unstack")],
      ["d", say("duplicate")],
      ["k", say("comment")],
      ["r", say("react")],
      ["x", say("key-choose")],
      ["?", say("key-help")],
    ]),
  );
  const on = el("input", { type: "checkbox", checked: settings.get("keys", true) });
  on.addEventListener("change", () => settings.set("keys", on.checked));
  const single = el("input", { type: "checkbox", checked: layout.single });
  single.addEventListener("change", () => {
    settings.set("single", single.checked);
    layout.fit();
  });
  const body = el(
    "div",
    { class: "body" },
    el("p", {}, say("help-text")),
    keys,
    el("h3", {}, say("help-keys")),
    el("label", { class: "check" }, on, say("help-keys-on")),
    letters,
    el("p", {}, say("help-drag")),
    el("label", { class: "check" }, single, say("one-block")),
    el("p", {}, el("a", { href: scene.page.urls.blank, target: "_blank" }, say("help-blank"))),
  );
  openDialog(scene, say("help"), {}, body);
}

/** @param {[string, string][]} keys */
function rows(keys) {
  return keys.map(([key, does]) =>
    el(
      "div",
      {},
      el("dt", {}, ...key.split(/( \+ |, )/).map((part) => (/^( \+ |, )$/.test(part) ? part : el("kbd", {}, part)))),
      el("dd", {}, does),
    ),
  );
}
