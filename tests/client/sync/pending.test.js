import assert from "node:assert/strict";
import { test } from "node:test";
import { diff } from "../../../static/js/canvas/core/text.js";
import { Pending } from "../../../static/js/canvas/sync/pending.js";
import { emptyPicture, KIND } from "../kind.js";

const NOTE = "5b1c0000-0000-4000-8000-000000000001";
const YOU = { who: 1, role: "participant" };

/** Who has one note before them. @param {string} text */
function looking(text) {
  const note = { id: NOTE, block: "costs", key: "a", text, v: 5, colour: "sun", tags: [], under: null, by: 2, at: 0 };
  const notes = [{ ...note, removed: false, reactions: {} }];
  return new Pending(KIND, { head: 5, canvas: { ...emptyPicture(), notes } }, YOU);
}

/** An edit of that note. @param {string} id @param {string} before @param {string} after */
function edit(id, before, after) {
  return { id, op: { op: "text", note: NOTE, delta: diff(before, after) }, text: before, at: 0 };
}

/** What the note shows. @param {Pending} pending */
const shown = (pending) => pending.canvas.notes.get(NOTE)?.text;

test("P17: what was typed on an edit that is taken back stays between the same letters", () => {
  const pending = looking("abcdef");
  const both = { op: "text", note: NOTE, delta: [1, "X", 2, "Y"] };
  pending.push({ id: "one", op: both, text: "abcdef", at: 0 });
  pending.push(edit("two", "aXbcYdef", "aXbZcYdef"));
  pending.drop(new Set(["one"]));
  assert.equal(shown(pending), "abZcdef");
});

test("P17: and so does what was typed on an edit that the server has in another form", () => {
  const pending = looking("abcdef");
  pending.adopt([edit("one", "", "XY")]); // made on an older text, so shown where it has no place
  const before = shown(pending) ?? "";
  assert.ok(before.startsWith("XY") || before.endsWith("XY"));
  pending.push(edit("two", before, before.replace("bc", "bZc")));
  pending.frame({ to: 6, ops: [{ n: 6, id: "one", fx: [{ note: NOTE, text: [1, "X", 2, "Y"] }] }] });
  assert.equal(shown(pending), "aXbZcYdef");
});

test("P17: one's own edit leaves what was typed in the middle of it where it is", () => {
  const pending = looking("ab");
  pending.push(edit("one", "ab", "aXYb"));
  pending.push(edit("two", "aXYb", "aXZYb"));
  pending.frame({ to: 6, ops: [{ n: 6, id: "one", fx: [{ note: NOTE, text: [1, "XY"] }] }] });
  assert.equal(shown(pending), "aXZYb");
});
