// Reading along: what others write in private, for facilitators, in a step whose people were told so. Fetched apart from
// the canvas while the panel stands open, and kept nowhere.

import { el, icon } from "../view/dom.js";
import { openPanel } from "../view/panel.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {{id: string, block: string, text: string, by: number}} Read */

const AGAIN = 4_000; // milliseconds until the texts are read again

/** The steps whose private notes can be read. @param {Stage} stage */
export const readable = ({ scene }) =>
  scene.may("reveal") &&
  scene.session.workshop.steps.some(
    (/** @type {import("../core/schedule.js").Step} */ step) =>
      step.private && step.reading && !step.revealed && step.began !== null,
  );

/** @param {Stage} stage */
export function showReading(stage) {
  const { scene } = stage;
  openPanel(stage, "reading", scene.say("reading"), (body) => {
    const list = el("div", { class: "reading" });
    body.append(el("p", { class: "sub" }, scene.say("reading-told")), list);
    let drawn = "";
    let told = "";
    const read = async () => {
      const notes = await fetched(scene.page.urls.reading);
      const look = JSON.stringify(notes);
      if (!body.isConnected || look === drawn) return;
      drawn = look;
      const held = document.activeElement?.getAttribute("data-show");
      list.replaceChildren(...draw(stage, notes));
      if (held) again(list, held);
    };
    const timer = setInterval(() => (body.isConnected ? read() : clearInterval(timer)), AGAIN);
    const refresh = () => {
      const backs = JSON.stringify(scene.session.backs);
      if (backs !== told) read();
      told = backs;
    };
    refresh();
    return refresh;
  });
}

/** The focus stays on its note, or goes to the first one. @param {HTMLElement} list @param {string} held */
function again(list, held) {
  const next = list.querySelector(`[data-show="${held}"]`) ?? list.querySelector("[data-show]");
  const heading = list.closest(".panel")?.querySelector("h2");
  if (next instanceof HTMLElement) next.focus();
  else heading?.focus();
}

/** @param {string} address @returns {Promise<Read[]>} nothing when there is nothing to be read, or no connection */
async function fetched(address) {
  try {
    const answer = await fetch(address, { cache: "no-store", headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).notes : [];
  } catch {
    return [];
  }
}

/** @param {Stage} stage @param {Read[]} notes */
function draw(stage, notes) {
  const { scene } = stage;
  if (!notes.length) return [el("p", { class: "empty" }, scene.say("reading-none"))];
  return [...scene.blocks.keys()].flatMap((key) => {
    const here = notes.filter(({ block }) => block === key);
    const rows = el("ul", { class: "kept" }, ...here.map((note) => row(stage, note)));
    return here.length ? [el("h3", {}, scene.blockName(key)), rows] : [];
  });
}

/** @param {Stage} stage @param {Read} note */
function row({ scene, deeds }, { id, text, by }) {
  const label = `${scene.say("reading-show")}: ${scene.short(text)}`;
  const show = el("button", { type: "button", class: "btn", "data-show": id, "aria-label": label }, icon("eye"));
  show.append(scene.say("reading-show"));
  show.addEventListener("click", () => deeds.edit({ op: "reveal", notes: [id] }));
  const who = el("span", {}, by ? scene.name(by) : scene.say("reading-nameless"));
  return el(
    "li",
    {},
    el("p", { class: "said" }, text),
    el("p", { class: "why" }, who, el("span", { class: "acts" }, show)),
  );
}
