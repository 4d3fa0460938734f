import assert from "node:assert/strict";
import { test } from "node:test";
import { between, LONGEST, spread } from "../../../static/js/canvas/core/order.js";
import { chance } from "../clock.js";

test("there is always a key between, before and after, and it ends in no zero", () => {
  const random = chance(3);
  /** @type {string[]} */
  const keys = [];
  for (let step = 0; step < 2000; step++) {
    const index = Math.floor(random() * (keys.length + 1));
    const key = between(keys[index - 1] ?? null, keys[index] ?? null);
    assert.ok((keys[index - 1] ?? "") < key && !key.endsWith("0"));
    if (index < keys.length) assert.ok(key < keys[index]);
    keys.splice(index, 0, key);
  }
});

test("going on at an end keeps keys short", () => {
  let key = between(null, null);
  for (let step = 0; step < 300; step++) key = between(key, null);
  assert.ok(key.length <= LONGEST);
});

test("no key fits between equals", () => {
  assert.throws(() => between("V", "V"), RangeError);
});

for (const count of [0, 1, 2, 30, 61, 62, 3000]) {
  test(`${count} keys spread evenly`, () => {
    const keys = spread(count);
    assert.equal(keys.length, count);
    assert.deepEqual([...new Set(keys)].sort(), keys);
    assert.ok(keys.every((key) => key && key.length <= 3 && !key.endsWith("0")));
  });
}
