// The map: importance upwards, evidence to the right; a point for each assumption, moved by dragging or by arrow keys.

import { assumptions } from "../canvas/core/coherence.js";
import { el, hidden, icon } from "../canvas/view/dom.js";
import { labels, quadrant, spread } from "./places.js";

/** @typedef {import("./main.js").Desk} Desk */
/** @typedef {import("../canvas/core/canvas.js").Assumption} Assumption */
/** @typedef {{importance: number, evidence: number}} Place */

const RADIUS = 14;
const APART = 30; // from the middle of one point to the next, in CSS pixels
const SLOP = 5; // a press that moves less is a press
const REST = 400; // milliseconds after the last arrow key until the move is one edit

/** @type {Record<string, [number, number]>} */
const KEYS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

/** @param {number} value */
const bounded = (value) => Math.max(0, Math.min(100, Math.round(value)));

export class MapView {
  #desk;
  #plane;
  #list = el("ul", { class: "dots" });
  /** @type {Map<string, HTMLElement>} */
  #points = new Map();
  /** Where points are held, and not yet an edit; only the directions in which they went. @type {Map<string, Partial<Place>>} */
  #held = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {{id: string, from: {x: number, y: number}, start: Place, moved: boolean} | null} */
  #drag = null;

  /** @param {Desk} desk @param {HTMLElement} plane */
  constructor(desk, plane) {
    this.#desk = desk;
    this.#plane = plane;
    plane.append(this.#list);
    new ResizeObserver(() => this.draw()).observe(this.#list);
    this.#list.addEventListener("pointerdown", (event) => this.#down(event));
    this.#list.addEventListener("pointermove", (event) => this.#move(event));
    this.#list.addEventListener("pointerup", () => this.#drop());
    this.#list.addEventListener("pointercancel", () => this.#cancel());
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("focusout", () => this.settle());
    addEventListener("pagehide", () => this.settle());
  }

  /** Where an assumption stands, as far as this page knows. @param {Assumption} one @returns {Place} */
  place({ id, importance, evidence }) {
    return { importance, evidence, ...this.#held.get(id) };
  }

  draw() {
    const { scene, ranks, chosen } = this.#desk;
    const [width, height] = [this.#list.clientWidth, this.#list.clientHeight];
    if (!width) return;
    const all = assumptions(scene.canvas);
    const on = all.map((one) => {
      const { importance, evidence } = this.place(one);
      return { id: one.id, one, x: (evidence / 100) * width, y: (1 - importance / 100) * height };
    });
    const dragged = this.#drag?.moved ? this.#drag.id : null;
    const placed = spread(
      on.filter(({ id }) => id !== dragged),
      { width, height },
      APART,
    );
    const order = [...on].sort((a, b) => (ranks.get(a.id) ?? Infinity) - (ranks.get(b.id) ?? Infinity));
    const texts = order.map(({ id, one, x, y }) => ({ id, text: one.statement, ...(placed.get(id) ?? { x, y }) }));
    const sides = labels(texts, { width, height }, RADIUS);
    for (const [id, point] of this.#points)
      if (!on.some((one) => one.id === id)) {
        point.parentElement?.remove();
        this.#points.delete(id);
      }
    for (const { id, one, x, y } of on) {
      const { x: left, y: top } = placed.get(id) ?? { x, y };
      const item = this.#item(one);
      item.style.left = `${left}px`;
      item.style.top = `${top}px`;
      this.#look(one, sides.get(id), chosen === id, dragged === id);
    }
    this.#inOrder(order.map(({ id }) => id));
    this.#plane.classList.toggle("is-empty", !on.length);
  }

  /** The points in the order of what to test first, for who goes from one to the next. @param {string[]} ids */
  #inOrder(ids) {
    if (this.#drag) return; // an element that is put elsewhere loses the pointer
    const now = [...this.#list.children];
    const wanted = ids.map((id) => /** @type {HTMLElement} */ (this.#points.get(id)?.parentElement));
    if (wanted.every((item, index) => now[index] === item)) return;
    const focus = document.activeElement;
    this.#list.append(...wanted);
    if (focus instanceof HTMLElement && this.#list.contains(focus)) focus.focus({ preventScroll: true });
  }

  /** @param {Assumption} one */
  #item(one) {
    const there = this.#points.get(one.id)?.parentElement;
    if (there) return there;
    const point = el("button", { type: "button", class: "point", "data-id": one.id });
    point.addEventListener("click", () => this.#desk.choose(one.id, point));
    this.#points.set(one.id, point);
    const item = el("li", {}, point);
    this.#list.append(item);
    return item;
  }

  /** @param {Assumption} one @param {{side: string, lines: number} | undefined} label @param {boolean} chosen @param {boolean} dragged */
  #look(one, label, chosen, dragged) {
    const { scene, ranks } = this.#desk;
    const point = /** @type {HTMLElement} */ (this.#points.get(one.id));
    const rank = ranks.get(one.id);
    const { importance, evidence } = this.place(one);
    const status = scene.say(`assumption-${one.status}`);
    const words = scene.say("point", { statement: one.statement, status, importance, evidence });
    const field = scene.say(quadrant({ importance, evidence }));
    const said = rank ? `${rank}. ${words} ${field}` : words; // of what is decided nobody asks a test any more
    const classes = [
      "point",
      `is-${one.status}`,
      `at-${label?.side ?? "none"}`,
      label?.lines === 3 && "is-long",
      rank === 1 && "is-next",
      chosen && "is-chosen",
    ];
    const state = [said, rank, ...classes, dragged].join("|");
    if (point.dataset.drawn === state) return;
    point.dataset.drawn = state;
    point.className = [...classes, dragged && "is-held"].filter(Boolean).join(" ");
    point.setAttribute("aria-pressed", `${chosen}`);
    point.replaceChildren(
      el("span", { class: "dot", "aria-hidden": "true" }, rank ? `${rank}` : icon(one.status)),
      el("span", { class: "label", "aria-hidden": "true" }, one.statement),
      hidden(said),
    );
  }

  // By pointer

  /** @param {PointerEvent} event */
  #down(event) {
    const point = event.target instanceof Element ? event.target.closest(".point") : null;
    if (!(point instanceof HTMLElement) || event.button !== 0 || !this.#desk.scene.may("record")) return;
    const one = this.#assumption(point.dataset.id ?? "");
    if (!one) return;
    this.settle();
    const from = { x: event.clientX, y: event.clientY };
    this.#drag = { id: one.id, from, start: this.place(one), moved: false };
    point.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const drag = this.#drag;
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.from.x, event.clientY - drag.from.y];
    if (!drag.moved && Math.hypot(dx, dy) < SLOP) return;
    drag.moved = true;
    const { clientWidth: width, clientHeight: height } = this.#list;
    const { start } = drag;
    const importance = bounded(start.importance - (dy / height) * 100);
    const evidence = bounded(start.evidence + (dx / width) * 100);
    this.#held.set(drag.id, {
      ...(importance === start.importance ? {} : { importance }),
      ...(evidence === start.evidence ? {} : { evidence }),
    });
    this.#desk.moving(drag.id);
    this.draw();
  }

  #drop() {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag?.moved) return;
    // The click that follows belongs to the drag.
    const point = this.#points.get(drag.id);
    const swallow = (/** @type {Event} */ event) => event.stopImmediatePropagation();
    this.#list.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => this.#list.removeEventListener("click", swallow, { capture: true }), 0);
    point?.focus({ preventScroll: true });
    this.settle();
  }

  #cancel() {
    if (this.#drag?.moved) this.#held.delete(this.#drag.id);
    this.#drag = null;
    this.draw();
  }

  // By keys, and by the buttons of the panel

  /** @param {KeyboardEvent} event */
  #key(event) {
    const way = KEYS[event.key];
    const point = event.target instanceof Element ? event.target.closest(".point") : null;
    if (event.key === "Escape" && this.#drag) return this.#cancel();
    if (!way || !(point instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = event.shiftKey ? 1 : 5;
    this.nudge(point.dataset.id ?? "", way[0] * step, way[1] * step);
  }

  /** A little further; many soon after each other are one edit. @param {string} id @param {number} importance @param {number} evidence */
  nudge(id, importance, evidence) {
    const one = this.#assumption(id);
    if (!one || !this.#desk.scene.may("record")) return;
    for (const other of [...this.#held.keys()]) if (other !== id) this.settle();
    const now = this.place(one);
    this.#held.set(id, {
      ...this.#held.get(id),
      ...(importance ? { importance: bounded(now.importance + importance) } : {}),
      ...(evidence ? { evidence: bounded(now.evidence + evidence) } : {}),
    });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.settle(), REST);
    this.#desk.moving(id);
    this.draw();
  }

  /** Make edits of what is held: only of the direction in which it went. */
  settle() {
    if (this.#drag?.moved) return;
    clearTimeout(this.#timer);
    const held = [...this.#held];
    this.#held.clear();
    for (const [id, place] of held) {
      const one = this.#assumption(id);
      if (one) this.#desk.move(one, { importance: one.importance, evidence: one.evidence, ...place });
    }
    if (held.length) this.draw();
  }

  /** @param {string} id */
  #assumption(id) {
    return assumptions(this.#desk.scene.canvas).find((one) => one.id === id);
  }

  /** @param {string} id */
  focus(id) {
    this.#points.get(id)?.focus();
  }
}
