// Stepping back: the client in the centre, and questions that confront. Who leads can point everybody to a block from it.

import { el, icon } from "../view/dom.js";
import { openPanel } from "../view/panel.js";
import { point } from "./point.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {{block: string | null, text: string}} Question */

/** The block that says for whom all of it is: the first to be filled. @param {Stage} stage */
const clients = ({ scene }) => [...scene.blocks.keys()][0];

/** @param {Stage} stage */
export function showBack(stage) {
  const { scene } = stage;
  openPanel(stage, "back", scene.say("back"), (body) => {
    const choice = el("select", { class: "input" });
    const centre = el("label", { class: "which" }, el("span", { class: "label" }, scene.say("back-centre")), choice);
    const who = el("p", { class: "centre" });
    const questions = scene.page.questions ?? [];
    body.append(centre, who, el("ul", { class: "questions" }, ...questions.map((one) => row(stage, one))));
    const draw = () => {
      const notes = scene.canvas.list(clients(stage)).filter(({ text }) => text.trim());
      offer(stage, choice, notes);
      centre.hidden = notes.length < 2;
      const chosen = notes.find(({ id }) => id === choice.value);
      who.textContent = chosen ? chosen.text : scene.say("back-nobody");
      who.classList.toggle("is-nobody", !chosen);
    };
    choice.addEventListener("change", draw);
    draw();
    return draw;
  });
}

/** Whom one can put in the centre; who was chosen stays. @param {Stage} stage @param {HTMLSelectElement} choice @param {import("../core/canvas.js").Note[]} notes */
function offer({ scene }, choice, notes) {
  const wanted = notes.map(({ id, text }) => [id, scene.short(text)]);
  const known = [...choice.options].map(({ value, text }) => [value, text]);
  if (JSON.stringify(wanted) === JSON.stringify(known)) return;
  const now = choice.value;
  choice.replaceChildren(...wanted.map(([value, text]) => el("option", { value }, text)));
  if (wanted.some(([value]) => value === now)) choice.value = now;
}

/** @param {Stage} stage @param {Question} question */
function row(stage, { block, text }) {
  const { scene } = stage;
  const asked = el(
    "p",
    { class: "question", lang: document.querySelector("[data-part=question]")?.getAttribute("lang") },
    text,
  );
  if (!block) return el("li", {}, asked);
  const name = scene.blockName(block);
  const look = el("button", { type: "button", class: "fold" }, name);
  look.addEventListener("click", () => point(stage, block, null));
  const acts = el("p", { class: "acts" }, look);
  if (scene.may("lead")) {
    const all = el("button", { type: "button", class: "btn small" }, icon("eye"), scene.say("spotlight-set"));
    all.setAttribute("aria-label", `${scene.say("spotlight-set")}: ${name}`);
    all.addEventListener("click", () => stage.hour?.light({ block }));
    acts.append(all);
  }
  return el("li", {}, asked, acts);
}
