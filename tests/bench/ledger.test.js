// The judge of a run must see what went wrong: each test plants one fault.

import assert from "node:assert/strict";
import test from "node:test";
import { Histogram } from "../../bench/load/histogram.js";
import { highest } from "../../bench/load/holds.js";
import { Ledger } from "../../bench/load/ledger.js";
import { Board, effects } from "../../bench/load/systems/board.js";
import { Frames } from "../../bench/load/systems/frames.js";

const SOCKETS = 3;
const id = (/** @type {number} */ ordinal) => `abcdef01-0000-4000-8000-${ordinal.toString(16).padStart(12, "0")}`;

/** Three operations of three writers, all delivered to everybody as numbers 1 to 3, but for what `fault` does. */
function run(/** @type {(say: (socket: number, from: number, ...ordinals: number[]) => void) => void} */ deliver) {
  const ledger = new Ledger(SOCKETS);
  const frames = new Frames(ledger, SOCKETS, () => {});
  for (let writer = 0; writer < SOCKETS; writer++) ledger.begin(writer, 0);
  deliver((socket, from, ...ordinals) => {
    const ops = ordinals.map((ordinal, index) => ({ n: from + index, id: id(ordinal) }));
    const message = { t: "ops", from, to: from + ordinals.length - 1, ops };
    const bytes = Buffer.from(`padding${JSON.stringify(message)}`);
    assert.ok(frames.receive(socket, bytes, 7, bytes.length, 5));
  });
  return { ...ledger.settle(), problems: ledger.problems.join("\n") };
}

test("nothing is wrong when everybody receives everything once", () => {
  const outcome = run((say) => {
    for (const socket of [0, 1, 2]) {
      say(socket, 1, 0);
      say(socket, 2, 1, 2);
    }
  });
  assert.deepEqual(outcome, { lost: 0, refused: 0, problems: "" });
});

test("frames may be cut differently for one socket", () => {
  const outcome = run((say) => {
    say(0, 1, 0, 1, 2);
    say(1, 1, 0, 1);
    say(1, 3, 2);
    say(2, 1, 0, 1, 2);
  });
  assert.equal(outcome.problems, "");
});

test("a gap, a double, a swap, a loss and a stranger are found", () => {
  /** @type {[string, (say: (socket: number, from: number, ...ordinals: number[]) => void) => void][]} */
  const faults = [
    ["gap: socket 2 had 1 and received 3", (say) => [say(2, 1, 0), say(2, 3, 2)]],
    ["double: socket 2 had 2 and received 2", (say) => [say(2, 1, 0, 1), say(2, 2, 1)]],
    ["number 1 is two operations", (say) => [say(2, 1, 1, 0, 2)]],
    ["lost: operation 1 (acknowledged) reached 2 of 3", (say) => [say(2, 1, 0)]],
    ["lost: operation 0 (acknowledged) reached 2 of 3", () => {}],
    ["unknown: socket 2 received operation 9", (say) => [say(2, 1, 0, 1, 2), say(2, 4, 9)]],
  ];
  for (const [problem, fault] of faults) {
    const outcome = run((say) => {
      say(0, 1, 0, 1, 2);
      say(1, 1, 0, 1, 2);
      fault(say);
    });
    assert.ok(outcome.problems.includes(problem), `${problem} not in\n${outcome.problems}`);
  }
});

test("what is refused must reach nobody", () => {
  const ledger = new Ledger(2);
  ledger.void(ledger.begin(0, 0));
  assert.deepEqual(ledger.settle(), { lost: 0, refused: 1 });
  assert.equal(ledger.waiting, false);
  ledger.arrived(1, 0, 1);
  ledger.settle();
  assert.match(ledger.problems.join(), /refused and spread/);
});

test("latencies are told within two per cent", () => {
  const histogram = new Histogram();
  for (let value = 1; value <= 1000; value++) histogram.add(value);
  for (const [part, value] of [
    [0.5, 500],
    [0.95, 950],
    [0.99, 990],
  ])
    assert.ok(Math.abs((histogram.at(part) ?? 0) / value - 1) < 0.02);
  assert.equal(histogram.summary().max, 1000);
});

test("the search finds what a server holds", async () => {
  for (const capacity of [3, 37, 420, 3100, 50_000]) {
    const tryRate = async (/** @type {number} */ rate) =>
      /** @type {any} */ ({ rate, held: rate <= capacity, committed: Math.min(rate, capacity), broken: "" });
    const { best } = await highest(tryRate, { from: 400, to: 16_000, short: 1, confirm: 1, rounds: 3 });
    const found = best?.rate ?? 0;
    assert.ok(found <= capacity && found >= Math.min(16_000, capacity * 0.85) - 1, `${found} of ${capacity}`);
  }
});

test("what people do fits the notes they do it to", () => {
  const board = new Board(["a", "b"], [1, 2]);
  board.picture({ notes: [{ id: "n", v: 1, text: "x".repeat(160), colour: "sun" }] });
  for (let n = 2; n < 2000; n++) {
    const operation = board.operation(n % 2);
    const note = board.notes.find((one) => one.id === operation.note);
    if (note) {
      const taken = operation.delta.filter((/** @type {any} */ part) => part < 0 || part > 0);
      const reach = taken.reduce((/** @type {number} */ sum, /** @type {number} */ part) => sum + Math.abs(part), 0);
      assert.ok(reach <= note.length, "stays within the text");
      assert.ok(note.length < 500);
    }
    board.apply({ n, by: 1 + (n % 2), fx: effects(operation) });
  }
  assert.ok(board.notes.length > 100);
});
