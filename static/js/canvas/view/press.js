// A pointer that is down on a note: a click, a long press that chooses, or the beginning of a drag.

import { around, isField } from "./dom.js";

/** @typedef {import("./stage.js").Stage} Stage */

const FAR = 6; // CSS pixels before a press becomes a drag
const LONG = 420; // milliseconds of a long press

export class Press {
  #stage;
  /** The last pointer was a finger. */
  touched = false;
  /** Whether a finger has held on long enough to pick up. */
  holding = false;
  #ended = false;
  /** @type {AbortController | null} */
  #watch = null;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
  }

  /** The click that ends a drag or a long press is none. @param {MouseEvent} event */
  clicked(event) {
    const ended = this.#ended;
    this.#ended = false;
    if (ended) event.preventDefault();
    return ended;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const { board, scene, selection } = this.#stage;
    this.touched = event.pointerType === "touch";
    this.#ended = false;
    const id = board.idAt(event.target);
    if (!event.isPrimary || event.button !== 0 || isField(event.target) || around(event.target, "button")) return;
    const note = id && scene.note(id);
    if (!note) return;
    const ids = selection.has(note.id) ? selection.list() : [note.id];
    const watch = new AbortController();
    this.#watch?.abort();
    this.#watch = watch;
    const timer = this.touched ? setTimeout(() => this.#held(note.id), LONG) : undefined;
    watch.signal.addEventListener("abort", () => clearTimeout(timer));
    const { signal } = watch;
    document.addEventListener("pointermove", (move) => this.#moved(event, move, ids), { signal });
    document.addEventListener("pointerup", () => this.#up(), { signal });
    document.addEventListener("pointercancel", () => this.#up(), { signal });
  }

  /** @param {string} id */
  #held(id) {
    const { selection } = this.#stage;
    this.holding = true;
    this.#ended = true;
    if (!selection.has(id)) selection.toggle(id);
    selection.many = true;
  }

  /** @param {PointerEvent} down @param {PointerEvent} move @param {string[]} ids */
  #moved(down, move, ids) {
    if (move.pointerId !== down.pointerId || Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) < FAR)
      return;
    if (this.touched && !this.holding) return this.#up();
    this.#watch?.abort();
    const { scene } = this.#stage;
    const movable = ids.filter((id) => scene.mayEdit(scene.note(id)?.block ?? ""));
    if (!movable.length || this.#stage.editor.id === ids[0]) return;
    this.#ended = true;
    this.#drag(movable, down, move);
  }

  /** @param {string[]} ids @param {PointerEvent} down @param {PointerEvent} move */
  async #drag(ids, down, move) {
    // What happens while the module is on its way is made up for afterwards.
    let last = move;
    let released = false;
    const waiting = new AbortController();
    const { signal } = waiting;
    document.addEventListener("pointermove", (event) => (last = event), { signal });
    document.addEventListener("pointerup", (event) => ([last, released] = [event, true]), { signal });
    const { Drag } = await import("./drag.js");
    waiting.abort();
    const drag = new Drag(this.#stage, ids, down, last, () => (this.holding = false));
    if (released) drag.release(last);
  }

  #up() {
    this.holding = false;
    this.#watch?.abort();
  }
}
