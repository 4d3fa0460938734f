import assert from "node:assert/strict";
import { test } from "node:test";
import { Heartbeat } from "../../../static/js/canvas/sync/signs.js";
import { Clock } from "../clock.js";

function setUp(polls = false) {
  const clock = new Clock();
  const did = /** @type {string[]} */ ([]);
  const does = {
    ping: () => did.push("ping"),
    deaf: () => did.push("deaf"),
    silent: () => did.push("silent"),
    polls: () => polls,
  };
  const heartbeat = new Heartbeat(clock, does);
  heartbeat.start();
  return { clock, did, heartbeat };
}

test("P23: a ping goes out at least every five seconds", () => {
  const { clock, did, heartbeat } = setUp();
  for (let second = 0; second < 30; second++) {
    clock.pass(1000);
    heartbeat.heard();
  }
  assert.ok(did.length >= 6 && did.every((one) => one === "ping"));
});

test("P23: twelve silent seconds are enough, on a socket", () => {
  const { clock, did } = setUp();
  clock.pass(16_500);
  assert.equal(did.at(-1), "silent");
  const polling = setUp(true);
  polling.clock.pass(30_000);
  assert.ok(!polling.did.includes("silent"), "a waiting request may be silent for twenty");
});

test("P23: two pongs in a row with a head beyond what was seen mean deaf; one, or progress between, do not", () => {
  const { did, heartbeat } = setUp();
  heartbeat.pong({ head: 43, workshop: 2 }, 42, 2);
  heartbeat.pong({ head: 44, workshop: 2 }, 43, 2);
  heartbeat.pong({ head: 44, workshop: 2 }, 44, 2);
  heartbeat.pong({ head: 45, workshop: 2 }, 44, 2);
  assert.deepEqual(did, []);
  heartbeat.pong({ head: 45, workshop: 2 }, 44, 2);
  assert.deepEqual(did, ["deaf"]);
  heartbeat.pong({ head: 44, workshop: 3 }, 44, 2);
  heartbeat.pong({ head: 44, workshop: 3 }, 44, 2);
  assert.deepEqual(did, ["deaf", "deaf"], "the workshop's log counts as well");
});
