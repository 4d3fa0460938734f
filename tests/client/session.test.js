import assert from "node:assert/strict";
import { test } from "node:test";
import { view, World } from "./people.js";

test("P9: an edit shows at once, waits, and is saved when its frame came", () => {
  const world = new World();
  const anna = world.open(1);
  const note = anna.session.newId();
  anna.session.edit({ op: "add", notes: [{ note, text: "Buurtbus" }], block: "channels" });
  assert.deepEqual(
    anna.session.canvas.list("channels").map(({ text, waiting }) => [text, waiting]),
    [["Buurtbus", true]],
  );
  assert.equal(anna.session.status.state, "saving");
  world.clock.pass(100);
  assert.equal(anna.session.canvas.notes.get(note)?.waiting, false);
  assert.deepEqual([anna.session.status.state, anna.session.status.waiting], ["saved", 0]);
  const bram = world.open(2);
  assert.deepEqual(view(bram.session.canvas), view(anna.session.canvas));
  assert.equal(world.browser(1).store.length, 0);
});
