// The server's time on a device whose own clock is wrong, drifts or jumps.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerClock } from "../../../static/js/canvas/sync/clock.js";
import { chance } from "../clock.js";

const START = 1_790_000_000_000;

/** A device, and a server that is ahead of it by `ahead`, over a line with delays. @param {number} seed @param {number} ahead */
function pair(seed, ahead) {
  const random = chance(seed);
  let now = 0;
  const clock = new ServerClock(() => now);
  return {
    clock,
    server: () => now + ahead,
    /** @param {number} most milliseconds each way */
    ping(most) {
      const asked = clock.reading();
      now += random() * most;
      const said = now + ahead;
      now += random() * most;
      clock.heard(said, asked);
    },
    /** @param {number} most */
    push(most) {
      const said = now + ahead;
      now += random() * most;
      clock.heard(said);
    },
    /** @param {number} milliseconds */
    pass(milliseconds) {
      now += milliseconds;
    },
    /** @param {number} by */
    jump(by) {
      ahead += by;
    },
  };
}

test("nothing is known before the server said something", () => {
  assert.equal(new ServerClock(() => 5).now(), null);
});

test("ten devices, off by up to an hour, on slow lines, are within 250 ms after a minute", () => {
  for (let seed = 0; seed < 10; seed++) {
    const device = pair(seed, START + (seed - 5) * 720_000);
    for (let beat = 0; beat < 15; beat++) {
      device.ping(seed % 2 ? 900 : 60);
      device.push(seed % 2 ? 900 : 60);
      device.pass(4_000);
    }
    const off = Math.abs((device.clock.now() ?? 0) - device.server());
    assert.ok(off <= 250, `device ${seed} is off by ${off} ms`);
  }
});

test("one answer bounds the error by half of what it took", () => {
  const device = pair(3, START);
  device.ping(2_000);
  assert.ok(Math.abs((device.clock.now() ?? 0) - device.server()) <= 1_000);
});

test("a server clock that jumps is followed at the next word", () => {
  const device = pair(1, START);
  for (let beat = 0; beat < 20; beat++) device.ping(40);
  device.jump(600_000);
  device.push(40);
  assert.ok(Math.abs((device.clock.now() ?? 0) - device.server()) <= 40);
  device.jump(-900_000);
  device.ping(40);
  assert.ok(Math.abs((device.clock.now() ?? 0) - device.server()) <= 40);
});
