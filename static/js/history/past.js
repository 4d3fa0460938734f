// Fetches moments and frames. The past does not change, so what was fetched once is kept.

import { Canvas } from "../canvas/core/canvas.js";

/** @typedef {{n: number, canvas: any, when: string}} Moment */
/** @typedef {{n: number, at: number, fx: any[], who: Record<string, number>, when: string}} Frame */

const KEPT = 12; // moments that are kept: dragging to and fro asks for few of them again

export class Past {
  #page;
  /** @type {Map<number, Promise<Moment>>} */
  #moments = new Map();
  /** @type {Map<number, Promise<{of: number, frames: Frame[]}>>} */
  #parts = new Map();

  /** @param {any} page */
  constructor(page) {
    this.#page = page;
  }

  /** A fresh canvas of its own at a number. @param {number} number @returns {Promise<{canvas: Canvas, when: string}>} */
  async at(number) {
    const found = await this.#once(this.#moments, number, this.#page.urls.at.replace("/0/", `/${number}/`));
    while (this.#moments.size > KEPT) this.#moments.delete([...this.#moments.keys()][0]);
    return { canvas: new Canvas(this.#page.kind, structuredClone(found.canvas)), when: found.when };
  }

  /** The empty canvas. */
  nothing() {
    return new Canvas(this.#page.kind);
  }

  /** The part of the frames with this index. @param {number} part */
  frames(part) {
    const { head, part: size, urls } = this.#page;
    return this.#once(this.#parts, part, urls.lapse.replace("/0/0/", `/${head}/${part * size}/`));
  }

  /** @template T @param {Map<number, Promise<T>>} kept @param {number} key @param {string} url @returns {Promise<T>} */
  #once(kept, key, url) {
    const known = kept.get(key);
    if (known) return known;
    const asked = fetchJson(url);
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
    return asked;
  }
}

/** @param {string} url */
export async function fetchJson(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return answer.json();
}
