// Points and labels of the map of assumptions: none hides another, and each stays near where it belongs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { labels, quadrant, spread } from "../../../static/js/assumptions/places.js";

const PLANE = { width: 560, height: 420 };

/** @param {Map<string, {x: number, y: number}>} placed @param {number} size */
function apart(placed, size) {
  const all = [...placed.values()];
  for (let one = 0; one < all.length; one++)
    for (let other = 0; other < one; other++)
      assert.ok(Math.hypot(all[one].x - all[other].x, all[one].y - all[other].y) >= size - 0.1);
}

test("points that stand alone stay where they are", () => {
  const placed = spread(
    [
      { id: "a", x: 0, y: 0 },
      { id: "b", x: 100, y: 40 },
    ],
    PLANE,
    30,
  );
  assert.deepEqual(placed.get("a"), { x: 0, y: 0 });
  assert.deepEqual(placed.get("b"), { x: 100, y: 40 });
});

test("a hundred points in one corner all have a place of their own on the plane", () => {
  const points = Array.from({ length: 100 }, (_, index) => ({ id: `${index}`, x: 0, y: 0 }));
  const placed = spread(points, PLANE, 30);
  apart(placed, 30);
  for (const { x, y } of placed.values()) assert.ok(x >= 0 && y >= 0 && x <= PLANE.width && y <= PLANE.height);
  assert.deepEqual(placed.get("0"), { x: 0, y: 0 });
});

test("300 points on a plane too small for them all come out", () => {
  const points = Array.from({ length: 300 }, (_, index) => ({ id: `${index}`, x: 60, y: 60 }));
  assert.equal(spread(points, { width: 200, height: 160 }, 30).size, 300);
});

test("labels stand beside their points and touch nothing", () => {
  const text = "There are 20 volunteers";
  const sides = labels(
    [
      { id: "a", x: 20, y: 20, text },
      { id: "b", x: 550, y: 20, text },
      { id: "c", x: 50, y: 20, text },
    ],
    PLANE,
    14,
  );
  assert.equal(sides.get("b")?.side, "left");
  assert.equal(sides.get("c")?.side, "right");
  assert.notEqual(sides.get("a")?.side, "right"); // c is in the way
});

test("fields of the map", () => {
  assert.equal(quadrant({ importance: 50, evidence: 0 }), "field-much-guess");
  assert.equal(quadrant({ importance: 49, evidence: 50 }), "field-little-known");
});
