// What a person likes on this device: single-key shortcuts, and one block at a time.

/** @typedef {"keys" | "single"} Name */

export class Settings {
  /** Kept here too, for browsers that keep nothing. @type {Map<Name, boolean>} */
  #known = new Map();

  /** @param {Name} name @param {boolean} otherwise when it was never set */
  get(name, otherwise) {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    try {
      const kept = localStorage.getItem(`canvasweb/settings/${name}`);
      return kept === null ? otherwise : kept === "yes";
    } catch {
      return otherwise;
    }
  }

  /** @param {Name} name @param {boolean} value */
  set(name, value) {
    this.#known.set(name, value);
    try {
      localStorage.setItem(`canvasweb/settings/${name}`, value ? "yes" : "no");
    } catch {
      // no storage: it holds as long as the page
    }
  }
}
