import assert from "node:assert/strict";
import { test } from "node:test";
import { moveCaret } from "../../../static/js/canvas/core/text.js";
import { place } from "../../../static/js/canvas/view/placing.js";
import { view, World } from "../people.js";

/** @param {any} page @param {string} [text] */
function addNote(page, text = "", block = "channels") {
  const note = page.session.newId();
  const result = page.session.edit({ op: "add", notes: [{ note, text }], block });
  assert.ok(result.id, JSON.stringify(result));
  return note;
}

const textOf = (/** @type {any} */ page, /** @type {string} */ note) => page.session.canvas.notes.get(note)?.text;

/** Two people with one note between them. */
function two(text = "In elke kern") {
  const world = new World();
  const [anna, bram] = [world.open(1), world.open(2)];
  const note = addNote(anna, text);
  world.clock.pass(200);
  return { world, anna, bram, note };
}

/** Until the server took what was sent, and before its answer is there. @param {World} world */
function untilTaken(world) {
  const { head } = world.server;
  world.network.faults.delay = 500;
  while (world.server.head === head) world.clock.pass(1);
  world.network.faults.delay = 5;
}

test("P9: an edit shows at once, waits, and is saved when its frame came", () => {
  const world = new World();
  const anna = world.open(1);
  const note = addNote(anna, "Buurtbus");
  assert.equal(anna.session.canvas.list("channels")[0].waiting, true);
  assert.deepEqual([anna.session.status.state, anna.session.status.waiting], ["saving", 1]);
  world.clock.pass(100);
  assert.equal(anna.session.canvas.notes.get(note)?.waiting, false);
  assert.deepEqual([anna.session.status.state, anna.session.status.waiting], ["saved", 0]);
  assert.deepEqual(view(world.open(2).session.canvas), view(anna.session.canvas));
  assert.equal(world.browser(1).store.length, 0);
});

test("P16: two people type in one note at the same moment, both keep their words", () => {
  const { world, anna, bram, note } = two();
  anna.session.type(note, "In elke kern een bus");
  bram.session.type(note, "Straks in elke kern");
  world.clock.pass(500);
  assert.equal(textOf(anna, note), "Straks in elke kern een bus");
  assert.equal(textOf(bram, note), textOf(anna, note));
});

test("P16: the first key goes at once, then one edit every 150 ms at most, one on its way", () => {
  const { world, anna, note } = two("");
  const before = world.server.head;
  for (let key = 1; key <= 20; key++) {
    anna.session.type(note, "x".repeat(key));
    world.clock.pass(20);
    if (key === 2) assert.equal(world.server.head, before + 1);
  }
  world.clock.pass(500);
  assert.equal(textOf(anna, note), "x".repeat(20));
  assert.ok(world.server.head - before <= 5, `${world.server.head - before} edits for 20 keys`);
});

test("P17: what is typed stays while others' text arrives, and the caret can follow", () => {
  const { world, anna, bram, note } = two("bus");
  world.network.faults.delay = 80;
  let field = "bus👍";
  let caret = field.length;
  anna.session.type(note, field);
  bram.session.type(note, "De bus");
  for (let step = 0; step < 10; step++) {
    world.clock.pass(40);
    for (const change of anna.changes.splice(0)) {
      const delta = change.texts?.get(note);
      if (!delta || change.local) continue;
      caret = moveCaret(caret, field, delta);
      field = textOf(anna, note);
    }
  }
  assert.deepEqual([field, caret], ["De bus👍", "De bus👍".length]);
});

test("a composition that was typed on an older text is carried over what came meanwhile", () => {
  const { world, anna, bram, note } = two("bus");
  bram.session.type(note, "De bus rijdt");
  world.clock.pass(300);
  assert.deepEqual(anna.session.type(note, "bus 字", "bus"), {
    text: "De bus 字 rijdt".replace(" 字 rijdt", textOf(anna, note).slice(6)),
  });
  assert.match(textOf(anna, note), /^De bus.*字/);
  assert.match(textOf(anna, note), /rijdt/);
});

