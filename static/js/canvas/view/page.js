// What the server put into the page: the canvas, who you are, the kind, the words and the addresses.

/**
 * @typedef {object} KindBlock
 * @property {string} key
 * @property {string} area its place in the grid
 * @property {string} name
 * @property {string} question
 * @property {{key: string, name: string, values: {key: string, name: string}[]}[]} facets
 */

/**
 * @typedef {object} Page
 * @property {{key: string, blocks: KindBlock[]}} kind in one language; the blocks in fill order
 * @property {{who: number, role: string}} you
 * @property {any} workshop as in P22
 * @property {string} team id
 * @property {string[]} colours
 * @property {string[]} reactions
 * @property {{note: number, comment: number}} limits
 * @property {{block: string | null, text: string}[]} questions of a step back, where there is one
 * @property {Record<string, string>[]} starters for experiments: key, name, fits, method, metric, threshold
 * @property {string} language
 * @property {Record<string, string>} urls
 */

/** @param {string} id of a JSON data block */
function data(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

/** @returns {{canvas: {id: string, head: number, canvas: any}, page: Page, words: any}} */
export function readPage() {
  return { canvas: data("canvas-data"), page: data("page-data"), words: data("words-data") };
}

/** The token that Django asks of requests by POST; read anew each time, since signing in changes it. */
export function csrfToken() {
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  return field instanceof HTMLInputElement ? field.value : "";
}

/** @typedef {"keys" | "single" | "sound" | "links"} Name */

/** What a person likes on this device: single-key shortcuts, and one block at a time. */
export class Settings {
  /** @type {Record<string, boolean>} */
  #known = {};

  /** @param {Name} name @param {boolean} otherwise when it was never set */
  get(name, otherwise) {
    try {
      this.#known[name] ??= JSON.parse(localStorage.getItem(`canvasweb/${name}`) ?? `${otherwise}`);
    } catch {
      // no storage: it holds as long as the page
    }
    return this.#known[name] ?? otherwise;
  }

  /** @param {Name} name @param {boolean} value */
  set(name, value) {
    this.#known[name] = value;
    try {
      localStorage.setItem(`canvasweb/${name}`, `${value}`);
    } catch {
      // the same
    }
  }
}
