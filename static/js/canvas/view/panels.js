// The panel that stands beside the sheet: comments, the bin, people; one at a time. See panel.js for how one is made.

/** @typedef {{name: string, element: HTMLElement, refresh: () => void, back: Element | null}} Open */

export class Panels {
  /** @type {Open | null} */
  open = null;

  /** The name of the panel that stands open. */
  get name() {
    return this.open?.name ?? null;
  }

  refresh() {
    this.open?.refresh();
  }

  /** @param {{focus?: boolean}} [how] whether the focus goes back to where it came from */
  close({ focus = true } = {}) {
    const { open } = this;
    if (!open) return;
    this.open = null;
    open.element.parentElement?.classList.remove("has-panel");
    open.element.remove();
    if (focus && open.back instanceof HTMLElement && open.back.isConnected) open.back.focus();
  }
}
