// The panel that stands beside the sheet: comments, the bin, people; one at a time. See panel.js for how one is made.

/** @typedef {{name: string, element: HTMLElement, refresh: () => void, back: Element | null}} Open */

export class Panels {
  /** @type {Open | null} */
  open = null;

  /** The name of the panel that stands open. */
  get name() {
    return this.open?.name ?? null;
  }

  /** Draw it again; what had the focus keeps it, or what stands in its place. */
  refresh() {
    const { open } = this;
    if (!open) return;
    const stops = () => [...open.element.querySelectorAll("button, a, summary, textarea")];
    const at = document.activeElement ? stops().indexOf(document.activeElement) : -1;
    open.refresh();
    const left = stops();
    const stop = left[Math.min(at, left.length - 1)];
    if (at >= 0 && stop instanceof HTMLElement && !open.element.contains(document.activeElement)) stop.focus();
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
