// The ink toolbar under the chosen notes. By keyboard it is one stop, with arrows between its buttons.

import { iconButton } from "./buttons.js";
import { el, icon } from "./dom.js";
import { onceAFrame } from "./frames.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** From this width on, in CSS pixels, every deed has a button. */
export const ROOMY = 560;

const GAP = 8; // CSS pixels between the note and the bar, and around the bar
/** What a tool is called, where that is not its name. @type {Record<string, string>} */
const SAID = { comments: "comment", others: "more", clear: "clear-choice" };

export class Toolbar {
  #stage;
  #bar;
  /** What the buttons were made for, to make them anew only when that changed. */
  #made = "";
  #follow = onceAFrame(() => this.#place());

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    this.#bar = el("div", { class: "bar", role: "toolbar", "aria-label": stage.scene.say("note-tools"), hidden: true });
    stage.layer.append(this.#bar);
    this.#bar.addEventListener("click", (event) => this.#click(event));
    this.#bar.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("scroll", this.#follow, { capture: true, passive: true });
    addEventListener("resize", this.#follow);
    const sizes = new ResizeObserver(this.#follow);
    for (const part of stage.root.querySelectorAll(".desk, .block.is-current, .composer")) sizes.observe(part);
  }

  /** Come, go, and stand where the notes are. */
  update() {
    const { selection, editor, scene } = this.#stage;
    const ids = selection.list();
    const shown = ids.length > 0 && (editor.id === null || selection.many) && !this.#stage.dragging;
    if (this.#bar.hidden !== !shown && !shown && this.#bar.contains(document.activeElement))
      this.#stage.board.focus(ids[0] ?? "");
    this.#bar.hidden = !shown;
    if (!shown) return;
    const notes = ids.map((id) => scene.note(id));
    const free = notes.every((note) => note && scene.mayEdit(note.block));
    const made = `${free} ${ids.length} ${notes.some((note) => note?.under)} ${scene.may("talk")} ${selection.many} ${innerWidth >= ROOMY}`;
    if (made !== this.#made) this.#draw(ids.length, free);
    this.#made = made;
    this.#follow();
  }

  focus() {
    const first = this.#bar.querySelector("button");
    if (first instanceof HTMLElement && !this.#bar.hidden) first.focus();
  }

  /** @param {number} count @param {boolean} free whether they may be changed */
  #draw(count, free) {
    const { scene, selection } = this.#stage;
    const talk = scene.may("talk") && count === 1;
    const roomy = innerWidth >= ROOMY; // where there is no room, the menu has the rest
    const tool = (/** @type {string} */ name, /** @type {string} */ sign, menu = false) =>
      iconButton(sign, scene.say(SAID[name] ?? name), {
        "data-name": name,
        tabindex: "-1",
        "aria-haspopup": menu ? "menu" : null,
      });
    const move = el(
      "button",
      { type: "button", "data-name": "move", tabindex: "-1", "aria-haspopup": "dialog" },
      icon("move"),
      el("span", {}, scene.say("move")),
    );
    const buttons = [
      (count > 1 || selection.many) && el("span", { class: "count-of" }, scene.say("chosen", { count })),
      free && count === 1 && tool("edit", "pen"),
      free && move,
      free && roomy && tool("colour", "palette", true),
      free && roomy && tool("label", "tag", true),
      free && tool("stack", "stack"),
      count === 1 && tool("comments", "talk"),
      talk && tool("react", "heart", true),
      free && roomy && tool("remove", "bin"),
      tool("others", "more", true),
      (count > 1 || selection.many) && tool("clear", "x"),
    ];
    const focused =
      document.activeElement instanceof HTMLElement && this.#bar.contains(document.activeElement)
        ? document.activeElement.dataset.name
        : null;
    this.#bar.replaceChildren(...buttons.filter((button) => button instanceof HTMLElement));
    const stop =
      this.#bar.querySelector(focused ? `[data-name="${focused}"]` : "button") ?? this.#bar.querySelector("button");
    stop?.setAttribute("tabindex", "0");
    if (focused && stop instanceof HTMLElement) stop.focus();
  }

  #place() {
    if (this.#bar.hidden) return;
    const papers = this.#stage.selection
      .list()
      .map((id) => this.#stage.board.paper(id))
      .filter((paper) => paper?.offsetParent);
    const boxes = papers.map((paper) => /** @type {HTMLElement} */ (paper).getBoundingClientRect());
    const seen = boxes.filter((box) => box.bottom > 0 && box.top < innerHeight);
    const box = seen.at(-1) ?? boxes[0];
    if (!box) return;
    const { offsetWidth: width, offsetHeight: height } = this.#bar;
    const floor = this.#stage.layout.floor;
    const below = box.bottom + GAP + height <= floor;
    const y = below ? box.bottom + GAP : Math.max(GAP, Math.min(box.top - GAP - height, floor - height - GAP));
    const x = Math.max(GAP, Math.min(box.left, innerWidth - width - GAP));
    this.#bar.style.setProperty("--x", `${Math.round(x)}px`);
    this.#bar.style.setProperty("--y", `${Math.round(y)}px`);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const name = button?.dataset.name;
    if (!button || !name) return;
    const { selection, board } = this.#stage;
    const ids = selection.list();
    if (name === "clear") {
      board.focus(ids[0]);
      selection.clear();
    } else this.#stage.run(name, ids, button);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const buttons = [...this.#bar.querySelectorAll("button")];
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = step
      ? (at + step + buttons.length) % buttons.length
      : event.key === "Home"
        ? 0
        : event.key === "End"
          ? buttons.length - 1
          : -1;
    if (event.key === "Escape") {
      const [first] = this.#stage.selection.list();
      this.#stage.board.focus(first);
    } else if (to < 0) return;
    else {
      buttons[at]?.setAttribute("tabindex", "-1");
      buttons[to].setAttribute("tabindex", "0");
      buttons[to].focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
