// A block with more notes than fit says at its foot how many more there are.

import { el, icon } from "./dom.js";
import { onceAFrame } from "./frames.js";

export class Overflow {
  #board;
  update = onceAFrame(() => this.#measure());

  /** @param {import("./board.js").Board} board */
  constructor(board) {
    this.#board = board;
    const sizes = new ResizeObserver(this.update);
    for (const key of board.blocks) {
      const list = board.block(key)?.list;
      if (!list) continue;
      sizes.observe(list);
      list.addEventListener("scroll", this.update, { passive: true });
    }
  }

  #measure() {
    // First everything is read, then everything written, so that the page is laid out once.
    const below = this.#board.blocks.map((key) => this.#below(key));
    for (const [index, key] of this.#board.blocks.entries()) this.#show(key, below[index]);
  }

  /** How many notes of a block stand wholly or partly below what is in sight. @param {string} key */
  #below(key) {
    const list = this.#board.block(key)?.list;
    if (!list || list.scrollHeight <= list.clientHeight + 4) return 0;
    const edge = list.getBoundingClientRect().bottom;
    let count = 0;
    for (let paper = list.lastElementChild; paper; paper = paper.previousElementSibling) {
      if (paper.getBoundingClientRect().bottom <= edge + 2) break;
      count += 1;
    }
    return count;
  }

  /** @param {string} key @param {number} count */
  #show(key, count) {
    const { section, list } = this.#board.block(key) ?? {};
    const foot = section?.querySelector(":scope > .rest");
    if (!count) return foot?.remove();
    const words = this.#board.scene.say("more-notes", { count });
    if (foot) {
      if (foot.firstChild?.textContent !== words) foot.firstChild?.replaceWith(words);
      return;
    }
    const more = el("button", { class: "rest", type: "button", tabindex: -1 }, words, icon("down"));
    more.addEventListener("click", (event) => {
      event.stopPropagation();
      list?.scrollBy({
        top: list.clientHeight * 0.8,
        behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
      });
    });
    section?.append(more);
  }
}
