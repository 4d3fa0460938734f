// Carries pending text edits over what arrives (P15-P17). The pending edits of one note form a chain: the first was
// made on the text at the last number seen, each next one on the text that the one before it gives.

import { apply, diff, transform } from "../core/text.js";

/** @typedef {import("../core/text.js").Delta} Delta */
/** @typedef {import("./pending.js").Entry} Entry */

/**
 * The chain carried over a change of the text below it. An entry whose own base is not that text is left alone:
 * `settleOn` finds the way by difference when it is shown again.
 * @param {Entry[]} chain the pending text edits of one note, in order; changed in place
 * @param {string} text the text below the chain, before the change
 * @param {Delta} change
 * @returns {Delta | null} what the change is for whoever looks at the top of the chain; null when it cannot be told
 */
export function carry(chain, text, change) {
  for (const entry of chain) {
    if (entry.text !== text) return null;
    const { delta } = entry.op;
    text = apply(text, delta);
    entry.text = apply(entry.text, change);
    entry.op.delta = transform(delta, change, "right");
    change = transform(change, delta, "left");
  }
  return change;
}

/**
 * The delta of a text edit for the text that it is to stand on, by difference when that is another than it was made on.
 * @param {Entry} entry
 * @param {string} text
 * @returns {Delta}
 */
export function fitted({ op, text: base = "" }, text) {
  return base === text ? op.delta : transform(op.delta, diff(base, text), "right");
}

/**
 * Make a text edit fit the text that it is to stand on.
 * @param {Entry} entry changed in place
 * @param {string} text
 */
export function settleOn(entry, text) {
  entry.op.delta = fitted(entry, text);
  entry.text = text;
}

/**
 * The difference that typing makes on the text shown now, when it was typed on the text shown earlier.
 * @param {string} earlier what the field showed before the typing
 * @param {string} typed what it shows after
 * @param {string} shown what the note shows now
 */
export function typedOn(earlier, typed, shown) {
  const delta = diff(earlier, typed);
  return earlier === shown ? delta : transform(delta, diff(earlier, shown), "right");
}
