// Merging concurrent edits of one note's text; the twin of workshops/domain/text.py.
//
// A delta is read from the start of a text: a positive number keeps that many characters, a negative one removes,
// a string inserts; what follows is kept (P15). Characters are code points everywhere here; JavaScript's own strings
// count UTF-16 units, so only `moveCaret` speaks of those.

/** @typedef {(number | string)[]} Delta */

export const NOTE_LIMIT = 500;
export const MERGED_LIMIT = 5000;
export const COMMENT_LIMIT = 1000;

const SURROGATE = /[\ud800-\udfff]/;

/** A delta that is not in normal form, or reaches beyond the text it is for. */
export class Misfit extends Error {}

/**
 * A text cut into its code points; a plain text is handed back as it is, since its units are its characters.
 * @param {string} text
 * @returns {string | string[]}
 */
function characters(text) {
  return SURROGATE.test(text) ? Array.from(text) : text;
}

/**
 * @param {string | string[]} chars
 * @param {number} from
 * @param {number} [to]
 */
function cut(chars, from, to) {
  return typeof chars === "string" ? chars.slice(from, to) : chars.slice(from, to).join("");
}

/**
 * The length of a text in characters.
 * @param {string} text
 */
export function length(text) {
  return characters(text).length;
}

/**
 * How many characters a part of a delta speaks of.
 * @param {number | string} part
 */
function size(part) {
  return typeof part === "string" ? length(part) : Math.abs(part);
}

/**
 * How many characters of the text before it the delta reads.
 * @param {Delta} delta
 */
export function reach(delta) {
  return delta.reduce((/** @type {number} */ sum, part) => sum + (typeof part === "string" ? 0 : Math.abs(part)), 0);
}

/**
 * By how many characters the delta makes a text longer (negative: shorter).
 * @param {Delta} delta
 */
export function growth(delta) {
  return delta.reduce(
    (/** @type {number} */ sum, part) => sum + (typeof part === "string" ? length(part) : Math.min(part, 0)),
    0,
  );
}

/**
 * The text after the delta. Throws Misfit when the delta reaches beyond its end.
 * @param {string} text
 * @param {Delta} delta
 */
export function apply(text, delta) {
  const chars = characters(text);
  let out = "";
  let at = 0;
  for (const part of delta) {
    if (typeof part === "string") out += part;
    else {
      if (part > 0) out += cut(chars, at, at + part);
      at += Math.abs(part);
    }
  }
  if (at > chars.length) throw new Misfit("reaches beyond the end of the text");
  return out + cut(chars, at);
}

/**
 * The delta that leads from `apply(text, delta)` back to `text`.
 * @param {string} text
 * @param {Delta} delta
 */
export function invert(text, delta) {
  const chars = characters(text);
  /** @type {Delta} */
  const out = [];
  let at = 0;
  for (const part of delta) {
    if (typeof part === "string") push(out, -length(part));
    else {
      push(out, part > 0 ? part : cut(chars, at, at - part));
      at += Math.abs(part);
    }
  }
  return normal(out);
}

/**
 * The same delta in normal form.
 * @param {Delta} delta
 */
export function normal(delta) {
  /** @type {Delta} */
  const out = [];
  for (const part of delta) push(out, part);
  while (out.length && isKeep(out[out.length - 1])) out.pop();
  return out;
}

/** @param {number | string | undefined} part */
function isKeep(part) {
  return typeof part === "number" && part > 0;
}

/**
 * Append a part, merging neighbours of one kind; insertions stand before removals.
 * @param {Delta} out
 * @param {number | string} part
 */
function push(out, part) {
  if (!part) return;
  const end = out.length - 1;
  const last = out[end];
  if (typeof part === "string") {
    const at = typeof last === "number" && last < 0 ? end - 1 : end;
    if (typeof out[at] === "string") out[at] += part;
    else out.splice(at + 1, 0, part);
  } else if (typeof last === "number" && last > 0 === part > 0) out[end] = last + part;
  else out.push(part);
}

/** Reads a delta in pieces of a wanted length. */
class Reader {
  /** @param {Delta} delta */
  constructor(delta) {
    this.parts = delta;
    this.index = 0;
    /** The part at hand; undefined after the end, where everything is kept. @type {number | string | undefined} */
    this.part = delta[0];
  }

  /**
   * Go on by `count` characters of the part at hand, or past all of it.
   * @param {number} [count]
   */
  skip(count) {
    const part = this.part;
    if (count !== undefined && part !== undefined && size(part) > count) {
      if (typeof part === "string") this.part = cut(characters(part), count);
      else this.part = part > 0 ? part - count : part + count;
    } else this.part = this.parts[++this.index];
  }
}

