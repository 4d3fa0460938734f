// One note of the past on paper: to look at, not to write on. Looks like a note of the board.

import { el, hidden, icon } from "../canvas/view/dom.js";
import { initials } from "../canvas/view/people.js";

/** @typedef {import("../canvas/core/canvas.js").Note} Note */
/** @typedef {import("../canvas/core/canvas.js").Canvas} Canvas */
/**
 * @typedef {object} Around what a note's drawing takes from the page
 * @property {import("./words.js").Say} say
 * @property {Record<string, string>} names by participant's number
 * @property {Map<string, string>} tags
 * @property {number} you
 */

/** @param {string} id */
export function newPaper(id) {
  const paper = el("li", { id: `n-${id}`, "data-note": id, tabindex: -1 });
  paper.append(el("p", { class: "text" }), el("p", { class: "meta" }));
  return paper;
}

/** @param {HTMLElement} paper @param {string} selector */
const part = (paper, selector) => /** @type {HTMLElement | null} */ (paper.querySelector(`:scope > ${selector}`));

/** Draw a note in its element. @param {HTMLElement} paper @param {Note} note @param {Canvas} canvas @param {Around} around */
export function drawPaper(paper, note, canvas, around) {
  const stack = canvas.group(note.id);
  const states = ["is-open", "is-chosen", "is-appearing"].filter((state) => paper.classList.contains(state));
  paper.className = ["note", note.colour, stack.length ? "is-stack" : "", note.to ? "is-private" : "", ...states]
    .filter(Boolean)
    .join(" ");
  const text = part(paper, ".text");
  if (text && text.textContent !== note.text) text.textContent = note.text;
  part(paper, ".meta")?.replaceChildren(...marks(note, canvas, around));
  drawCount(paper, stack.length, around);
  paper.setAttribute("aria-label", nameOf(note, canvas, around));
}

/** @param {HTMLElement} paper @param {number} size @param {Around} around */
function drawCount(paper, size, { say }) {
  const line = part(paper, ".count");
  if (!size) {
    line?.remove();
    part(paper, ".inside")?.remove();
    paper.classList.remove("is-open");
    return;
  }
  const words = say("notes", { count: size + 1 });
  if (line?.firstElementChild) line.firstElementChild.textContent = words;
  else {
    const open = el("button", { class: "count", type: "button", "data-do": "open", "aria-expanded": "false" });
    open.append(el("span", {}, words), icon("down"));
    part(paper, ".text")?.after(open);
  }
  if (!part(paper, ".inside")) paper.append(el("ul", { class: "inside" }));
}

/** @param {Note} note @param {Canvas} canvas @param {Around} around */
function marks(note, canvas, { say, names, tags, you }) {
  const talk = canvas.comments(note.id).length;
  const author = names[note.by] ?? "";
  const reactions = Object.entries(note.reactions).filter(([, people]) => people.length);
  return [
    el("span", { class: "facet" }, tags.get(note.tags[0] ?? "") ?? ""),
    talk && el("span", { class: "comments" }, icon("talk"), `${talk}`, hidden(` ${say("comments", { count: talk })}`)),
    reactions.length &&
      el(
        "span",
        { class: "reactions" },
        ...reactions.map(([name, people]) =>
          el("span", { class: people.includes(you) ? "mine" : null }, icon(name), `${people.length}`),
        ),
      ),
    author && el("span", { class: "author", title: author }, initials(author)),
  ].filter((mark) => mark instanceof Node);
}

/** The note in words. @param {Note} note @param {Canvas} canvas @param {Around} around */
function nameOf(note, canvas, { say, names, tags }) {
  const stacked = canvas.group(note.id).length;
  const talk = canvas.comments(note.id).length;
  return [
    note.text || say("empty-note"),
    stacked && say("stack-of", { count: stacked + 1 }),
    ...note.tags.map((/** @type {string} */ tag) => tags.get(tag)),
    names[note.by] && say("by", { name: names[note.by] }),
    talk && `${talk} ${say("comments", { count: talk })}`,
  ]
    .filter(Boolean)
    .join(". ");
}

/** A flag with a name on a note that just came or changed. @param {HTMLElement} paper @param {string} name */
export function flag(paper, name) {
  part(paper, ".flag")?.remove();
  const shown = el("span", { class: "flag", "aria-hidden": "true" }, name);
  paper.append(shown);
  paper.classList.add("is-appearing");
  return () => {
    shown.remove();
    paper.classList.remove("is-appearing");
  };
}
