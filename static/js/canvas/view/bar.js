// The buttons of the top bar. What they open is fetched when it is first wanted.

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
