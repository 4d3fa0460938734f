// The clock in words, and the moments at which the time is said aloud.

import assert from "node:assert/strict";
import { test } from "node:test";
import { calls, clockText, minutesBehind, passed } from "../../../static/js/canvas/hour/time.js";

const MINUTE = 60_000;

test("a clock shows minutes and seconds, what is begun counted, and over time with a plus", () => {
  for (const [left, text] of /** @type {[number, string][]} */ ([
    [4 * MINUTE, "04:00"],
    [222_000, "03:42"],
    [221_001, "03:42"],
    [1, "00:01"],
    [0, "00:00"],
    [-1, "+00:00"],
    [-35_001, "+00:35"],
    [125 * MINUTE, "125:00"],
  ]))
    assert.equal(clockText(left), text, String(left));
});

test("behind is said in whole minutes, and not before half a minute", () => {
  assert.deepEqual([29_000, 31_000, 100_000, -29_000, -95_000].map(minutesBehind).map(Math.abs), [0, 1, 2, 0, 2]);
  assert.ok(minutesBehind(-95_000) < 0);
});

test("the time is said at half, five minutes, one minute and the end, and nothing twice in a breath", () => {
  const keys = (/** @type {number} */ minutes) => calls(minutes * MINUTE).map(({ key }) => key);
  assert.deepEqual(keys(20), ["time-half", "time-five", "time-one", "time-over"]);
  assert.deepEqual(keys(10), ["time-five", "time-one", "time-over"]);
  assert.deepEqual(keys(4), ["time-half", "time-one", "time-over"]);
  assert.deepEqual(keys(1), ["time-half", "time-over"]);
});

test("a moment is said when it was passed, once, and not again when minutes are added", () => {
  const length = 4 * MINUTE;
  assert.deepEqual(passed(length, Number.POSITIVE_INFINITY, length), []);
  const said = [];
  for (let left = length; left >= -1000; left -= 200) said.push(...passed(length, left + 200, left));
  assert.deepEqual(
    said.map(({ key }) => key),
    ["time-half", "time-one", "time-over"],
  );
  assert.deepEqual(passed(length, -1000, MINUTE + 500), []);
});
