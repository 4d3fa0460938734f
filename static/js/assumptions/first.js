// What to test first, said plainly.

import { level } from "../canvas/assume/forms.js";
import { day } from "../canvas/assume/opening.js";
import { experimentsOf, testFirst } from "../canvas/core/coherence.js";
import { el, icon } from "../canvas/view/dom.js";
import { askAssumption } from "./adding.js";

/** @typedef {import("./main.js").Desk} Desk */
/** @typedef {import("../canvas/core/canvas.js").Assumption} Assumption */

const SHOWN = 5;

/** @param {Desk} desk @param {HTMLElement} place */
export function drawFirst(desk, place) {
  const { scene, choose } = desk;
  const order = testFirst(scene.canvas);
  const any = [...scene.canvas.items.assumption.values()].some((one) => !one.removed && scene.note(one.note));
  const rows = order.slice(0, SHOWN).map((one) => row(one));
  const rest = order.length - rows.length;
  const begin = el(
    "button",
    { type: "button", class: "btn begin-assumption", "data-id": "new" },
    icon("plus"),
    scene.say("assumption-add"),
  );
  begin.addEventListener("click", () => askAssumption(desk));
  const notes = [...scene.canvas.notes.values()].some((note) => !note.removed);
  place.replaceChildren(
    rows.length
      ? el("ol", { class: "firsts" }, ...rows)
      : el("p", { class: "calm" }, scene.say(any ? "first-done" : "first-none")),
    rest > 0 ? el("p", { class: "sub" }, scene.say("first-more", { count: rest })) : "",
    notes && scene.may("record") ? begin : "",
  );

  /** @param {Assumption} one */
  function row(one) {
    const go = el("button", { type: "button", class: "go", "data-id": one.id }, one.statement);
    go.addEventListener("click", () => choose(one.id, go));
    const why = scene.say("first-why", {
      importance: scene.say(level("importance", one.importance)),
      evidence: scene.say(level("evidence", one.evidence)),
    });
    return el("li", {}, go, el("p", { class: "why" }, why), planned(one));
  }

  /** @param {Assumption} one */
  function planned(one) {
    const next = experimentsOf(scene.canvas, one.id).find(({ verdict }) => !verdict || verdict === "unclear");
    if (!next) return el("p", { class: "sub" }, scene.say("first-untested"));
    const name = scene.page.starters.find(({ key }) => key === next.starter)?.name ?? scene.say("experiment");
    const late = next.due && next.due < new Date().toLocaleDateString("sv");
    const when =
      next.due && scene.say(late ? "experiment-late" : "experiment-by", { date: day(scene, next.due) ?? "" });
    return el("p", { class: late ? "sub is-late" : "sub" }, [name, when, next.owner].filter(Boolean).join(", "));
  }
}
