import assert from "node:assert/strict";
import { test } from "node:test";
import "../../../static/js/canvas/core/assumption_operations.js";
import { Canvas } from "../../../static/js/canvas/core/canvas.js";
import { fallingWith, keepWords, Tray } from "../../../static/js/canvas/sync/tray.js";
import { emptyPicture, KIND } from "../kind.js";

/** @param {string} id @param {string} text @param {any} delta @returns {any} */
const typing = (id, text, delta) => ({ id, at: 0, text, op: { op: "text", note: "n", base: 0, delta } });

/** @param {any[]} entries */
function kept(entries) {
  const tray = new Tray(null, "c1", 1);
  const canvas = new Canvas(KIND, emptyPicture());
  keepWords(tray, entries[0], { no: "note-removed", text: "Weg." }, { canvas, entries }, 5);
  return tray.list();
}

test("the tray gets the whole text, with what was typed since", () => {
  const entries = [typing("a", "kern", [4, " en"]), typing("b", "kern en", [7, " wijk"])];
  assert.deepEqual(
    kept(entries).map(({ id, text, code, message }) => [id, text, code, message]),
    [["a", "kern en wijk", "note-removed", "Weg."]],
  );
  assert.deepEqual(fallingWith(entries[0], entries), entries);
});

test("seed 224: words typed before and after a reload, on texts that differ, are all kept", () => {
  const [item] = kept([typing("a", "een kern", [8, " en wijk"]), typing("b", "een kern", ["In "])]);
  assert.equal(item.text, "In een kern en wijk");
});

test("a refused list of new notes keeps each that has words", () => {
  const notes = ["een", "", "drie"].map((text, index) => ({ note: `n${index}`, text }));
  const items = kept([{ id: "a", at: 0, op: { op: "add", notes, block: "costs" } }]);
  assert.deepEqual(
    items.map(({ id, text, block }) => [id, text, block]),
    [
      ["a", "een", "costs"],
      ["a.2", "drie", "costs"],
    ],
  );
});

test("moves and colours leave no words", () => {
  assert.deepEqual(kept([{ id: "a", at: 0, op: { op: "move", notes: ["n"], block: "costs" } }]), []);
});

test("what was typed in a new note is kept with it, also where the board shows the note no more", () => {
  const add = { id: "a", at: 0, op: { op: "add", notes: [{ note: "n", text: "een" }], block: "costs" } };
  const entries = [add, typing("b", "een", [3, " kern"]), typing("c", "een kern", [8, " erbij"])];
  assert.deepEqual(
    kept(entries).map(({ text }) => text),
    ["een kern erbij"],
  );
});

test("words of an assumption that somebody else changed first are kept", () => {
  const op = { op: "assume", assumption: "a", statement: "er zijn er 25", importance: 9, was: { statement: "20" } };
  const [item] = kept([{ id: "a", at: 0, op }]);
  assert.deepEqual([item.text, item.op], ["er zijn er 25", op]);
  assert.deepEqual(kept([{ id: "b", at: 0, op: { op: "assume", assumption: "a", importance: 9 } }]), []);
});