test("P19: what is typed is cleaned; the field may keep its own spelling", () => {
  const { anna, note } = two("");
  assert.deepEqual(anna.session.type(note, "caf\u0065\u0301\t\u202e"), { text: "café " });
  assert.deepEqual(anna.session.type(note, "cafe\u0301 x", "cafe\u0301 "), { text: "café x" });
});

test("P19: a note takes 500 characters, counted as people count them; more stays in the field", () => {
  const { anna, note } = two("");
  assert.deepEqual(anna.session.type(note, "👍".repeat(501)), { no: "text-long", limit: 500 });
  assert.equal(textOf(anna, note), "");
  assert.ok("text" in anna.session.type(note, "👍".repeat(500)));
  const long = { note: anna.session.newId(), text: "x".repeat(501) };
  assert.deepEqual(anna.session.edit({ op: "add", notes: [long], block: "costs" }), { no: "text-long", limit: 500 });
});

test("comments have words, 1,000 characters at most", () => {
  const { anna, note } = two();
  const comment = (/** @type {string} */ text) =>
    anna.session.edit({ op: "comment", note, comment: anna.session.newId(), text });
  assert.deepEqual(comment(" \n "), { no: "text-empty" });
  assert.deepEqual(comment("x".repeat(1001)), { no: "text-long", limit: 1000 });
  assert.ok("id" in comment("Hoeveel zijn dat er?"));
  assert.deepEqual(
    anna.session.canvas.comments(note).map(({ text }) => text),
    ["Hoeveel zijn dat er?"],
  );
});

test("an edit that changes nothing is neither kept nor sent", () => {
  const { anna, note } = two();
  anna.session.edit({ op: "colour", notes: [note], colour: "sun" });
  assert.equal(anna.session.status.waiting, 0);
});

test("offline: edits wait, are counted, and arrive once, together with what others did", () => {
  const { world, anna, bram, note } = two();
  world.network.down = true;
  world.network.cut(1);
  const mine = addNote(anna, "");
  anna.session.type(mine, "Wijkverpleging");
  anna.session.type(note, "In elke kern een bus");
  bram.session.type(note, "Ja: In elke kern");
  world.clock.pass(2000);
  assert.deepEqual([anna.session.status.state, anna.session.status.waiting], ["offline", 2]);
  world.calm();
  assert.deepEqual(view(anna.session.canvas), view(bram.session.canvas));
  assert.deepEqual([textOf(bram, mine), textOf(bram, note)], ["Wijkverpleging", "Ja: In elke kern een bus"]);
  assert.equal(anna.session.status.state, "saved");
});

test("a short break is nobody's business: offline shows after a second and a half", () => {
  const { world, anna } = two();
  world.network.cut(1);
  world.clock.pass(1000);
  world.calm();
  assert.ok(anna.statuses.every(({ state }) => state !== "offline"));
});

test("P11: an edit whose answer was lost is done once", () => {
  const { world, anna, bram } = two();
  addNote(anna, "Eenmaal");
  untilTaken(world);
  assert.equal(anna.session.status.state, "saving", "taken, but anna does not know");
  world.network.cut(1);
  world.calm();
  assert.equal(bram.session.canvas.list("channels").length, 2);
  assert.equal(anna.session.status.waiting, 0);
});

test("P17: a reload while edits wait: they are there again, rebased on what came meanwhile, once", () => {
  const { world, anna, bram, note } = two("kern");
  world.network.cut(1);
  anna.session.type(note, "kern, wijk");
  const mine = addNote(anna, "Nieuw");
  bram.session.type(note, "dorp en kern");
  world.clock.pass(300);
  const again = anna.reload();
  world.calm();
  assert.equal(textOf(again, note), "dorp en kern, wijk");
  assert.equal(textOf(bram, mine), "Nieuw");
  assert.deepEqual(view(again.session.canvas), view(bram.session.canvas));
  assert.equal(world.browser(1).store.length, 0);
});

