// The place beside the sheet where one panel at a time stands: comments, the bin, people.

import { el, iconButton } from "./dom.js";

/** @typedef {{name: string, element: HTMLElement, body: HTMLElement, refresh: () => void, back: Element | null}} Open */

export class Panels {
  #root;
  #closeLabel;
  /** @type {Open | null} */
  #open = null;

  /** @param {HTMLElement} root the page, `.live` @param {string} closeLabel */
  constructor(root, closeLabel) {
    this.#root = root;
    this.#closeLabel = closeLabel;
  }

  /** The name of the panel that stands open. */
  get name() {
    return this.#open?.name ?? null;
  }

  /**
   * @param {string} name
   * @param {string} title
   * @param {(body: HTMLElement, panel: HTMLElement) => () => void} fill draws it; gives what draws it again
   */
  open(name, title, fill) {
    const back = this.#open?.back ?? document.activeElement;
    this.close({ focus: false });
    const close = iconButton("x", this.#closeLabel, { class: "icon" });
    const body = el("div", { class: "body all-lit" });
    const heading = el("h2", { id: "panel-title", tabindex: -1 }, title);
    const element = el("aside", { class: "panel", "aria-labelledby": "panel-title" }, el("header", {}, heading, close), body);
    close.addEventListener("click", () => this.close());
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.close();
    });
    const desk = this.#root.querySelector(".desk");
    desk?.append(element);
    desk?.classList.add("has-panel");
    this.#open = { name, element, body, back, refresh: () => {} };
    this.#open.refresh = fill(body, element);
    if (!element.contains(document.activeElement)) heading.focus();
  }

  refresh() {
    this.#open?.refresh();
  }

  /** @param {{focus?: boolean}} [how] */
  close({ focus = true } = {}) {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    open.element.remove();
    this.#root.querySelector(".desk")?.classList.remove("has-panel");
    if (focus && open.back instanceof HTMLElement && open.back.isConnected) open.back.focus();
  }
}
