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
