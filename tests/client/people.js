// Pages of people on the small server, each with a mirror that believes only what `onChange` tells.

import assert from "node:assert/strict";
import { apply } from "../../static/js/canvas/core/text.js";
import { Session } from "../../static/js/canvas/sync/session.js";
import { newId } from "../../static/js/lib/ids.js";
import { Channels, MemoryStore } from "./browser.js";
import { Clock, chance } from "./clock.js";
import { KIND } from "./kind.js";
import { Network } from "./network.js";
import { Server } from "./server.js";

/** A server, a network and people's browsers. */
export class World {
  /** @param {number} [seed] */
  constructor(seed = 1) {
    this.clock = new Clock();
    this.random = chance(seed);
    this.server = new Server(this.clock.now);
    this.network = new Network(this.server, this.clock, this.random);
    /** @type {Map<number, {store: MemoryStore, channels: Channels}>} */
    this.browsers = new Map();
  }

  /** @param {number} who */
  browser(who) {
    const known = this.browsers.get(who) ?? { store: new MemoryStore(), channels: new Channels(this.clock.timers) };
    this.browsers.set(who, known);
    return known;
  }

  /**
   * A page opened by a person, who is there when this returns unless `wait` is false.
   * @param {number} who
   * @param {Record<string, any>} [options]
   */
  open(who, options = {}) {
    const page = new Page(this, who, options);
    page.session.start();
    if (options.wait !== false) this.clock.pass(400);
    return page;
  }

  /** Let everything come to rest on a sound network. */
  calm() {
    this.network.down = false;
    this.network.faults = { lost: 0, twice: 0, delay: 5 };
    this.clock.pass(60_000);
  }
}

/** One page: a session and what its view would show. */
export class Page {
  /** @param {World} world @param {number} who @param {Record<string, any>} options */
  constructor(world, who, options) {
    const { store, channels } = world.browser(who);
    const you = { who, role: options.role ?? "participant" };
    this.world = world;
    this.who = who;
    this.refusals = /** @type {any[]} */ ([]);
    this.statuses = /** @type {any[]} */ ([]);
    this.changes = /** @type {any[]} */ ([]);
    this.byes = /** @type {any[]} */ ([]);
    /** Every text that was ever drawn. */
    this.shown = /** @type {string[]} */ ([]);
    this.sight = new Map();
    this.lists = new Map();
    this.session = new Session({
      canvas: { id: "c1", head: world.server.head, canvas: world.server.picture() },
      kind: KIND,
      you,
      workshop: { head: 1 },
      socket: world.network.transport(you),
      poll: null,
      store,
      channel: channels.open,
      timers: world.clock.timers,
      now: world.clock.now,
      random: world.random,
      id: () => newId(world.random),
      onChange: (/** @type {any} */ change) => this.redraw(change),
      onRefused: (/** @type {any} */ refusal) => this.refusals.push(refusal),
      onStatus: (/** @type {any} */ status) => this.statuses.push(status),
      onBye: (/** @type {any} */ bye) => this.byes.push(bye),
      ...options.world,
    });
    this.redraw({
      reset: true,
      notes: new Set(this.session.canvas.notes.keys()),
      blocks: this.session.canvas.blocks,
      texts: new Map(),
    });
  }

  /** Draw what a change names, as a view does. @param {any} change */
  redraw(change) {
    this.changes.push(change);
    const { canvas } = this.session;
    for (const [id, delta] of change.texts) {
      assert.equal(
        apply(this.sight.get(id).text, delta),
        canvas.notes.get(id)?.text,
        "a text's delta leads to the text",
      );
    }
    for (const id of change.notes) {
      const note = canvas.notes.get(id);
      if (note) this.shown.push(note.text);
      if (note) this.sight.set(id, structuredClone(note));
      else this.sight.delete(id);
    }
    for (const block of change.blocks) this.lists.set(block, shape(canvas, block));
  }

  /** The page is gone from one moment to the next. */
  kill() {
    this.session.close();
  }

  /** Closed and opened anew; storage stays. @param {Record<string, any>} [options] */
  reload(options) {
    this.kill();
    return this.world.open(this.who, options);
  }

  /** Whether the mirror agrees with the session. */
  checkSight() {
    const { canvas } = this.session;
    const plain = (/** @type {Map<string, any>} */ notes) =>
      Object.fromEntries([...notes].sort().map(([id, { v, ...note }]) => [id, note]));
    assert.deepEqual(plain(this.sight), plain(structuredClone(canvas.notes)), "changes told all that changed");
    for (const block of canvas.blocks)
      assert.deepEqual(this.lists.get(block) ?? [], shape(canvas, block), "and every order");
  }
}

/** @param {import("../../static/js/canvas/core/canvas.js").Canvas} canvas @param {string} block */
function shape(canvas, block) {
  return canvas.list(block).map(({ id }) => [id, ...canvas.stack(id).map((member) => member.id)]);
}

/** Everything a canvas shows, for comparing. @param {import("../../static/js/canvas/core/canvas.js").Canvas} canvas */
export function view(canvas) {
  const notes = [...canvas.notes.values()]
    .map((note) => ({ ...note, waiting: false }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return structuredClone({
    locked: canvas.locked,
    locks: [...canvas.blocks].map((key) => canvas.block(key).locked),
    notes,
    lists: [...canvas.blocks].map((key) => shape(canvas, key)),
    comments: notes.map(({ id }) => canvas.comments(id)),
  });
}
