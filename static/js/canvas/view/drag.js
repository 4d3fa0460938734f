// Notes in the hand: they follow the pointer, a slot shows where they would land, a pause on a note stacks on it.
// Nothing is done before they are let go; Escape puts everything back.

import { stack } from "./crafts.js";
import { el } from "./dom.js";
import { landing } from "./drop.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {{block: string, after: string | null, onto: string | null}} Target */

const DWELL = 320; // milliseconds on a note before it means: stack
const EDGE = 44; // CSS pixels from a list's edge in which it scrolls
const SPEED = 12; // CSS pixels a frame, at most

export class Drag {
  #stage;
  #ids;
  #ended;
  #held;
  #slot = el("li", { class: "slot", "aria-hidden": "true" });
  #grip;
  #point;
  /** @type {Target | null} */
  #target = null;
  /** @type {{id: string, since: number} | null} */
  #pause = null;
  #stop = new AbortController();
  #frame = 0;

  /**
   * @param {Stage} stage
   * @param {string[]} ids in order; the first one is in sight
   * @param {PointerEvent} down where it was picked up
   * @param {PointerEvent} now
   * @param {() => void} ended
   */
  constructor(stage, ids, down, now, ended) {
    this.#stage = stage;
    this.#ids = ids;
    this.#ended = ended;
    const first = stage.board.idAt(down.target) ?? ids[0];
    const paper = /** @type {HTMLElement} */ (stage.board.paper(first));
    const box = paper.getBoundingClientRect();
    this.#grip = { x: down.clientX - box.left, y: down.clientY - box.top };
    this.#held = this.#lift(paper, box.width);
    this.#point = { x: now.clientX, y: now.clientY };
    for (const id of ids) stage.board.paper(id)?.classList.add("is-gone");
    stage.dragging = true;
    stage.tools.update();
    stage.scene.session.here({ block: stage.board.blockAt(paper), note: first, typing: false });
    const { signal } = this.#stop;
    document.addEventListener("pointermove", (event) => this.#move(event), { signal });
    document.addEventListener("pointerup", (event) => this.release(event), { signal });
    document.addEventListener("pointercancel", () => this.#end(false), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    addEventListener("blur", () => this.#end(false), { signal });
    this.#tick();
  }

  /** @param {HTMLElement} paper @param {number} width */
  #lift(paper, width) {
    const held = el("div", { class: `${paper.className} lit is-held`, "aria-hidden": "true" });
    held.classList.remove("is-selected", "is-open");
    held.append(
      ...[...paper.children].filter((part) => part.matches(".text, .count, .meta")).map((part) => part.cloneNode(true)),
    );
    if (this.#ids.length > 1) held.append(el("span", { class: "held-count" }, String(this.#ids.length)));
    held.style.setProperty("--w", `${width}px`);
    held.style.setProperty("--note-text", getComputedStyle(paper).getPropertyValue("--note-text"));
    this.#stage.layer.append(held);
    return held;
  }

  /** @param {PointerEvent} event */
  #move(event) {
    event.preventDefault();
    this.#point = { x: event.clientX, y: event.clientY };
  }

  /** Let go. @param {PointerEvent} event */
  release(event) {
    this.#move(event);
    this.#follow();
    this.#end(true);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#end(false);
  }

  #tick() {
    this.#frame = requestAnimationFrame(() => this.#tick());
    this.#follow();
  }

  #follow() {
    this.#held.style.setProperty("--x", `${Math.round(this.#point.x - this.#grip.x)}px`);
    this.#held.style.setProperty("--y", `${Math.round(this.#point.y - this.#grip.y)}px`);
    const under = document.elementFromPoint(this.#point.x, this.#point.y);
    const block = this.#stage.board.blockAt(under);
    if (block) this.#scroll(block);
    if (!this.#slot.contains(under)) this.#aim(this.#find(block));
  }

  /** @param {string} block */
  #scroll(block) {
    const list = this.#stage.board.block(block)?.list;
    if (!list || list.scrollHeight <= list.clientHeight) return;
    const box = list.getBoundingClientRect();
    const up = box.top + EDGE - this.#point.y;
    const down = this.#point.y - (box.bottom - EDGE);
    if (up > 0) list.scrollTop -= Math.min(SPEED, up / 3);
    else if (down > 0) list.scrollTop += Math.min(SPEED, down / 3);
  }

