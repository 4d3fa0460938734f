import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, diff } from "../../../static/js/canvas/core/text.js";
import { carry, fitted, settleOn, typedOn } from "../../../static/js/canvas/sync/texts.js";

/** Pending edits that lead from text to text. @param {string[]} texts @returns {any[]} */
function chain(...texts) {
  return texts
    .slice(1)
    .map((text, index) => ({ text: texts[index], op: { op: "text", delta: diff(texts[index], text) } }));
}

const top = (/** @type {any} */ entry) => apply(entry.text, entry.op.delta);

test("P17: what arrives goes below what waits, and stands left of it at the same place", () => {
  const entries = chain("kern", "kern, wijk", "kern, wijk!");
  const above = carry(entries, "kern", [4, " en dorp"]);
  assert.deepEqual(entries.map(top), ["kern en dorp, wijk", "kern en dorp, wijk!"]);
  assert.deepEqual(above, [4, " en dorp"]);
});

test("P17: who looks from above sees the change where it stands there", () => {
  const entries = chain("kern", "De kern");
  assert.deepEqual(carry(entries, "kern", [4, "en"]), [7, "en"]);
  assert.deepEqual(carry(entries, "kernen", [1, "E", -1]), [4, "E", -1]);
  assert.equal(top(entries[0]), "De kErnen");
});

test("P17: typing of which others removed the place stays", () => {
  const entries = chain("een lange zin", "een heel lange zin");
  carry(entries, "een lange zin", [4, -6]);
  assert.equal(top(entries[0]), "een heel zin");
});

test("an edit made on another text is carried by difference", () => {
  const [entry] = chain("kern", "kern, wijk");
  assert.equal(carry([entry], "iets anders", ["x"]), null);
  assert.equal(apply("In elke kern.", fitted(entry, "In elke kern.")), "In elke kern., wijk");
  settleOn(entry, "Kern");
  assert.equal(top(entry), "Kern, wijk");
});

test("typing on an older text lands beside what came meanwhile", () => {
  assert.equal(apply("De bus rijdt", typedOn("bus", "bus en trein", "De bus rijdt")), "De bus rijdt en trein");
  assert.equal(apply("bus", typedOn("bus", "bussen", "bus")), "bussen");
});
