// The tray "not placed": words that the server refused, kept on this device until somebody decides.

import { copy } from "./clipboard.js";
import { el } from "./dom.js";
import { place } from "./placing.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {Stage} stage */
export function showKept(stage) {
  const { scene, root } = stage;
  const items = scene.session.tray.list();
  const shown = root.querySelector(".tray");
  if (!items.length) return shown?.remove();
  const tray = shown ?? el("section", { class: "panel tray", "aria-labelledby": "tray-title" });
  const list = el("ul", { class: "kept" }, ...items.map((item) => keptItem(stage, item)));
  tray.replaceChildren(
    el("header", {}, el("h2", { id: "tray-title" }, scene.say("kept-title"))),
    el("div", { class: "body all-lit" }, el("p", { class: "sub" }, scene.say("kept-text")), list),
  );
  if (shown) return;
  root.append(tray);
  stage.announcer?.say(scene.say("kept-text"));
}

/** @param {Stage} stage @param {import("./session.js").Kept} item */
function keptItem({ scene, deeds, toast }, item) {
  const act = (/** @type {string} */ label, /** @type {() => void} */ run) => {
    const button = el("button", { class: "btn", type: "button" }, label);
    button.addEventListener("click", run);
    return button;
  };
  const why = item.message || scene.why({ no: item.code });
  return el(
    "li",
    {},
    el("div", { class: "note plain is-fixed" }, el("p", { class: "text" }, item.text)),
    el("p", { class: "why" }, why),
    el(
      "p",
      { class: "acts" },
      act(scene.say("kept-again"), () => {
        const answer = place(scene.session, item.id);
        if ("no" in answer) deeds.refused(answer);
      }),
      act(scene.say("kept-copy"), async () =>
        toast.show(scene.say((await copy(item.text)) ? "copied" : "copy-by-hand")),
      ),
      act(scene.say("kept-drop"), () => scene.session.tray.drop(item.id)),
    ),
  );
}

/**
 * Words that could not be placed while they were typed: into the tray, to be offered again.
 * @param {import("./scene.js").Scene} scene
 * @param {import("./typing.js").Typing} typing
 * @param {string} text
 * @param {string | null} block
 */
export function keep({ session }, { refusal, note }, text, block) {
  if (!refusal || !text.trim()) return;
  session.tray.add({
    id: session.newId(),
    op: { op: "text", note },
    text,
    code: refusal.no,
    message: "",
    block,
    note,
    at: Date.now(),
  });
}

/**
 * A note went away while this person wrote in it: the way to get it back.
 * @param {import("./scene.js").Scene} scene
 * @param {import("./deeds.js").Deeds} deeds
 * @param {string} id
 */
export function offerBack(scene, deeds, id) {
  if (!scene.canvas.notes.has(id)) return;
  const restore = () => deeds.edit({ op: "restore", notes: [id] }, scene.say("restored", { count: 1 }));
  deeds.offer(scene.say("no-note-removed"), scene.say("put-back"), restore);
}