  /** @param {string | null} block @returns {Target | null} */
  #find(block) {
    const { board, scene } = this.#stage;
    if (!block || !scene.mayEdit(block)) return null;
    const list = /** @type {HTMLElement} */ (board.block(block)?.list);
    const papers = [...list.children].filter(
      (one) => one instanceof HTMLElement && one.dataset.note && scene.note(one.dataset.note ?? ""),
    );
    const ids = papers.map((one) => /** @type {HTMLElement} */ (one).dataset.note ?? "");
    const { index, onto } = landing(
      papers.map((one) => one.getBoundingClientRect()),
      this.#point,
    );
    const pile = onto >= 0 && !this.#ids.includes(ids[onto]) ? ids[onto] : null;
    if (pile !== this.#pause?.id) this.#pause = pile === null ? null : { id: pile, since: performance.now() };
    if (this.#pause && performance.now() - this.#pause.since > DWELL)
      return { block, after: null, onto: this.#pause.id };
    const before = ids.slice(0, index).filter((id) => !this.#ids.includes(id));
    return { block, after: before.at(-1) ?? null, onto: null };
  }

  /** Show where it would land. @param {Target | null} target */
  #aim(target) {
    const was = this.#target;
    if (was && target && was.block === target.block && was.after === target.after && was.onto === target.onto) return;
    const { board } = this.#stage;
    if (was?.block !== target?.block) {
      if (was) board.block(was.block)?.section.classList.remove("is-target");
      if (target) board.block(target.block)?.section.classList.add("is-target");
    }
    if (was?.onto) board.paper(was.onto)?.classList.remove("is-into");
    this.#target = target;
    if (!target || target.onto) this.#slot.remove();
    if (target?.onto) board.paper(target.onto)?.classList.add("is-into");
    else if (target) this.#showSlot(target);
  }

  /** @param {Target} target */
  #showSlot({ block, after }) {
    const { board } = this.#stage;
    const list = board.block(block)?.list;
    const place = after ? board.paper(after)?.nextElementSibling : list?.firstElementChild;
    // Where it came from there is a slot already.
    const near = [place, after && board.paper(after)].some(
      (one) => one instanceof HTMLElement && one.classList.contains("is-gone"),
    );
    if (near) this.#slot.remove();
    else if (place !== this.#slot) list?.insertBefore(this.#slot, place ?? null);
  }

  /** @param {boolean} dropped */
  #end(dropped) {
    this.#stop.abort();
    cancelAnimationFrame(this.#frame);
    const { board, scene, deeds } = this.#stage;
    const target = this.#target;
    this.#aim(null);
    this.#held.remove();
    for (const id of this.#ids) board.paper(id)?.classList.remove("is-gone");
    this.#stage.dragging = false;
    const ids = this.#ids.filter((id) => scene.note(id));
    if (dropped && target && ids.length) {
      if (target.onto) stack(this.#stage, ids, target.onto);
      else if (!this.#stays(ids, target)) deeds.move(ids, target.block, target.after);
    }
    this.#stage.tools.update();
    this.#ended();
  }

  /** Whether a single note would land where it already is. @param {string[]} ids @param {Target} target */
  #stays(ids, { block, after }) {
    const note = this.#stage.scene.note(ids[0]);
    if (ids.length > 1 || !note || note.under || note.block !== block) return false;
    const list = this.#stage.scene.canvas.list(block);
    return (list[list.indexOf(note) - 1]?.id ?? null) === after;
  }
}
