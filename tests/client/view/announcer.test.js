// What screen readers hear: one's own deeds at once, what others add at most once in five seconds, in sums.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Announcer } from "../../../static/js/canvas/view/announcer.js";

/** Notes by id: the block and the author are in it. @param {string} id */
const note = (id) => ({ block: id.split(" ")[0], by: Number(id.split(" ")[1]) });
const scene = /** @type {any} */ ({
  me: 1,
  note,
  blockName: (/** @type {string} */ key) => key,
  say: (/** @type {string} */ _, /** @type {any} */ { count, block }) => `${count} in ${block}.`,
});

test("what others add is said at most once in five seconds, summed by block", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const said = /** @type {string[]} */ ([]);
  const line = /** @type {any} */ ({
    get textContent() {
      return said.at(-1) ?? "";
    },
    set textContent(text) {
      said.push(text);
    },
  });
  const announcer = new Announcer(line, scene);
  for (let second = 0; second < 60; second++) {
    announcer.arrived(["costs 2", "costs 1", ...(second % 2 ? ["partners 3"] : [])]);
    mock.timers.tick(1_000);
  }
  assert.ok(said.length <= 12, `${said.length} times in a minute`);
  assert.equal(said[0], "5 in costs. 2 in partners.");
  const sum = said.reduce((all, text) => all + Number(text.match(/(\d+) in costs/)?.[1]), 0);
  assert.equal(sum, 60, "nothing is left out");
  announcer.say("Saved.");
  assert.equal(said.at(-1), "Saved.");
});

test("one's own notes are not announced as news", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const line = /** @type {any} */ ({ textContent: "" });
  new Announcer(line, scene).arrived(["costs 1"]);
  mock.timers.tick(10_000);
  assert.equal(line.textContent, "");
});
