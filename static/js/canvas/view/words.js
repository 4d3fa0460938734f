// The words of the page, in the reader's language. The server hands them over; nothing is written here.

export class Words {
  #table;

  /** @param {Record<string, string | [string, string]>} table a sentence, or one for 1 and one for other counts */
  constructor(table) {
    this.#table = table;
  }

  /**
   * The words for a key, with `%(name)s` filled in; a key without words is shown as it is.
   * @param {string} key
   * @param {Record<string, string | number>} [values] `count` chooses between singular and plural
   */
  say(key, values = {}) {
    const found = this.#table[key] ?? key;
    const sentence = typeof found === "string" ? found : found[values.count === 1 ? 0 : 1];
    return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  /** @param {string} key */
  has(key) {
    return key in this.#table;
  }
}
