import assert from "node:assert/strict";
import { test } from "node:test";
import { clean } from "../../../static/js/canvas/core/clean.js";

/** @type {[string, string, string][]} */
const CASES = [
  ["is composed", "e\u0301", "é"],
  ["has one kind of line end", "a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"],
  ["has no tabs", "a\tb", "a b"],
  ["has no controls", "a\0b\x1bc\x7fd\x85e", "abcde"],
  ["has no lone surrogates", "a\ud83dz\udc4d👍", "az👍"],
  ["has no overrides of direction", "a\u202eb\u2066c\u202ad", "abcd"],
  ["keeps Arabic and its marks of direction", "سلام\u200f!", "سلام\u200f!"],
  ["has no noncharacters", "a\ufdd0b\uffff\u{1fffe}c", "abc"],
  ["keeps joined emoji", "👨‍👩‍👧 🇳🇱 👍🏽", "👨‍👩‍👧 🇳🇱 👍🏽"],
  ["has eight combining marks in a row at most", `z${"\u0323".repeat(10_000)}!`, `ẓ${"\u0323".repeat(8)}!`],
  ["keeps spaces as typed", "  a  ", "  a  "],
];

for (const [name, typed, expected] of CASES) {
  test(`P19: clean text ${name}`, () => {
    assert.equal(clean(typed), expected);
    assert.equal(clean(expected), expected, "and stays as it is");
  });
}
