// One block at a time: the small canvas to go from block to block, arrows, and a composer at the foot.

import { iconButton } from "./buttons.js";
import { Composer } from "./composer.js";
import { el, icon } from "./dom.js";

/** @typedef {import("./stage.js").Stage} Stage */

export class Single {
  #stage;
  #map;
  #previous;
  #next;
  #composer;

  /** @param {Stage} stage */
  constructor(stage) {
    const { scene, root } = stage;
    this.#stage = stage;
    this.#map = el("nav", { class: "map", "aria-label": scene.say("blocks") });
    this.#map.append(
      el(
        "ul",
        { class: "grid-classic" },
        ...scene.page.kind.blocks.map((block) => el("li", { "data-area": block.area }, this.#cell(block))),
      ),
    );
    this.#previous = iconButton("left", scene.say("previous"), { class: "icon step-back" });
    this.#next = iconButton("right", scene.say("next"), { class: "icon step-on" });
    this.#previous.addEventListener("click", () => this.#step(-1));
    this.#next.addEventListener("click", () => this.#step(1));
    root.querySelector(".desk")?.before(this.#map);
    this.#composer = new Composer(stage);
    this.go(stage.layout.block ?? stage.board.blocks[0]);
  }

  /** Where the composer begins, from the top. */
  get floor() {
    return this.#composer.top;
  }

  /** @param {import("./page.js").KindBlock} block */
  #cell(block) {
    const button = el("button", { type: "button", "data-key": block.key, title: block.name });
    button.addEventListener("click", () => this.go(block.key));
    return button;
  }

  /** @param {string} key */
  go(key) {
    const { board, layout, editor, selection, scene } = this.#stage;
    if (layout.block !== key) {
      editor.close();
      selection.clear();
    }
    layout.block = key;
    for (const block of board.blocks) board.block(block)?.section.classList.toggle("is-current", block === key);
    const header = board.block(key)?.section.querySelector("header");
    header?.prepend(this.#previous);
    header?.append(this.#next);
    this.#composer.at(key);
    this.#draw();
    scene.session.here({ block: key, note: null, typing: false });
  }

  /** @param {number} step */
  #step(step) {
    const { blocks } = this.#stage.board;
    const at = blocks.indexOf(this.#stage.layout.block ?? "") + step;
    this.go(blocks[(at + blocks.length) % blocks.length]);
    this.#stage.announcer?.say(this.#stage.scene.blockName(this.#stage.layout.block ?? ""));
  }

  #draw() {
    const { scene, layout } = this.#stage;
    for (const button of this.#map.querySelectorAll("button")) {
      const key = button.dataset.key ?? "";
      const count = scene.canvas.size(key);
      button.setAttribute("aria-label", `${scene.blockName(key)}, ${scene.say("notes", { count })}`);
      button.replaceChildren(el("b", {}, String(count)), scene.canvas.block(key).locked ? icon("lock") : "");
      if (key === layout.block) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** @param {string} block @param {string} [placeholder] */
  compose(block, placeholder) {
    this.go(block);
    this.#composer.focus(placeholder);
  }

  /** @param {import("./session.js").Change} change */
  change(change) {
    this.#draw();
    this.#composer.change(change);
  }

  close() {
    this.#map.remove();
    this.#previous.remove();
    this.#next.remove();
    this.#composer.close();
    for (const block of this.#stage.board.blocks)
      this.#stage.board.block(block)?.section.classList.remove("is-current");
  }
}
