// The form of the board: the whole sheet, or one block at a time below 900 px, at high zoom and by choice.

/** @typedef {import("./stage.js").Stage} Stage */

const NARROW = "(max-width: 899px)";

export class Layout {
  /** The block that is in sight alone, or null when the whole sheet is. @type {string | null} */
  block = null;
  #stage;
  /** @type {import("./single.js").Single | null} */
  #single = null;
  #narrow = matchMedia(NARROW);

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    this.#narrow.addEventListener("change", () => this.fit());
  }

  get single() {
    return this.#narrow.matches || this.#stage.settings.get("single", false);
  }

  /** Down to where things may float without covering the composer, in CSS pixels from the top. */
  get floor() {
    return this.#single?.floor ?? innerHeight;
  }

  /** Take the form that fits. */
  async fit() {
    const { root } = this.#stage;
    if (this.single && !this.#single) {
      this.block = this.#start();
      root.classList.add("is-single");
      this.#stage.board.block(this.block)?.section.classList.add("is-current");
      const { Single } = await import("./single.js");
      if (this.single && !this.#single) this.#single = new Single(this.#stage);
    } else if (!this.single && root.classList.contains("is-single")) {
      this.#single?.close();
      this.#single = null;
      this.block = null;
      root.classList.remove("is-single", "is-composing");
    }
  }

  /** The block to begin with: the one in the address, else the first. */
  #start() {
    const { blocks } = this.#stage.board;
    const named = location.hash.slice(1);
    return blocks.includes(named) ? named : blocks[0];
  }

  /** Show another block, where one is shown at a time. @param {string} block */
  go(block) {
    this.#single?.go(block);
  }

  /** Begin a note: in its place on the sheet, or in the composer. @param {string} block @param {string} [placeholder] */
  begin(block, placeholder) {
    if (this.#single) this.#single.compose(block, placeholder);
    else this.#stage.editor.begin(block, { placeholder });
  }

  /** @param {import("./session.js").Change} change */
  change(change) {
    this.#single?.change(change);
  }
}