/**
 * Carry `delta` over `other`, made on the same text, so that it can be applied after it.
 *
 * `side` says where insertions of `delta` stand when both insert at the same place. For all texts t:
 * apply(apply(t, a), transform(b, a, "right")) equals apply(apply(t, b), transform(a, b, "left")).
 * @param {Delta} delta
 * @param {Delta} other
 * @param {"left" | "right"} side
 */
export function transform(delta, other, side) {
  /** @type {Delta} */
  const out = [];
  const mine = new Reader(delta);
  const theirs = new Reader(other);
  while (mine.part !== undefined) {
    const part = mine.part;
    const against = theirs.part;
    if (typeof part === "string" && (side === "left" || typeof against !== "string")) {
      push(out, part);
      mine.skip();
    } else if (typeof against === "string") {
      push(out, length(against));
      theirs.skip();
    } else if (typeof part === "number") {
      const count = against === undefined ? Math.abs(part) : Math.min(Math.abs(part), Math.abs(against));
      if (against === undefined || against > 0) push(out, part > 0 ? count : -count);
      mine.skip(count);
      if (against !== undefined) theirs.skip(count);
    }
  }
  return normal(out);
}

/**
 * One delta with the effect of `first` and then `second`.
 * @param {Delta} first
 * @param {Delta} second
 */
export function compose(first, second) {
  /** @type {Delta} */
  const out = [];
  const early = new Reader(first);
  const late = new Reader(second);
  while (early.part !== undefined || late.part !== undefined) {
    const a = early.part;
    const b = late.part;
    if (typeof a === "number" && a < 0) {
      push(out, a);
      early.skip();
    } else if (typeof b === "string") {
      push(out, b);
      late.skip();
    } else if (b === undefined) {
      push(out, a ?? 0);
      early.skip();
    } else if (a === undefined) {
      push(out, b);
      late.skip();
    } else {
      const count = Math.min(size(a), Math.abs(b));
      if (b > 0) push(out, typeof a === "string" ? cut(characters(a), 0, count) : count);
      else if (typeof a !== "string") push(out, -count);
      early.skip(count);
      late.skip(count);
    }
  }
  return normal(out);
}

/**
 * A delta from one text to another: what is alike at both ends stays; in the middle the longest common run of
 * characters (of three at least) stays as well, again and again.
 * @param {string} before
 * @param {string} after
 */
export function diff(before, after) {
  if (before === after) return [];
  const plain = !SURROGATE.test(before + after);
  /** @type {Delta} */
  const out = [];
  middle(out, plain ? before : Array.from(before), plain ? after : Array.from(after));
  return normal(out);
}

/**
 * @param {Delta} out
 * @param {string | string[]} old
 * @param {string | string[]} fresh
 */
function middle(out, old, fresh) {
  let start = 0;
  const shorter = Math.min(old.length, fresh.length);
  while (start < shorter && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end++;
  push(out, start);
  const a = old.slice(start, old.length - end);
  const b = fresh.slice(start, fresh.length - end);
  const run = a.length * b.length <= 1_000_000 ? commonRun(a, b) : { from: 0, to: 0, count: 0 };
  if (run.count < 3) {
    push(out, cut(b, 0));
    push(out, -a.length);
  } else {
    middle(out, a.slice(0, run.from), b.slice(0, run.to));
    push(out, run.count);
    middle(out, a.slice(run.from + run.count), b.slice(run.to + run.count));
  }
  push(out, end);
}

/**
 * The longest run of characters that both have.
 * @param {string | string[]} a
 * @param {string | string[]} b
 */
function commonRun(a, b) {
  const best = { from: 0, to: 0, count: 0 };
  let above = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint16Array(b.length + 1);
    for (let j = 1; j <= b.length; j++) {
      if (a[i - 1] !== b[j - 1]) continue;
      row[j] = above[j - 1] + 1;
      if (row[j] > best.count) Object.assign(best, { from: i - row[j], to: j - row[j], count: row[j] });
    }
    above = row;
  }
  return best;
}

/**
 * Where a caret goes when a text changes under it. An insertion exactly at the caret stands right of it, unless
 * `stay` is false.
 * @param {number} offset the caret, in UTF-16 units of `text`
 * @param {string} text the text before the delta
 * @param {Delta} delta
 * @param {boolean} [stay]
 * @returns {number} in UTF-16 units of the text after the delta
 */
export function moveCaret(offset, text, delta, stay = true) {
  const chars = characters(text);
  let read = 0; // characters of the old text
  let from = 0; // the same place in UTF-16 units
  let moved = offset;
  for (const part of delta) {
    if (from > offset || (from === offset && stay)) break;
    if (typeof part === "string") moved += part.length;
    else {
      const units = cut(chars, read, read + Math.abs(part)).length;
      read += Math.abs(part);
      if (part < 0) moved -= Math.min(units, offset - from);
      from += units;
    }
  }
  return moved;
}
