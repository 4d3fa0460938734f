import assert from "node:assert/strict";
import { test } from "node:test";
import { Canvas } from "../../../static/js/canvas/core/canvas.js";
import { emptyPicture, KIND } from "../kind.js";

/** @param {string} id @param {Record<string, any>} [values] */
function fresh(id, values = {}) {
  const set = {
    block: "costs",
    key: "V",
    text: "",
    colour: "sun",
    tags: [],
    under: null,
    by: 1,
    at: 5,
    removed: false,
  };
  return { note: id, set: { ...set, ...values } };
}

function three() {
  const canvas = new Canvas(KIND, emptyPicture());
  canvas.apply([fresh("b", { key: "M" }), fresh("a", { key: "M" }), fresh("c", { key: "B", text: "drie" })], 1);
  return canvas;
}

const ids = (/** @type {any[]} */ notes) => notes.map(({ id }) => id);

test("P14: a block shows its notes by key, then by id", () => {
  assert.deepEqual(ids(three().list("costs")), ["c", "a", "b"]);
});

test("P14: a stack shows what stands under its head; the bin what is removed", () => {
  const canvas = three();
  canvas.apply(
    [
      { note: "a", set: { under: "c", key: "X" } },
      { note: "b", set: { removed: true } },
    ],
    2,
  );
  assert.deepEqual(ids(canvas.list("costs")), ["c"]);
  assert.deepEqual(ids(canvas.stack("c")), ["a"]);
  assert.deepEqual(ids(canvas.bin()), ["b"]);
  assert.equal(canvas.size("costs"), 2);
});

test("P13: text effects set the version, other effects do not", () => {
  const canvas = three();
  canvas.apply([{ note: "c", text: [4, "!"] }], 7);
  canvas.apply([{ note: "c", set: { colour: "sky" } }], 8);
  canvas.apply([{ note: "a", set: { text: "heel" } }], 9);
  assert.deepEqual(
    ["a", "c"].map((id) => canvas.notes.get(id)?.v),
    [9, 7],
  );
  assert.equal(canvas.notes.get("c")?.text, "drie!");
});

test("P13: reactions go on and off, one for each person", () => {
  const canvas = three();
  for (const who of [3, 2, 3]) canvas.apply([{ note: "a", react: ["idea", who, true] }], 2);
  assert.deepEqual(canvas.notes.get("a")?.reactions, { idea: [2, 3] });
  canvas.apply(
    [
      { note: "a", react: ["idea", 2, false] },
      { note: "a", react: ["idea", 3, false] },
    ],
    3,
  );
  assert.deepEqual(canvas.notes.get("a")?.reactions, {});
});

test("whatever is applied can be taken back", () => {
  const canvas = three();
  const before = JSON.stringify([
    [...canvas.notes.values()],
    canvas.list("costs"),
    canvas.comments("a"),
    canvas.locked,
  ]);
  const back = canvas.apply(
    [
      fresh("d"),
      { note: "d", set: { block: "channels" } },
      { note: "c", text: [1, "XX", -2] },
      { note: "a", set: { under: "c", tags: ["role.user"] } },
      { note: "a", react: ["heart", 1, true] },
      { comment: "k", set: { note: "a", text: "Ja", by: 1, at: 5, removed: false } },
      { comment: "k", set: { removed: true } },
      { block: "costs", set: { locked: true } },
      { canvas: true, set: { locked: true } },
    ],
    null,
  );
  assert.equal(canvas.block("costs").locked, true);
  canvas.apply(back, null);
  assert.equal(
    JSON.stringify([[...canvas.notes.values()], canvas.list("costs"), canvas.comments("a"), canvas.locked]),
    before,
  );
  assert.equal(canvas.block("costs").locked, false);
});

test("P6: a canvas reads the picture that another gives", () => {
  const note = {
    id: "a",
    block: "costs",
    key: "V",
    text: "é",
    v: 4,
    colour: "sky",
    tags: [],
    under: null,
    by: 2,
    at: 5,
    removed: false,
    reactions: {},
  };
  const comment = { id: "k", note: "a", text: "Ja", by: 1, at: 6, removed: false };
  const canvas = new Canvas(KIND, {
    locked: true,
    blocks: { costs: { locked: true } },
    notes: [note],
    comments: [comment],
  });
  assert.deepEqual(canvas.list("costs"), [{ ...note, waiting: false }]);
  assert.deepEqual(canvas.comments("a"), [comment]);
  assert.deepEqual([canvas.locked, canvas.block("costs").locked, canvas.block("segments").locked], [true, true, false]);
});

test("what is handed out can be kept: a later change does not touch it", () => {
  const canvas = three();
  const list = canvas.list("costs");
  canvas.apply([{ note: "c", set: { removed: true } }], 2);
  assert.equal(list.length, 3);
});
