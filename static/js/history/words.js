// The words of the page, in the reader's language. The server hands them over; nothing is written here.

/** @typedef {Record<string, string | [string, string]>} Table a sentence, or one for 1 and one for other counts */

/** @param {Table} table */
export function speaker(table) {
  return (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) => {
    const found = table[key] ?? key;
    const sentence = typeof found === "string" ? found : found[values.count === 1 ? 0 : 1];
    return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/** @typedef {ReturnType<typeof speaker>} Say */

/** The first words of a note, to speak of it. @param {string} text */
export function short(text) {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57).trimEnd()}…` : line;
}
