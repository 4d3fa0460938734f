// Leaving steps out of the rest of the hour, and taking them back in, with what that makes of its end.

import { behind, expectedEnd } from "../core/schedule.js";
import { openDialog } from "../view/dialog.js";
import { el, icon } from "../view/dom.js";
import { dayTime, minutesBehind } from "./time.js";

/** @typedef {import("../core/schedule.js").Step} Step */
/** @typedef {import("../view/scene.js").Scene} Scene */

/**
 * @param {Scene} scene
 * @param {(op: any) => void} act for the workshop's log
 * @returns {{draw: () => void}} to be drawn again when the workshop changes
 */
export function openSkip(scene, act) {
  const list = el("ul", { class: "skips" });
  const told = el("p", { class: "skips-end", role: "status" });
  const spread = el("button", { type: "button", class: "btn" }, icon("refresh"), scene.say("lead-replan"));
  const done = el("button", { type: "button", class: "btn ink" }, scene.say("close"));
  const body = el("div", { class: "body" }, el("p", {}, scene.say("skip-text")), list, told);
  const dialog = openDialog(scene, scene.say("lead-skip"), {}, body, el("div", { class: "acts foot" }, spread, done));
  spread.addEventListener("click", () => act({ op: "replan" }));
  done.addEventListener("click", () => dialog.close());
  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();
  let shown = "";
  const draw = () => {
    if (!dialog.isConnected) return;
    const { hour, steps } = scene.session.workshop;
    const ahead = toCome(steps, hour.step);
    const look = ahead.map(({ id, title, minutes }) => [id, title, minutes].join()).join();
    if (look !== shown) list.replaceChildren(...ahead.map((step) => row(scene, step, boxes, act)));
    shown = look;
    for (const { id, skipped } of ahead) {
      const box = boxes.get(id);
      if (box) box.checked = !skipped;
    }
    told.textContent = ahead.length ? ending(scene) : scene.say("skip-none");
    spread.hidden = !ahead.some(({ skipped }) => !skipped);
  };
  draw();
  list.querySelector("input")?.focus();
  return { draw };
}

/** The steps after the running one that have not been, the skipped ones too. @param {Step[]} steps @param {string | null} running */
export function toCome(steps, running) {
  const at = steps.findIndex(({ id }) => id === running);
  return steps.slice(at + 1).filter(({ ended }) => ended === null);
}

/** @param {Scene} scene @param {Step} step @param {Map<string, HTMLInputElement>} boxes @param {(op: any) => void} act */
function row(scene, { id, title, minutes }, boxes, act) {
  // Built anew when minutes change: the one in hand stays.
  const box = boxes.get(id) ?? el("input", { type: "checkbox" });
  if (!boxes.has(id)) box.addEventListener("change", () => act({ op: "skip", step: id, on: !box.checked }));
  boxes.set(id, box);
  const length = el("span", { class: "sub" }, scene.say("minutes-short", { count: minutes }));
  return el("li", {}, el("label", { class: "check" }, box, el("span", {}, title), length));
}

/** When the hour ends now, in a sentence. @param {Scene} scene */
function ending(scene) {
  const { hour, steps } = scene.session.workshop;
  const now = scene.session.clock?.now() ?? null;
  if (now === null) return "";
  const late = minutesBehind(behind(hour, steps, now));
  const time = dayTime(expectedEnd(hour, steps, now), scene.page.language);
  const word = late > 0 ? "skip-late" : late < 0 ? "skip-early" : "skip-on-time";
  return scene.say(word, { time, count: Math.abs(late) });
}
