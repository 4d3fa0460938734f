// The view's pure helpers: where a held note lands, what a pasted list holds, how people are shown, what fits a note.

import assert from "node:assert/strict";
import { test } from "node:test";
import { landing } from "../../../static/js/canvas/view/drop.js";
import { linesOf } from "../../../static/js/canvas/view/paste.js";
import { initials, personColour } from "../../../static/js/canvas/view/people.js";
import { Scene } from "../../../static/js/canvas/view/scene.js";
import { longest } from "../../../static/js/canvas/view/typing.js";

/** Three notes under each other, 40 high with 10 between. */
const column = [0, 50, 100].map((top) => ({ left: 0, right: 100, top, bottom: top + 40 }));
/** Two notes beside each other, and one below the first. */
const grid = [
  { left: 0, right: 100, top: 0, bottom: 40 },
  { left: 110, right: 210, top: 0, bottom: 40 },
  { left: 0, right: 100, top: 50, bottom: 90 },
];

test("a held note lands before or after the one under it, by its half", () => {
  assert.deepEqual(landing(column, { x: 50, y: 52 }), { index: 1, onto: -1 });
  assert.deepEqual(landing(column, { x: 50, y: 88 }), { index: 2, onto: -1 });
});

test("the heart of a note means: on it", () => {
  assert.equal(landing(column, { x: 50, y: 70 }).onto, 1);
});

test("between notes it lands between them, below all of them last", () => {
  assert.equal(landing(column, { x: 50, y: 45 }).index, 1);
  assert.equal(landing(column, { x: 50, y: 400 }).index, 3);
  assert.equal(landing([], { x: 1, y: 1 }).index, 0);
});

test("where notes stand beside each other, left and right count", () => {
  assert.deepEqual(landing(grid, { x: 115, y: 20 }), { index: 1, onto: -1 });
  assert.deepEqual(landing(grid, { x: 205, y: 20 }), { index: 2, onto: -1 });
});

test("a pasted list loses its bullets and empty lines", () => {
  assert.deepEqual(linesOf("- een\r\n\n* twee\n3. drie\n 4) vier \n• vijf", 500), [
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
  ]);
});

test("a line that is too long for a note becomes several, by characters", () => {
  assert.deepEqual(linesOf("😀😀😀😀😀", 2), ["😀😀", "😀😀", "😀"]);
});

test("initials are of the first and the last word, as the server makes them", () => {
  assert.deepEqual(["Fatima El Amrani", "jan", " Éva  Ó Broin ", "", "😀 x"].map(initials), [
    "FA",
    "J",
    "ÉB",
    "",
    "😀X",
  ]);
});

test("a person's colour is the one that the server gives", () => {
  // zlib.crc32(b"1") % 8 and so on, as in workshops/templatetags/look.py
  assert.deepEqual([1, 2, 3, 12, 60].map(personColour), ["p-h", "p-f", "p-d", "p-f", "p-g"]);
});

test("what is put in is cut to what fits; what stood there stays", () => {
  assert.deepEqual(longest("begin eind", "begin midden eind", 13), { text: "begin mideind", caret: 9 });
  assert.deepEqual(longest("😀", "😀😀😀", 2), { text: "😀😀", caret: 4 });
  assert.deepEqual(longest("", "abc", 10), { text: "abc", caret: 3 });
});

test("words are filled in, counted, and shown as their key when there are none", () => {
  const page = /** @type {any} */ ({ kind: { key: "k", blocks: [] } });
  const scene = new Scene(page, { hello: "Dag %(name)s", notes: ["%(count)s briefje", "%(count)s briefjes"] });
  assert.equal(scene.say("hello", { name: "$& %(name)s" }), "Dag $& %(name)s");
  assert.equal(scene.say("notes", { count: 1 }), "1 briefje");
  assert.equal(scene.say("notes", { count: 0 }), "0 briefjes");
  assert.equal(scene.say("unknown"), "unknown");
});
