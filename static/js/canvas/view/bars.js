// The buttons of the top bar, and the toolbar that comes when notes are chosen. What they open is fetched when it is
// first wanted.

import { around } from "./dom.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {HTMLElement} bar @param {Stage} stage */
export function listenToBar(bar, stage) {
  bar.addEventListener("click", (event) => {
    const button = around(event.target, "[data-do]");
    if (!button) return;
    const name = button.dataset.do;
    if (name === "undo") stage.deeds.undo();
    else if (name === "redo") stage.deeds.redo();
    else if (name === "more") import("./more.js").then(({ openMore }) => openMore(stage, button));
    else if (name === "share") {
      event.preventDefault();
      import("./share.js").then(({ showShare }) => showShare(stage));
    }
  });
}

/** The floating toolbar. */
export class Tools {
  #stage;
  /** @type {import("./toolbar.js").Toolbar | null} */
  #bar = null;
  #wantsFocus = false;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
  }

  /** The choice, or where it stands, changed. */
  async update() {
    if (!this.#bar && !this.#stage.selection.size) return;
    if (!this.#bar) {
      const { Toolbar } = await import("./toolbar.js");
      this.#bar ??= new Toolbar(this.#stage);
    }
    this.#bar.update();
    if (this.#wantsFocus) this.#bar.focus();
    this.#wantsFocus = false;
  }

  /** Go to the first button. */
  focus() {
    if (this.#bar) this.#bar.focus();
    else this.#wantsFocus = true;
  }
}
