// The table of assumptions: what is left after filters, and in which order.

import assert from "node:assert/strict";
import { test } from "node:test";
import { filtered, sorted } from "../../../static/js/assumptions/rows.js";

const TODAY = "2026-03-10";
const collator = new Intl.Collator("en");

/** @param {string} id @param {any} [more] */
function row(id, { block = "segments", due = "", experiments = [], rank = Infinity, ...more } = {}) {
  const one = { id, statement: id, importance: 50, evidence: 0, status: "open", at: 1, ...more };
  return /** @type {any} */ ({ one, note: { block, text: id }, experiments, due, rank });
}

/** @param {any[]} rows */
const ids = (rows) => rows.map(({ one }) => one.id);
const ALL = { block: "", status: "", due: "", owner: "" };

test("filters by block, status, date and owner", () => {
  const late = row("late", { due: "2026-03-09", experiments: [{ owner: "Jan" }] });
  const soon = row("soon", { due: "2026-03-24", experiments: [{ owner: "An" }], status: "testing" });
  const far = row("far", { due: "2026-03-25", experiments: [{ owner: "An" }], block: "channels" });
  const none = row("none");
  const rows = [late, soon, far, none];
  assert.deepEqual(ids(filtered(rows, ALL, TODAY)), ["late", "soon", "far", "none"]);
  assert.deepEqual(ids(filtered(rows, { ...ALL, due: "late" }, TODAY)), ["late"]);
  assert.deepEqual(ids(filtered(rows, { ...ALL, due: "soon" }, TODAY)), ["soon"]);
  assert.deepEqual(ids(filtered(rows, { ...ALL, due: "untested" }, TODAY)), ["none"]);
  assert.deepEqual(ids(filtered(rows, { ...ALL, owner: "An" }, TODAY)), ["soon", "far"]);
  assert.deepEqual(ids(filtered(rows, { ...ALL, owner: "An", block: "channels" }, TODAY)), ["far"]);
  assert.deepEqual(ids(filtered(rows, { ...ALL, status: "testing" }, TODAY)), ["soon"]);
});

test("sorts both ways; what has no date comes last in either", () => {
  const rows = [row("b", { due: "2026-04-01", rank: 2 }), row("a", { rank: 1 }), row("c", { due: "2026-03-01" })];
  const order = (/** @type {any} */ column, down = false) => ids(sorted(rows, column, down, ["segments"], collator));
  assert.deepEqual(order("first"), ["a", "b", "c"]);
  assert.deepEqual(order("statement", true), ["c", "b", "a"]);
  assert.deepEqual(order("due"), ["c", "b", "a"]);
  assert.deepEqual(order("due", true), ["b", "c", "a"]);
});
