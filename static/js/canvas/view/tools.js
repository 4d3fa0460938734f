// The floating toolbar: comes when notes are chosen. Its module is fetched at the first choice.

/** @typedef {import("./stage.js").Stage} Stage */

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
