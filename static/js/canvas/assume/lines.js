// Quiet lines between linked notes: for the note that is pointed at, focused or chosen, or all of them when asked. They
// lie over the sheet with the notes cut out, so that they pass behind them; nothing can be pressed through them.

import { fallen, links } from "../core/coherence.js";
import { onceAFrame } from "../view/frames.js";

/** @typedef {import("../view/stage.js").Stage} Stage */

const SVG = "http://www.w3.org/2000/svg";
const EVENTS = ["pointerover", "pointerleave", "focusin", "focusout", "click", "keyup"];

/** @param {string} tag @param {Record<string, string | number>} attributes */
function svg(tag, attributes = {}) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

export class Lines {
  #stage;
  #layer = svg("svg", { class: "links", "aria-hidden": "true" });
  #pointed = "";
  follow = onceAFrame(() => this.#draw());

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    const { sheet } = stage.board;
    sheet.append(this.#layer);
    for (const name of EVENTS)
      sheet.addEventListener(name, (event) => {
        if (name === "pointerover") this.#pointed = stage.board.idAt(event.target) ?? "";
        if (name === "pointerleave") this.#pointed = "";
        if (stage.scene.canvas.items.link.size) this.follow();
      });
    addEventListener("scroll", () => stage.scene.canvas.items.link.size && this.follow(), {
      capture: true,
      passive: true,
    });
    addEventListener("resize", this.follow);
  }

  #draw() {
    const { scene, board, selection, settings } = this.#stage;
    const focused = board.idAt(document.activeElement);
    const near = new Set([this.#pointed, focused, ...selection.list()]);
    const all = settings.get("links", false);
    const wanted = links(scene.canvas).filter((one) => all || near.has(one.note) || near.has(one.other));
    const boxes = this.#boxes();
    const fell = wanted.length ? fallen(scene.canvas) : new Map();
    const drawn = wanted.flatMap((one) => {
      const [from, to] = [boxes.get(one.note), boxes.get(one.other)];
      if (!from || !to) return [];
      const lit = near.has(one.note) || near.has(one.other);
      return line(from, to, `${lit ? "is-near" : ""} ${fell.has(one.note) ? "is-fallen" : ""}`);
    });
    this.#layer.replaceChildren(...(drawn.length ? [cutOut(boxes), group(drawn)] : []));
  }

  /** Where each note in sight stands, from the sheet's corner. @returns {Map<string, DOMRect>} */
  #boxes() {
    const { board } = this.#stage;
    const sheet = board.sheet.getBoundingClientRect();
    const found = new Map();
    for (const key of board.blocks) {
      const list = board.block(key)?.list;
      const window = list?.getBoundingClientRect();
      for (const id of window ? board.shown(key) : []) {
        const box = /** @type {HTMLElement} */ (board.paper(id)).getBoundingClientRect();
        if (window && box.bottom > window.top && box.top < window.bottom)
          found.set(id, new DOMRect(box.x - sheet.x, box.y - sheet.y, box.width, box.height));
      }
    }
    return found;
  }
}

/** Lines pass behind the notes; the dot that says which end rests on the other lies on the note's edge. @param {Element[]} drawn */
function group(drawn) {
  const made = svg("g");
  const behind = svg("g", { mask: "url(#links-mask)" });
  behind.append(...drawn.filter((one) => one.tagName === "path"));
  made.append(behind, ...drawn.filter((one) => one.tagName !== "path"));
  return made;
}

/** Everything but the notes. @param {Map<string, DOMRect>} boxes */
function cutOut(boxes) {
  const mask = svg("mask", {
    id: "links-mask",
    maskUnits: "userSpaceOnUse",
    x: -20,
    y: -20,
    width: 9999,
    height: 9999,
  });
  mask.append(svg("rect", { x: -20, y: -20, width: 9999, height: 9999, fill: "white" }));
  for (const { x, y, width, height } of boxes.values())
    mask.append(svg("rect", { x, y, width, height, rx: 3, fill: "black" }));
  return mask;
}

/** @param {DOMRect} from @param {DOMRect} to @param {string} look */
function line(from, to, look) {
  const [a, b] = [from, to].map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
  const bend = Math.min(60, Math.hypot(b.x - a.x, b.y - a.y) / 6);
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 - bend };
  const end = edge(to, middle);
  return [
    svg("path", { class: look, d: `M${a.x} ${a.y}Q${middle.x} ${middle.y} ${b.x} ${b.y}` }),
    svg("circle", { class: look, cx: end.x, cy: end.y, r: 4 }),
  ];
}

/** Where a line from `point` to the middle of a box meets its edge. @param {DOMRect} box @param {{x: number, y: number}} point */
function edge(box, point) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const [dx, dy] = [point.x - x, point.y - y];
  const scale = Math.min(box.width / 2 / Math.abs(dx || 1e-6), box.height / 2 / Math.abs(dy || 1e-6), 1);
  return { x: x + dx * scale, y: y + dy * scale };
}
