// The result of a vote in order: ties share a place; the last vote comes first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fresh, ranked, tallies } from "../../../static/js/canvas/hour/ranking.js";

const step = (/** @type {string} */ id, /** @type {number | null} */ ended) =>
  /** @type {any} */ ({ id, title: `step ${id}`, ended });
const closed = (/** @type {Record<string, number>} */ totals) => ({ mine: {}, closed: true, totals });

test("most dots first, ties share a place and keep the order of the canvas", () => {
  const rows = ranked({ a: 1, b: 3, c: 2, d: 2, e: 0, f: 1 }, ["d", "c", "b", "a"]);
  assert.deepEqual(
    rows.map(({ id, place }) => `${place}${id}`),
    ["1b", "2d", "2c", "4a", "4f"],
  );
  assert.deepEqual(ranked({}, []), []);
});

test("the last vote comes first, and one that is open does not count", () => {
  const ballots = new Map([
    ["one", closed({ a: 1 })],
    ["two", closed({ b: 1 })],
    ["now", { mine: { a: 1 }, closed: false, totals: {} }],
  ]);
  const steps = [step("one", 100), step("two", 900), step("now", null)];
  assert.deepEqual(
    tallies(ballots, steps).map(({ title }) => title),
    ["step two", "step one"],
  );
});

test("a result is news until the next step ended", () => {
  const ballots = new Map([["one", closed({ a: 1 })]]);
  assert.equal(fresh(ballots, [step("one", 100), step("two", null)])?.step, "one");
  assert.equal(fresh(ballots, [step("one", 100), step("two", 200)]), null);
  assert.equal(fresh(new Map(), []), null);
});
