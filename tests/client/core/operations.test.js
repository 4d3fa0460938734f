import assert from "node:assert/strict";
import { test } from "node:test";
import { Canvas } from "../../../static/js/canvas/core/canvas.js";
import "../../../static/js/canvas/core/arranging.js";
import { decide } from "../../../static/js/canvas/core/operations.js";
import { forbidden, may, mayEdit } from "../../../static/js/canvas/core/rights.js";
import { emptyPicture, KIND } from "../kind.js";

// What each operation comes to is held against the server's rules by tests/domain/test_twins.py; here is what a
// reader of the board relies on.

const ME = { who: 1, role: "participant" };

/** @param {Canvas} canvas @param {any} op */
function done(canvas, op, actor = ME) {
  const decision = decide(canvas, op, actor, 9);
  assert.ok("fx" in decision, JSON.stringify(decision));
  canvas.apply(decision.fx, 1);
}

/** A block with notes of one letter each. @param {string} letters */
function board(letters = "abcd") {
  const canvas = new Canvas(KIND, emptyPicture());
  done(canvas, { op: "add", notes: [...letters].map((note) => ({ note, text: note })), block: "costs" });
  return canvas;
}

/** @param {Canvas} canvas @param {string} [block] */
function order(canvas, block = "costs") {
  return canvas
    .list(block)
    .map(
      ({ id }) =>
        id +
        canvas
          .stack(id)
          .map((note) => note.id)
          .join("")
          .replace(/^(.+)$/, "($1)"),
    )
    .join("");
}

test("new notes stand last, first or after another", () => {
  const canvas = board("ab");
  done(canvas, { op: "add", notes: [{ note: "x", text: "" }], block: "costs", after: null });
  done(canvas, {
    op: "add",
    notes: [
      { note: "y", text: "" },
      { note: "z", text: "" },
    ],
    block: "costs",
    after: "a",
  });
  assert.equal(order(canvas), "xayzb");
});

test("a move keeps the order given, and takes a stack along", () => {
  const canvas = board();
  done(canvas, { op: "stack", notes: ["b"], on: "a" });
  done(canvas, { op: "move", notes: ["d", "a"], block: "channels" });
  assert.deepEqual([order(canvas), order(canvas, "channels")], ["c", "da(b)"]);
  done(canvas, { op: "move", notes: ["b"], block: "costs", after: null });
  assert.deepEqual([order(canvas), order(canvas, "channels")], ["bc", "da"]);
});

test("stacks are one level deep, and fall apart behind their head", () => {
  const canvas = board();
  done(canvas, { op: "stack", notes: ["b"], on: "a" });
  done(canvas, { op: "stack", notes: ["d"], on: "c" });
  done(canvas, { op: "stack", notes: ["c"], on: "b" });
  assert.equal(order(canvas), "a(bcd)");
  done(canvas, { op: "unstack", notes: ["c"] });
  assert.equal(order(canvas), "a(bd)c");
  done(canvas, { op: "remove", notes: ["a"] });
  assert.equal(order(canvas), "bdc");
});

test("what was removed comes back where it was", () => {
  const canvas = board();
  done(canvas, { op: "remove", notes: ["b", "c"] });
  done(canvas, { op: "restore", notes: ["c", "b"] });
  assert.equal(order(canvas), "abcd");
});

test("many inserts at one spot: keys are spread anew, nobody changes places", () => {
  const canvas = board("az");
  const expected = [];
  for (let step = 0; step < 290; step++) {
    done(canvas, { op: "add", notes: [{ note: `n${step}`, text: "" }], block: "costs", after: "a" });
    expected.unshift(`n${step}`);
  }
  assert.deepEqual(
    canvas.list("costs").map(({ id }) => id),
    ["a", ...expected, "z"],
  );
  assert.ok(canvas.list("costs").every(({ key }) => key.length <= 24));
});

test("P12: refusals have their code, and change nothing", () => {
  const canvas = board();
  done(canvas, { op: "remove", notes: ["d"] });
  /** @type {[any, any][]} */
  const cases = [
    [{ op: "fly" }, { no: "unknown-op" }],
    [{ op: "toString" }, { no: "unknown-op" }],
    [
      { op: "add", notes: [{ note: "a", text: "" }], block: "costs" },
      { no: "id-taken", note: "a" },
    ],
    [
      { op: "add", notes: [{ note: "q", text: "" }], block: "moon" },
      { no: "no-block", block: "moon" },
    ],
    [
      { op: "move", notes: ["q"], block: "costs" },
      { no: "no-note", note: "q" },
    ],
    [
      { op: "text", note: "d", base: 1, delta: ["x"] },
      { no: "note-removed", note: "d" },
    ],
    [
      { op: "text", note: "a", base: 1, delta: ["x".repeat(500)] },
      { no: "text-long", limit: 500 },
    ],
    [
      { op: "tag", notes: ["a"], tag: "role.no", on: true },
      { no: "bad-tag", tag: "role.no" },
    ],
    [
      { op: "stack", notes: ["a"], on: "a" },
      { no: "not-stackable", note: "a" },
    ],
    [
      { op: "uncomment", comment: "k" },
      { no: "no-comment", comment: "k" },
    ],
  ];
  for (const [op, expected] of cases) assert.deepEqual(decide(canvas, op, ME, 9), expected);
  assert.equal(order(canvas), "abc");
});

test("a block holds 300 notes, stacks and all", () => {
  const canvas = board();
  const notes = Array.from({ length: 296 }, (_, index) => ({ note: `n${index}`, text: "" }));
  done(canvas, { op: "add", notes, block: "costs" });
  const full = { no: "block-full", block: "costs", limit: 300 };
  assert.deepEqual(decide(canvas, { op: "add", notes: [{ note: "q", text: "" }], block: "costs" }, ME, 9), full);
  assert.deepEqual(decide(canvas, { op: "duplicate", notes: ["a"], copies: ["q"] }, ME, 9), full);
});

test("roles and locks tell what to grey out", () => {
  const canvas = board();
  assert.deepEqual(
    [may("observer", "write"), may("facilitator", "lock"), may("participant", "fly")],
    [false, true, false],
  );
  done(canvas, { op: "lock", block: "costs", on: true });
  assert.deepEqual(
    [mayEdit(canvas, "participant", "costs"), mayEdit(canvas, "participant", "segments")],
    [false, true],
  );
  assert.equal(mayEdit(canvas, "facilitator", "costs"), true);
  const move = { op: "move", notes: ["a"], block: "segments" };
  assert.deepEqual(forbidden(canvas, move, "participant"), { no: "locked", block: "costs" });
  assert.deepEqual(forbidden(canvas, move, "observer"), { no: "not-allowed" });
  assert.equal(forbidden(canvas, move, "facilitator"), null);
  done(canvas, { op: "lock", block: null, on: true });
  assert.deepEqual(forbidden(canvas, { op: "undo" }, "participant"), { no: "canvas-locked" });
});
