import assert from "node:assert/strict";
import { test } from "node:test";
import { World } from "../people.js";

/** @param {any} page @param {string} text */
function addNote(page, text) {
  page.session.edit({ op: "add", notes: [{ note: page.session.newId(), text }], block: "costs" });
}

const texts = (/** @type {World} */ world) =>
  world.server.canvas
    .list("costs")
    .map(({ text }) => text)
    .sort();

/** A world where nothing gets through. */
function offline() {
  const world = new World();
  world.network.down = true;
  return world;
}

test("what a dead tab left is taken over by the next one, once", () => {
  const world = offline();
  const first = world.open(1);
  addNote(first, "eerste");
  first.kill();
  const second = world.open(1);
  addNote(second, "tweede");
  const third = world.open(1);
  world.calm();
  assert.deepEqual(texts(world), ["eerste", "tweede"]);
  assert.equal(third.session.status.waiting, 0);
  assert.equal(world.browser(1).store.length, 0);
});

test("a living tab keeps its own edits: another leaves them alone", () => {
  const world = offline();
  const first = world.open(1);
  addNote(first, "van mij");
  const second = world.open(1);
  world.clock.pass(5000);
  assert.deepEqual([first.session.status.waiting, second.session.status.waiting], [1, 0]);
});

test("a tab that slept finds its edits taken over, and lets go of them", () => {
  const world = offline();
  const sleeper = world.open(1);
  addNote(sleeper, "geslapen");
  const [channel] = world.browser(1).channels.all();
  channel.frozen = true;
  const other = world.open(1);
  assert.equal(other.session.status.waiting, 1);
  world.calm();
  assert.deepEqual(texts(world), ["geslapen"]);
  assert.deepEqual([sleeper.session.status.waiting, sleeper.session.canvas.list("costs").length], [0, 1]);
});

test("two people at one browser do not get each other's edits", () => {
  const world = offline();
  const anna = world.open(1);
  addNote(anna, "van Anna");
  anna.kill();
  world.browsers.set(2, world.browser(1));
  const bram = world.open(2);
  world.calm();
  assert.deepEqual([texts(world), bram.session.status.waiting], [[], 0]);
});

test("storage that is full or forbidden: edits go out all the same, and the status says what closing would cost", () => {
  const world = offline();
  world.browser(1).store.room = 10;
  const anna = world.open(1);
  addNote(anna, "past niet");
  assert.equal(anna.session.status.unsafe, true);
  world.calm();
  assert.deepEqual([texts(world), anna.session.status.unsafe], [["past niet"], false]);
  const bram = world.open(2, { world: { store: null, channel: null } });
  addNote(bram, "zonder");
  assert.equal(bram.session.status.unsafe, true);
  world.calm();
  assert.deepEqual(texts(world), ["past niet", "zonder"]);
});

test("storage that is emptied under a living tab loses nothing", () => {
  const world = offline();
  const anna = world.open(1);
  addNote(anna, "blijft");
  world.browser(1).store.items.clear();
  world.calm();
  assert.deepEqual(texts(world), ["blijft"]);
});

test("what is in storage by accident is passed over", () => {
  const world = offline();
  const { store } = world.browser(1);
  store.setItem("canvasweb/outbox/c1/1/dead/00000001/x", "{half");
  store.setItem("canvasweb/outbox/c1/1/dead/00000002/y", '{"id":3}');
  store.setItem("canvasweb/tray/c1/1/z", "{half");
  store.setItem("other", "thing");
  const anna = world.open(1);
  addNote(anna, "gewoon");
  world.calm();
  assert.deepEqual(texts(world), ["gewoon"]);
  assert.equal(anna.session.status.state, "saved");
});

test("many keys in one note take one item", () => {
  const world = offline();
  const anna = world.open(1);
  const note = anna.session.newId();
  anna.session.edit({ op: "add", notes: [{ note, text: "" }], block: "costs" });
  for (let key = 1; key <= 50; key++) anna.session.type(note, "x".repeat(key));
  assert.equal(world.browser(1).store.length, 1);
  anna.kill();
  world.open(1);
  world.calm();
  assert.deepEqual(texts(world), ["x".repeat(50)]);
});

test("seed 777: a page that was closed while it asked around claims nothing any more", () => {
  const world = offline();
  const first = world.open(1);
  addNote(first, "blijft");
  first.kill();
  const second = world.open(1, { wait: false });
  world.clock.pass(10);
  second.kill();
  const third = world.open(1);
  assert.equal(third.session.status.waiting, 1);
  world.calm();
  assert.deepEqual([texts(world), third.session.status.waiting], [["blijft"], 0]);
});
