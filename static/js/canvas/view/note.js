// One note on paper: its text, one row of marks, and what it is called by screen readers. The server draws the same
// (templates/workshops/_board_note.html); a note is drawn here only after it changed.

import { el, hidden, icon } from "./dom.js";
import { initials } from "./people.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../core/canvas.js").Note} Note */

/**
 * @typedef {object} Look what is not in the note itself
 * @property {boolean} selected
 * @property {boolean} offline whether there is no connection
 */

/** An element for a note, still empty. @param {string} id */
export function newNote(id) {
  const text = el("p", { class: "text" });
  return el("li", { class: "note", id: `n-${id}`, "data-note": id, tabindex: -1 }, text, el("p", { class: "meta" }));
}

/** @param {HTMLElement} paper @param {string} part */
const part = (paper, part) => /** @type {HTMLElement | null} */ (paper.querySelector(`:scope > ${part}`));

/**
 * Draw a note in its element; what others or the editor put there stays.
 * @param {HTMLElement} paper
 * @param {Note} note
 * @param {Scene} scene
 * @param {Look} look
 */
export function drawNote(paper, note, scene, look) {
  const { colours } = scene.page;
  const waits = look.offline && note.waiting;
  paper.classList.remove(...colours.filter((colour) => colour !== note.colour));
  paper.classList.add(note.colour);
  paper.classList.toggle("is-waiting", waits);
  paper.classList.toggle("is-private", Boolean(note.to));
  paper.classList.toggle("is-fixed", Boolean(note.locked));
  const text = part(paper, ".text");
  if (text && text.textContent !== note.text) text.textContent = note.text;
  const line = part(paper, ".meta:not(.writing)");
  const fresh = el("p", { class: "meta" }, ...(waits ? waitingMarks(scene) : marks(note, scene)));
  // A mark may be a button that somebody is just pressing: the same marks stay.
  if (line && !line.isEqualNode(fresh)) line.replaceChildren(...fresh.childNodes);
  drawStack(paper, note, scene);
  drawName(paper, note, scene, look);
}

/** @param {HTMLElement} paper @param {Note} note @param {Scene} scene @param {Look} look */
export function drawName(paper, note, scene, look) {
  paper.classList.toggle("is-selected", look.selected);
  paper.setAttribute("aria-label", nameOf(note, scene, look));
}

/**
 * The line that says how many notes a stack has, and opens it; and the list they stand in.
 * @param {HTMLElement} paper @param {Note} note @param {Scene} scene
 */
function drawStack(paper, note, scene) {
  const size = scene.canvas.group(note.id).length;
  const line = part(paper, ".count");
  paper.classList.toggle("is-stack", size > 0);
  if (!size) {
    paper.classList.remove("is-open");
    line?.remove();
    part(paper, ".inside")?.remove();
    return;
  }
  const words = scene.say("notes", { count: size + 1 });
  if (line?.firstElementChild) line.firstElementChild.textContent = words;
  else {
    const open = el("button", { class: "count", type: "button", "data-do": "open", "aria-expanded": "false" });
    open.append(el("span", {}, words), icon("down"));
    part(paper, ".text")?.after(open);
  }
  if (!part(paper, ".inside")) paper.append(el("ul", { class: "inside" }));
}

/** @param {Scene} scene */
function waitingMarks(scene) {
  return [el("span", { class: "say" }, icon("offline"), scene.say("kept-here"))];
}

/** @param {Note} note @param {Scene} scene */
function marks(note, scene) {
  const comments = scene.canvas.comments(note.id).length;
  const author = scene.name(note.by);
  const reactions = Object.entries(note.reactions).filter(([, people]) => people.length);
  return [
    el("span", { class: "facet" }, scene.tagName(note.tags[0] ?? "")),
    note.locked ? el("span", { class: "fixed" }, icon("lock"), hidden(scene.say("locked-note"))) : "",
    comments
      ? el(
          "span",
          { class: "comments" },
          icon("talk"),
          `${comments}`,
          hidden(` ${scene.say("comments", { count: comments })}`),
        )
      : "",
    reactions.length ? el("span", { class: "reactions" }, ...reactions.map((one) => reaction(one, scene))) : "",
    ...scene.marks.map((mark) => mark(note)),
    author ? el("span", { class: "author", title: author }, initials(author)) : "",
  ].filter((mark) => mark !== "");
}

/** @param {[string, number[]]} reaction @param {Scene} scene */
function reaction([name, people], scene) {
  return el("span", { class: people.includes(scene.me) ? "mine" : null }, icon(name), `${people.length}`);
}

/** The note in words: text, labels, author, what was said of it. @param {Note} note @param {Scene} scene @param {Look} look */
function nameOf(note, scene, look) {
  const comments = scene.canvas.comments(note.id).length;
  const stacked = scene.canvas.group(note.id).length;
  const reactions = Object.entries(note.reactions).filter(([, people]) => people.length);
  return [
    look.selected && scene.say("selected"),
    note.text || scene.say("empty-note"),
    stacked && scene.say("stack-of", { count: stacked + 1 }),
    ...note.tags.map((tag) => scene.tagName(tag)),
    note.by && scene.say("by", { name: scene.name(note.by) }),
    ...scene.said.map((say) => say(note)),
    comments && scene.say("with-comments", { count: comments }),
    ...reactions.map(([name, people]) => `${scene.say(name)} ${people.length}`),
    look.offline && note.waiting && scene.say("kept-here"),
  ]
    .filter(Boolean)
    .join(". ");
}