test("P3: a reload after an edit was taken but not answered shows it once, at every moment", () => {
  const { world, anna, note } = two("kern");
  anna.session.type(note, "kern, wijk");
  untilTaken(world);
  assert.equal(world.browser(1).store.length, 1);
  assert.equal(world.server.canvas.notes.get(note)?.text, "kern, wijk");
  const again = anna.reload({ wait: false });
  for (let step = 0; step < 300; step++) {
    world.clock.pass(2);
    assert.equal(textOf(again, note), "kern, wijk");
  }
  assert.deepEqual([...new Set(again.shown)], ["kern, wijk"]);
});

test("P3: what the server knows already is not sent again", () => {
  const { world, anna } = two();
  addNote(anna, "Eenmaal");
  untilTaken(world);
  assert.equal(anna.session.status.state, "saving");
  world.network.cut(1);
  const taken = /** @type {string[]} */ ([]);
  const { take } = world.server;
  world.server.take = (ops, actor) => {
    taken.push(...ops.map(({ op }) => op));
    return take.call(world.server, ops, actor);
  };
  world.calm();
  assert.deepEqual([taken, anna.session.status.state], [[], "saved"]);
});

test("P6: a picture replaces everything; edits that wait are rebased on it", () => {
  const { world, anna, bram, note } = two("kern");
  world.server.resetAfter = 2;
  world.network.down = true;
  world.network.cut(1);
  anna.session.type(note, "kern, wijk");
  for (const text of ["een kern", "elke kern", "In elke kern", "In elke kern."]) {
    bram.session.type(note, text);
    world.clock.pass(160);
  }
  world.calm();
  assert.ok(anna.changes.some(({ reset }) => reset));
  assert.deepEqual(view(anna.session.canvas), view(bram.session.canvas));
  assert.match(textOf(bram, note), /^In elke kern.*wijk/);
});

test("P12: a refused edit is taken back, its words stand in the tray and can be placed", () => {
  const { world, anna, bram, note } = two("kern");
  world.server.take([{ id: bram.session.newId(), op: "remove", notes: [note] }], bram.session.you);
  anna.session.type(note, "kern en wijk");
  world.clock.pass(300);
  const [item] = anna.session.tray.list();
  assert.deepEqual([item.text, item.code, item.block], ["kern en wijk", "note-removed", "channels"]);
  assert.deepEqual([anna.refusals[0].no, anna.refusals[0].kept], ["note-removed", [item.id]]);
  const again = anna.reload();
  assert.equal(again.session.tray.list().length, 1, "kept over a reload");
  place(again.session, item.id);
  world.calm();
  assert.deepEqual(again.session.tray.list(), []);
  assert.deepEqual(
    bram.session.canvas.list("channels").map(({ text }) => text),
    ["kern en wijk"],
  );
});

test("P12: a refused new note takes its own later typing along, and no other", () => {
  const { world, anna, note } = two("kern");
  world.server.refuse.set("add", { no: "locked", text: "Dit blok is vergrendeld.", block: "costs" });
  const mine = addNote(anna, "Nie", "costs");
  anna.session.type(note, "kern!");
  world.clock.pass(2);
  anna.session.type(mine, "Nieuw");
  world.clock.pass(500);
  assert.equal(anna.session.canvas.notes.has(mine), false);
  assert.deepEqual(
    anna.session.tray.list().map(({ text, message }) => [text, message]),
    [["Nieuw", "Dit blok is vergrendeld."]],
  );
  assert.equal(anna.refusals.length, 1);
  assert.equal(world.server.canvas.notes.get(note)?.text, "kern!");
});

test("words in the tray that are too long for one note come back as several", () => {
  const { world, anna } = two();
  anna.session.tray.add({
    id: "t",
    op: { op: "text", note: "q" },
    text: "x".repeat(700),
    code: "text-long",
    message: "",
    block: "costs",
    note: "q",
    at: 1,
  });
  place(anna.session, "t");
  world.calm();
  assert.deepEqual(
    world.server.canvas.list("costs").map(({ text }) => text.length),
    [500, 200],
  );
});

test("P18: undo of what was never sent drops it, and redo brings it back", () => {
  const { world, anna, note } = two();
  world.network.down = true;
  world.network.cut(1);
  anna.session.edit({ op: "colour", notes: [note], colour: "rose" });
  assert.deepEqual(anna.session.undo(), { local: true });
  assert.deepEqual([anna.session.canvas.notes.get(note)?.colour, anna.session.status.waiting], ["sun", 0]);
  assert.deepEqual(anna.session.redo(), { local: true });
  world.calm();
  assert.equal(world.server.canvas.notes.get(note)?.colour, "rose");
});

