import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "../../../static/js/canvas/core/check.js";
import {
  apply,
  compose,
  diff,
  growth,
  invert,
  length,
  Misfit,
  moveCaret,
  normal,
  reach,
  transform,
} from "../../../static/js/canvas/core/text.js";
import { chance } from "../clock.js";

const FAMILY = "👨‍👩‍👧";

test("P15: a delta keeps, removes and inserts by code points", () => {
  assert.equal(apply("In elke xx", [8, "dorp", -2]), "In elke dorp");
  assert.equal(apply("👍a👎", [1, "é", -1]), "👍é👎");
  assert.equal(apply("", ["Buurtbus"]), "Buurtbus");
});

test("P15: lengths count code points, of whole texts and of deltas", () => {
  assert.equal(length(FAMILY), 5);
  assert.equal(growth([2, "👍👍", -1]), 1);
  assert.equal(reach([2, "👍👍", -3]), 5);
});

test("P15: a delta that reaches beyond the text does not fit", () => {
  assert.throws(() => apply("👍", [2]), Misfit);
  assert.throws(() => apply("ab", [1, -2]), Misfit);
});

test("P15: the normal form is one per change", () => {
  assert.deepEqual(normal([0, 1, 2, -1, "a", -1, "b", "", 5]), [3, "ab", -2]);
  assert.deepEqual(normal([3, "", 0]), []);
  for (const loose of [
    [],
    [1],
    ["a", "b"],
    [-1, "a"],
    [1, 1, "a"],
    ["", 1, "a"],
    [1.5, "a"],
    [true, "a"],
    "a",
    [6000, "a"],
  ]) {
    assert.throws(() => check(loose), Misfit);
  }
});

test("P16: of two insertions at one place the one with the lower number stands left", () => {
  const [early, late] = [
    [2, "A"],
    [2, "B"],
  ];
  assert.equal(apply(apply("xy", early), transform(late, early, "right")), "xyAB");
  assert.equal(apply(apply("xy", late), transform(early, late, "left")), "xyAB");
});

test("P17: two changes of one text come to the same, in either order", () => {
  eachPair(({ text, one, other }) => {
    const firstOne = apply(apply(text, one), transform(other, one, "right"));
    const firstOther = apply(apply(text, other), transform(one, other, "left"));
    assert.equal(firstOne, firstOther);
  });
});

test("compose does both at once; invert takes back", () => {
  eachPair(({ text, one, after }) => {
    const second = diff(apply(text, one), after);
    assert.equal(apply(text, compose(one, second)), after);
    assert.equal(apply(apply(text, one), invert(text, one)), text);
  });
});

test("P15: everything made here is in normal form", () => {
  eachPair(({ text, one, other, after }) => {
    const made = [one, transform(one, other, "left"), invert(text, one), compose(one, diff(apply(text, one), after))];
    for (const delta of made) if (delta.length) assert.equal(check(delta), delta);
  });
});

test("a difference never splits a character, and keeps what is alike in the middle", () => {
  assert.deepEqual(diff("👍", "👎"), ["👎", -1]);
  assert.deepEqual(diff("een bus voor ouderen", "de bus voor alle ouderen!"), ["de", -3, 10, "alle ", 7, "!"]);
  assert.deepEqual(diff("zelfde", "zelfde"), []);
  assert.equal(apply("a".repeat(3000), diff("a".repeat(3000), `b${"a".repeat(3000)}b`)), `b${"a".repeat(3000)}b`);
});

test("a caret stays at its letter, in UTF-16 units", () => {
  const caret = (/** @type {number} */ at, /** @type {any} */ delta, stay = true) =>
    moveCaret(at, "a👍bc", delta, stay);
  assert.equal(caret(3, ["XY"]), 5);
  assert.equal(caret(3, [2, "👎"]), 3);
  assert.equal(caret(3, [2, "👎"], false), 5);
  assert.equal(caret(3, [1, -1]), 1);
  assert.equal(caret(2, [1, -1]), 1, "inside what is removed: to its start");
  assert.equal(caret(5, [2, "XYZ", -1]), 7);
  assert.equal(caret(1, [3, "Z"]), 1);
});

/** @param {(pair: {text: string, one: any, other: any, after: string}) => void} check */
function eachPair(check) {
  const random = chance(7);
  for (let round = 0; round < 2000; round++) {
    const text = words(random);
    const [one, other] = [diff(text, edited(text, random)), diff(text, edited(text, random))];
    check({ text, one, other, after: edited(text, random) });
  }
}

/** @param {() => number} random */
function words(random) {
  const letters = ["a", "b", "é", "字", "👍", "🏽", "\n"];
  return Array.from({ length: random() * 14 }, () => letters[Math.floor(random() * letters.length)]).join("");
}

/** @param {string} text @param {() => number} random */
function edited(text, random) {
  const chars = Array.from(text);
  for (let times = random() * 4; times > 0; times--) {
    chars.splice(random() * (chars.length + 1), random() * 4, ...Array.from(words(random)).slice(0, 4));
  }
  return chars.join("");
}
