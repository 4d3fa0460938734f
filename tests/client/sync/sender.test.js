import assert from "node:assert/strict";
import { test } from "node:test";
import { Sender } from "../../../static/js/canvas/sync/sender.js";

let count = 0;
/** @param {any} op @param {any} [rest] @returns {any} */
const entry = (op, rest) => ({ id: `e${count++}`, op, at: 0, ...rest });
const typing = (/** @type {string} */ note, rest = {}) =>
  entry({ op: "text", note, base: 0, delta: ["x"] }, { text: "", ...rest });
const colour = (/** @type {string} */ note) => entry({ op: "colour", notes: [note], colour: "sky" });
const adding = (/** @type {string} */ note) => entry({ op: "add", notes: [{ note, text: "" }], block: "costs" });

test("P8: at most 100 operations go, in order, and the next only when the fate of all is known", () => {
  const sender = new Sender();
  const entries = Array.from({ length: 150 }, (_, index) => colour(`n${index}`));
  const batch = sender.batch(entries, 0);
  assert.deepEqual(batch, entries.slice(0, 100));
  assert.ok(batch.every(({ sent }) => sent) && !entries[100].sent);
  assert.equal(sender.delay(entries, 0), null);
  for (const { id } of batch) sender.settle(id);
  assert.equal(sender.delay(entries.slice(100), 0), 0);
  assert.equal(sender.batch(entries.slice(100), 0).length, 50);
});

test("P1: a batch stays well below 256 KiB", () => {
  const notes = Array.from({ length: 300 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`);
  const entries = Array.from({ length: 60 }, () => entry({ op: "move", notes, block: "costs" }));
  const batch = new Sender().batch(entries, 0);
  assert.ok(batch.length > 5 && JSON.stringify(batch).length < 200_000);
});

test("P16: one text edit of a note on its way, and none before the note itself was taken", () => {
  const entries = [typing("a"), typing("b"), typing("a"), colour("c")];
  assert.deepEqual(new Sender().batch(entries, 0), entries.slice(0, 2));
  const fresh = [colour("c"), adding("d"), typing("d")];
  assert.deepEqual(new Sender().batch(fresh, 0), fresh.slice(0, 2));
  const copied = [entry({ op: "duplicate", notes: ["a"], copies: ["e"] }), typing("e")];
  assert.deepEqual(new Sender().batch(copied, 0), copied.slice(0, 1));
});

test("P10: what was taken already waits for its frame and is not sent again", () => {
  const entries = [typing("a", { taken: 7 }), colour("b"), typing("a")];
  assert.deepEqual(new Sender().batch(entries, 0), [entries[1]]);
});

test("typing pauses 150 ms between two edits of one note; anything else goes at once, with the typing before it", () => {
  const sender = new Sender();
  const first = typing("a");
  assert.equal(sender.delay([first], 1000), 0);
  sender.batch([first], 1000);
  sender.settle(first.id);
  assert.equal(sender.delay([typing("a")], 1030), 120);
  assert.equal(sender.delay([typing("b")], 1030), 0);
  assert.equal(sender.delay([typing("a"), colour("b")], 1030), 0);
  assert.equal(sender.delay([], 1030), null);
});
