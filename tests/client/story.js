// A random hour on one canvas: people write, arrange, lose the connection, reload; at the end all must agree.

import assert from "node:assert/strict";
import { mayEdit } from "../../static/js/canvas/core/rights.js";
import { view, World } from "./people.js";

const BLOCKS = ["segments", "channels", "costs"];
const COLOURS = ["sun", "sky", "rose", "mint", "lilac", "plain"];
const NOISE = ["a", "é", "字", "👍🏽", "\n", " "];

/**
 * @param {number} seed
 * @param {{steps?: number}} [options]
 */
export function story(seed, { steps = 120 } = {}) {
  const world = new World(seed);
  const { random } = world;
  const pick = (/** @type {any[]} */ from) => from[Math.floor(random() * from.length)];
  const people = 2 + Math.floor(random() * 7);
  const gentle = random() < 0.5; // nobody takes words away: every word must still be there at the end
  world.network.faults = { lost: random() < 0.5 ? 0.02 : 0, twice: random() * 0.1, delay: pick([5, 60, 400]) };
  world.server.resetAfter = pick([5, 60, 2000]);
  const pages = Array.from({ length: people }, (_, index) =>
    world.open(1 + (random() < 0.15 ? 0 : index), { wait: false }),
  );
  const words = new Words();
  world.clock.pass(300);

  for (let step = 0; step < steps; step++) {
    const index = Math.floor(random() * pages.length);
    act({ session: pages[index].session, random, pick, words, gentle });
    misfortune(world, pages, index, pick);
    world.clock.pass(pick([0, 1, 5, 30, 200, 900]));
    if (step % 20 === 0) for (const page of pages) page.checkSight();
  }

  world.server.refuse.clear();
  world.calm();
  const truth = view(world.server.canvas);
  for (const page of pages) {
    assert.deepEqual(page.session.status, { state: "saved", waiting: 0, transport: "socket", unsafe: false });
    assert.equal(page.session.seen, world.server.head);
    assert.deepEqual(view(page.session.canvas), truth, "all equal");
    page.checkSight();
  }
  if (gentle)
    words.check(
      world.server.canvas,
      pages.map(({ session }) => session),
    );
  return { operations: world.server.head, people, pages };
}

/** Words of one unique character each (rare Chinese ones, beyond 16 bits), so that none can be torn apart. */
export class Words {
  /** @type {string[]} */
  typed = [];

  next() {
    const word = String.fromCodePoint(0x20000 + this.typed.length);
    this.typed.push(word);
    return word;
  }

  /** The latest were not accepted, and are still in their field. @param {number} most */
  unsaid(most) {
    this.typed.splice(this.typed.length - most);
  }

  /**
   * Every word stands somewhere, and nowhere twice in one text.
   * @param {import("../../static/js/canvas/core/canvas.js").Canvas} canvas
   * @param {import("../../static/js/canvas/sync/session.js").Session[]} sessions
   */
  check(canvas, sessions) {
    const notes = [...canvas.notes.values()];
    const texts = notes.flatMap(({ id, text }) => [text, ...canvas.talk(id).map((comment) => comment.text)]);
    const kept = sessions.flatMap((session) => session.tray.list().map((item) => item.text));
    const all = [...texts, ...kept].join("");
    assert.deepEqual(
      this.typed.filter((word) => !all.includes(word)),
      [],
      "no typed word is lost",
    );
    for (const text of texts) {
      const words = text.match(/[\u{20000}-\u{2ffff}]/gu) ?? [];
      assert.equal(new Set(words).size, words.length, "nor doubled");
    }
  }
}

/**
 * One thing that somebody does.
 * @param {{session: any, random: () => number, pick: (from: any[]) => any, words: Words, gentle: boolean}} of
 */