test("P18: offline as well, undo takes back typing up to the last pause, and the field hears of it", () => {
  const { world, anna, note } = two("kern");
  world.network.down = true;
  world.network.cut(1);
  for (const text of ["kern,", "kern, wijk"]) anna.session.type(note, text);
  world.clock.pass(6000);
  for (const text of ["kern, wijk en", "kern, wijk en dorp"]) anna.session.type(note, text);
  anna.changes.splice(0);
  anna.session.undo();
  assert.equal(textOf(anna, note), "kern, wijk");
  assert.deepEqual([...anna.changes[0].texts], [[note, [10, -8]]]);
  anna.session.redo();
  assert.equal(textOf(anna, note), "kern, wijk en dorp");
  world.calm();
  assert.equal(world.server.canvas.notes.get(note)?.text, "kern, wijk en dorp");
});

test("P18: undo of what was sent is the server's; a question comes as a refusal", () => {
  const { world, anna, note } = two();
  anna.session.type(note, "In elke kern een bus");
  world.clock.pass(300);
  anna.session.undo();
  world.clock.pass(300);
  assert.equal(textOf(anna, note), "In elke kern");
  world.server.refuse.set("undo", { no: "undo-others", note, text: "Anderen schreven mee." });
  anna.session.undo();
  world.clock.pass(300);
  assert.deepEqual([anna.refusals[0].no, anna.refusals[0].note, anna.refusals[0].kept], ["undo-others", note, []]);
});

test("P10: an operation that the database refused is sent again by itself", () => {
  const { world, anna, note } = two();
  world.server.refuse.set("colour", { no: "try-again", text: "" });
  anna.session.edit({ op: "colour", notes: [note], colour: "sky" });
  world.clock.pass(500);
  assert.equal(anna.session.status.state, "saving");
  world.server.refuse.clear();
  world.clock.pass(5000);
  assert.equal(world.server.canvas.notes.get(note)?.colour, "sky");
  assert.equal(anna.refusals.length, 0);
});

test("P16: a delta that does not fit is made anew on a fresh picture, once; then its words go to the tray", () => {
  const { world, anna, note } = two("kern");
  world.server.refuse.set("text", { no: "base-unknown", text: "", once: true });
  anna.session.type(note, "kern!");
  world.calm();
  assert.equal(world.server.canvas.notes.get(note)?.text, "kern!");
  assert.ok(anna.changes.some(({ reset }) => reset));
  world.server.refuse.set("text", { no: "delta-misfit", text: "" });
  anna.session.type(note, "kern!!");
  world.calm();
  assert.deepEqual(
    anna.session.tray.list().map(({ text }) => text),
    ["kern!!"],
  );
});

test("typing that deletes is not worth a place in the tray", () => {
  const { world, anna, note } = two("kern");
  world.server.refuse.set("text", { no: "locked", text: "" });
  anna.session.type(note, "ker");
  world.clock.pass(300);
  assert.deepEqual([anna.session.tray.list(), textOf(anna, note)], [[], "kern"]);
});

test("roles: an observer's edit does not even leave", () => {
  const { world } = two();
  const eva = world.open(5, { role: "observer" });
  const head = world.server.head;
  const add = { op: "add", notes: [{ note: eva.session.newId(), text: "Stil" }], block: "costs" };
  assert.deepEqual(eva.session.edit(add), { no: "not-allowed" });
  assert.deepEqual(eva.session.undo(), { no: "not-allowed" });
  assert.equal(world.server.head, head);
});

test("P26: what is final stops the session, keeps the words and says why", () => {
  const { world, anna } = two();
  addNote(anna, "Bewaard");
  world.network.cut(1, 4001);
  world.clock.pass(60_000);
  assert.deepEqual([anna.session.status.state, anna.session.status.reason], ["stopped", "removed"]);
  assert.deepEqual(
    anna.byes.map(({ code, reason }) => [code, reason]),
    [[4001, "removed"]],
  );
  assert.equal(world.browser(1).store.length, 1);
});

