// The group settles what the hour is about: somebody proposes, others stand behind it, the facilitator chooses.

import { clean } from "../core/clean.js";
import { ask } from "../sync/asks.js";
import { iconButton } from "../view/buttons.js";
import { el, icon } from "../view/dom.js";
import { openPanel } from "../view/panel.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {{id: string, text: string, by: number, backers: number[], chosen: boolean}} Proposal */

/** @param {Stage} stage */
export function showSubject(stage) {
  const { scene } = stage;
  openPanel(stage, "subject", scene.say("subject"), (body, panel) => {
    const now = el("p", { class: "subject-now" });
    const list = el("ul", { class: "kept" });
    body.append(now, list);
    if (scene.may("propose")) panel.append(el("footer", {}, form(stage)));
    const draw = () => {
      const { topic, proposals } = scene.session.workshop;
      now.textContent = topic || scene.say("subject-none");
      const ordered = [...proposals].sort((a, b) => b.backers.length - a.backers.length);
      list.replaceChildren(...ordered.map((one) => item(stage, one)));
    };
    draw();
    return draw;
  });
}

/** @param {Stage} stage @param {Proposal} proposal */
function item(stage, { id, text, by, backers, chosen }) {
  const { scene } = stage;
  const mine = backers.includes(scene.me);
  const act = (/** @type {any} */ op) => tell(stage, { ...op, proposal: id });
  const support = el("button", { type: "button", class: "btn", "aria-pressed": String(mine) }, icon("agree"));
  support.append(scene.say("backers", { count: backers.length }));
  support.addEventListener("click", () => act({ op: "support", on: !mine }));
  const acts = el("p", { class: "acts" }, scene.may("propose") && support);
  if (scene.may("lead") && !chosen) {
    const choose = el("button", { type: "button", class: "btn ink" }, icon("check"), scene.say("subject-choose"));
    choose.addEventListener("click", () => act({ op: "choose" }));
    acts.append(choose);
  }
  if (by === scene.me || scene.may("lead")) {
    const withdraw = iconButton("x", `${scene.say("subject-withdraw")}: ${scene.short(text)}`, { class: "icon small" });
    withdraw.addEventListener("click", () => act({ op: "withdraw" }));
    acts.append(withdraw);
  }
  const line = el(
    "p",
    { class: "why" },
    chosen ? icon("check") : "",
    chosen ? scene.say("subject-chosen") : scene.name(by),
  );
  return el("li", {}, el("p", { class: "said" }, text), line, acts);
}

/** @param {Stage} stage */
function form(stage) {
  const { scene } = stage;
  const label = scene.say("subject-propose");
  const field = el("textarea", { class: "input", rows: 2, maxlength: 200, "aria-label": label, placeholder: label });
  const made = el("form", { class: "reply" }, field, el("button", { class: "btn ink" }, scene.say("subject-place")));
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = clean(field.value).replace(/\s+/g, " ").trim();
    if (!text) return field.focus();
    const fate = await tell(stage, { op: "propose", proposal: scene.session.newId(), text });
    if (!fate.no) field.value = "";
    return field.focus();
  });
  return made;
}

/** @param {Stage} stage @param {any} op */
async function tell({ scene, toast }, op) {
  const fate = await ask(scene.session, op);
  if (fate.no) toast.show(fate.text ?? scene.why({ no: fate.no }));
  return fate;
}
