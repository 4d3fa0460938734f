// The result of a vote: the notes in the order of their dots, beside the sheet. Earlier votes can be chosen.

import { el, hidden } from "../view/dom.js";
import { openPanel } from "../view/panel.js";
import { point } from "./point.js";
import { ranked, tallies } from "./ranking.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {ReturnType<typeof tallies>[number]} Tally */

/** @param {Stage} stage @param {() => void} outcomes opens what one does with it */
export function showResults(stage, outcomes) {
  const { scene } = stage;
  openPanel(stage, "results", scene.say("results"), (body, panel) => {
    const choice = el("select", { class: "input" });
    const which = el("label", { class: "which" }, el("span", { class: "label" }, scene.say("results-which")), choice);
    const list = el("div", { class: "results" });
    body.append(which, list);
    const on = el("button", { type: "button", class: "btn" }, scene.say("outcomes"));
    on.addEventListener("click", outcomes);
    panel.append(el("footer", {}, on));
    let drawn = "";
    const draw = () => {
      const all = tallies(scene.canvas.ballots, scene.session.workshop.steps);
      choose(choice, all);
      which.hidden = all.length < 2;
      const tally = all.find(({ step }) => step === choice.value);
      const rows = tally ? rowsOf(stage, tally) : [];
      const look = JSON.stringify([tally?.title, rows]);
      if (look !== drawn) list.replaceChildren(...drawRows(stage, tally, rows));
      drawn = look;
    };
    choice.addEventListener("change", draw);
    draw();
    return draw;
  });
}

/** Offer these votes; the chosen one stays chosen until another is counted. @param {HTMLSelectElement} choice @param {Tally[]} all */
function choose(choice, all) {
  const known = [...choice.options].map(({ value, text }) => [value, text]);
  const offered = all.map(({ step, title }) => [step, title]);
  if (JSON.stringify(known) === JSON.stringify(offered)) return;
  choice.replaceChildren(...offered.map(([value, title]) => el("option", { value }, title)));
}

/** @param {Stage} stage @param {Tally} tally */
function rowsOf({ scene }, { totals }) {
  const standing = [...scene.blocks.keys()].flatMap((key) => scene.canvas.list(key).map(({ id }) => id));
  return ranked(totals, standing).map((row) => {
    const note = scene.canvas.notes.get(row.id);
    return { ...row, text: note?.text ?? "", block: note?.block ?? "", gone: !note || note.removed };
  });
}

/** @param {Stage} stage @param {Tally | undefined} tally @param {ReturnType<typeof rowsOf>} rows */
function drawRows(stage, tally, rows) {
  const { scene } = stage;
  if (!tally || !rows.length) return [el("p", { class: "empty" }, scene.say("results-none"))];
  const dots = rows.reduce((sum, row) => sum + row.dots, 0);
  const sum = el("p", { class: "sub" }, scene.say("results-sum", { count: dots }));
  return [sum, el("ol", { class: "ranking" }, ...rows.map((row) => drawRow(stage, row, rows[0].dots)))];
}

/** @param {Stage} stage @param {ReturnType<typeof rowsOf>[number]} row @param {number} most */
function drawRow(stage, { id, dots, place, text, block, gone }, most) {
  const { scene, board } = stage;
  const words = scene.short(text);
  const link = gone ? el("span", { class: "gone" }, words) : el("a", { href: `#n-${id}` }, words);
  link.addEventListener("click", (event) => {
    if (gone) return;
    event.preventDefault();
    point(stage, block, id);
    board.focus(id);
  });
  const bar = el("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", `${(100 * dots) / most}%`);
  return el(
    "li",
    { class: place === 1 ? "first" : "" },
    el("span", { class: "place" }, hidden(scene.say("results-place", { place })), visible(place)),
    el("span", { class: "what" }, link, el("span", { class: "sub" }, gone ? scene.say("bin") : scene.blockName(block))),
    el("span", { class: "dots" }, String(dots), hidden(` ${scene.say("votes-word", { count: dots })}`)),
    bar,
  );
}

/** @param {number} place */
const visible = (place) => el("span", { "aria-hidden": "true" }, String(place));