test("P5: a gap is asked for again; a repetition is passed over", () => {
  const { world, anna, bram, note } = two("");
  world.network.faults = { lost: 0.3, twice: 0.3, delay: 30 };
  for (let step = 0; step < 40; step++) {
    const page = step % 2 ? anna : bram;
    page.session.type(note, `${textOf(page, note)}${step},`);
    world.clock.pass(200);
  }
  world.calm();
  assert.deepEqual(view(anna.session.canvas), view(bram.session.canvas));
  for (let step = 0; step < 40; step++) assert.match(`,${textOf(anna, note)}`, new RegExp(`,${step},`));
});

test("P5: a gap is closed at once, not at the next heartbeat; of a frame that overlaps only the new is read", () => {
  const { world, anna, bram, note } = two("");
  const peer = [...world.server.peers].find(({ actor }) => actor.who === 1);
  assert.ok(peer);
  bram.session.edit({ op: "colour", notes: [note], colour: "sky" });
  world.clock.pass(4);
  peer.told = world.server.head - 2;
  bram.session.type(note, "a");
  world.clock.pass(100);
  assert.equal(textOf(anna, note), "a");
  peer.told = world.server.head + 1; // the next one gets lost
  for (const text of ["ab", "abc"]) {
    bram.session.type(note, text);
    world.clock.pass(300);
  }
  assert.equal(textOf(anna, note), "abc");
});

test("P8: two thousand edits made offline arrive in batches, in order", () => {
  const { world, anna, bram } = two();
  world.network.down = true;
  world.network.cut(1);
  const notes = Array.from({ length: 100 }, () => addNote(anna, "", "costs"));
  for (let round = 0; round < 19; round++)
    for (const note of notes) anna.session.edit({ op: "move", notes: [note], block: round % 2 ? "costs" : "segments" });
  assert.equal(anna.session.status.waiting, 2000);
  world.calm();
  assert.deepEqual(view(anna.session.canvas), view(bram.session.canvas));
  assert.deepEqual(
    bram.session.canvas.list("segments").map(({ id }) => id),
    notes,
  );
});

test("P20: where somebody is goes out on change, four times a second at most", () => {
  const { world, anna } = two();
  const peer = [...world.server.peers].find(({ actor }) => actor.who === 1);
  let count = 0;
  const hear = peer?.hear.bind(peer);
  if (peer) {
    peer.hear = (message) => {
      count += message.t === "here" ? 1 : 0;
      hear?.(message);
    };
  }
  for (let step = 0; step < 100; step++) {
    anna.session.here({ block: "costs", note: `n${step}`, typing: true });
    world.clock.pass(10);
  }
  world.clock.pass(300);
  assert.ok(count >= 4 && count <= 6, `${count} in a second`);
  assert.equal(peer?.place.note, "n99");
});

test("listeners may call the session", () => {
  const world = new World();
  /** @type {any} */
  let anna = null;
  const onChange = (/** @type {any} */ change) => {
    const [note] = change.notes;
    if (anna?.session.canvas.notes.get(note)?.colour === "sun")
      anna.session.edit({ op: "colour", notes: [note], colour: "mint" });
  };
  anna = world.open(1, { world: { onChange } });
  const note = addNote(anna, "x");
  world.calm();
  assert.equal(world.server.canvas.notes.get(note)?.colour, "mint");
});

test("P23: a dead connection is noticed within 25 s, also while an edit waits for its fate", () => {
  for (const waiting of [false, true]) {
    const { world, anna, note } = two();
    const before = [...world.server.peers];
    world.network.faults.lost = 1;
    if (waiting) anna.session.edit({ op: "colour", notes: [note], colour: "mint" });
    world.clock.pass(25_000);
    const left = before.filter((peer) => !world.server.peers.has(peer));
    assert.equal(left.length, 2, `both have hung up, with ${waiting ? "an edit" : "nothing"} waiting`);
    world.calm();
    assert.equal(world.server.canvas.notes.get(note)?.colour, waiting ? "mint" : "sun");
  }
});