export function act({ session, random, pick, words, gentle }) {
  const notes = [...session.canvas.notes.values()].filter((note) => !note.removed);
  const bin = session.canvas.bin();
  const some = () => [...new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(notes).id))];
  const after = () => pick([undefined, null, notes.length ? pick(notes).id : null]);
  const roll = random();
  if (!notes.length || roll < 0.12) {
    const drafts = Array.from({ length: pick([1, 1, 3]) }, () => ({
      note: session.newId(),
      text: random() < 0.5 ? "" : words.next(),
    }));
    const added = edit(session, { op: "add", notes: drafts, block: pick(BLOCKS), after: after() });
    if (added.no) words.unsaid(drafts.filter(({ text }) => text).length);
    if (random() < 0.5) type(session, session.canvas.notes.get(drafts[0].note), random, pick, words, gentle);
  } else if (roll < 0.55) {
    const favourite = random() < 0.6 ? notes[0] : pick(notes);
    for (let times = pick([1, 1, 4]); times; times--)
      type(session, session.canvas.notes.get(favourite.id), random, pick, words, gentle);
  } else if (roll < 0.65) edit(session, { op: "move", notes: some(), block: pick(BLOCKS), after: after() });
  else if (roll < 0.7) edit(session, { op: "colour", notes: some(), colour: pick(COLOURS) });
  else if (roll < 0.74) edit(session, { op: "stack", notes: some(), on: pick(notes).id });
  else if (roll < 0.77) edit(session, { op: "unstack", notes: some() });
  else if (roll < 0.8) edit(session, { op: "react", note: pick(notes).id, reaction: "idea", on: random() < 0.6 });
  else if (roll < 0.83)
    edit(session, { op: "comment", note: pick(notes).id, comment: session.newId(), text: words.next() });
  else if (roll < 0.87) edit(session, { op: "remove", notes: some() });
  else if (roll < 0.91 && bin.length) edit(session, { op: "restore", notes: [pick(bin).id] });
  else if (roll < 0.93 && !gentle) {
    const originals = some();
    edit(session, { op: "duplicate", notes: originals, copies: originals.map(() => session.newId()) });
  } else if (roll < 0.96 && !gentle) session.undo();
  else if (roll < 0.97 && !gentle) session.redo();
  else session.here({ block: pick(BLOCKS), typing: random() < 0.5 });
}

/** @param {any} session @param {any} op */
function edit(session, op) {
  const result = session.edit(op);
  assert.ok(result.id || result.no);
  return result;
}

/** @param {any} session @param {any} note @param {() => number} random @param {any} pick @param {Words} words @param {boolean} gentle */
function type(session, note, random, pick, words, gentle) {
  if (!note || note.removed || note.locked || !mayEdit(session.canvas, session.you.role, note.block)) return;
  const shown = note.text;
  const chars = Array.from(shown);
  const at = Math.floor(random() * (chars.length + 1));
  const deleted = gentle || random() < 0.7 ? 0 : Math.floor(random() * 6);
  if (chars.length > 420) return;
  const typed = random() < 0.8 ? words.next() : pick(NOISE);
  chars.splice(at, deleted, typed);
  const result = session.type(note.id, chars.join(""), random() < 0.5 ? shown : undefined);
  assert.ok(!("no" in result), JSON.stringify(result));
}

/** One thing that goes wrong, sometimes. @param {World} world @param {any[]} pages @param {number} index @param {any} pick */
function misfortune(world, pages, index, pick) {
  const { random, network, server } = world;
  const roll = random();
  if (roll < 0.03) network.cut(pages[index].who);
  else if (roll < 0.035) network.cut(undefined, 1012);
  else if (roll < 0.045) {
    network.down = !network.down;
    if (network.down) network.cut();
  } else if (roll < 0.055) {
    network.down = false;
    pages[index] = pages[index].reload({ wait: false });
  } else if (roll < 0.06)
    server.refuse.set(pick(["move", "add", "text", "colour"]), { no: pick(["locked", "try-again"]), text: "Nee." });
  else if (roll < 0.1) server.refuse.clear();
  else if (roll < 0.12) for (const peer of server.peers) peer.told -= Math.min(peer.told, Math.floor(random() * 4));
}
