// What a person likes on this device: single-key shortcuts, and one block at a time.

/** @typedef {"keys" | "single"} Name */

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
