// The conversation with the server: says hello, sends what waits, takes in what comes (docs/protocol.md).

import { Alarm } from "../../lib/timing.js";
import { Link } from "./link.js";
import { Sender } from "./sender.js";
import { Heartbeat, Here } from "./signs.js";

/** @typedef {import("./pending.js").Entry} Entry */
/** @typedef {import("./link.js").Message} Message */

/**
 * What the conversation tells the session.
 * @typedef {object} Hooks
 * @property {() => void} changed the canvas or the queue may be different
 * @property {(change: import("./changes.js").Change) => void} replaced
 * @property {(entry: Entry, verdict: Message) => void} refused the entry is still in the queue
 * @property {(message: Message) => void} heard people and workshop
 * @property {(up: boolean) => void} connected
 * @property {(code: number, text: string, why: string) => void} stopped `why` is the code of the last error
 * @property {() => number} workshopHead
 * @property {() => import("./clock.js").ServerClock | null} clock
 * @property {() => import("./asks.js").Asks | null} asks
 */

const VERSION = 1;
const PENDING_TOLD = 2000; // ids in a hello (P2)
const HOLD = 2_500; // milliseconds that edits of an earlier page wait for the server's word on them
const FATE_WITHIN = 10_000;
const TRY_AGAIN_AFTER = 1_000;

export class Exchange {
  /** Whether the server has welcomed us on this connection. */
  welcomed = false;
  /** Edits of an earlier page, not shown before the server said whether it has them. @type {Entry[]} */
  held = [];
  #world;
  #pending;
  #outbox;
  #hooks;
  #sender = new Sender();
  #link;
  #heartbeat;
  #here;
  #flush;
  #fate;
  #release;
  #retryAt = 0;
  /** When the last ping was sent, by our clock. */
  #asked = -Infinity;
  #needsReset = false;
  /** @type {Message} */
  #lastError = { code: "", text: "" };

  /**
   * @param {import("./session.js").World} world
   * @param {import("./pending.js").Pending} pending
   * @param {import("./outbox.js").Outbox} outbox
   * @param {Hooks} hooks
   */
  constructor(world, pending, outbox, hooks) {
    this.#world = world;
    this.#pending = pending;
    this.#outbox = outbox;
    this.#hooks = hooks;
    const events = {
      opened: () => {
        this.#heartbeat.start(); // not with every hello: one that is said again is no sign of life
        this.#hello();
      },
      message: (/** @type {Message} */ message) => this.#receive(message),
      closed: (/** @type {number} */ code, /** @type {boolean} */ final) => this.#closed(code, final),
      awake: () => this.#awake(),
    };
    this.#link = new Link(world, events, () => pending.seen);
    this.#heartbeat = new Heartbeat(world, {
      ping: () => {
        this.#asked = hooks.clock()?.reading() ?? -Infinity;
        this.#link.send({ t: "ping", seen: pending.seen });
      },
      deaf: () => this.#hello(),
      silent: () => this.#link.lost(),
      polls: () => this.#link.transport === "poll",
    });
    this.#here = new Here(world, (message) => this.say(message));
    this.#flush = new Alarm(world.timers, () => this.#send());
    this.#fate = new Alarm(world.timers, () => this.#hello());
    this.#release = new Alarm(world.timers, () => this.#show({}));
  }

  /** The transport in use; null while there is no connection. */
  get transport() {
    return this.welcomed ? this.#link.transport : null;
  }

  /** @param {Entry[]} held edits of an earlier page */
  start(held) {
    this.held = held;
    if (held.length) this.#release.set(HOLD);
    this.#link.start();
  }

  close() {
    for (const alarm of [this.#flush, this.#fate, this.#release]) alarm.clear();
    this.welcomed = false;
    this.#heartbeat.stop();
    this.#here.close();
    this.#link.close();
  }

  /** @param {Parameters<Here["at"]>[0]} place */
  here(place) {
    this.#here.at(place);
  }

  /** Send what waits, now or as soon as it may go. */
  schedule() {
    if (!this.welcomed) return;
    if (!this.#sender.busy) this.#fate.clear();
    const now = this.#world.now();
    const delay = this.#sender.delay(this.#pending.entries, now);
    if (delay !== null && (delay === 0 || !this.#flush.pending)) this.#flush.set(Math.max(delay, this.#retryAt - now));
  }

  /** Edits that need not go any further: out of the queue and out of storage. @param {Entry[]} entries */
  forget(entries) {
    this.#pending.drop(new Set(entries.map(({ id }) => id)));
    this.#settle(entries);
  }

  /** @param {Entry[]} entries */
  #settle(entries) {
    for (const { id } of entries) {
      this.#sender.settle(id);
      this.#outbox.remove(id);
    }
  }

  /** @param {Message} message */
  say(message) {
    if (this.welcomed) this.#link.send(message);
    return this.welcomed;
  }

  #send() {
    if (!this.welcomed || this.#sender.busy) return;
    this.#letGo();
    const batch = this.#sender.batch(this.#pending.entries, this.#world.now());
    if (!batch.length) return;
    for (const { op } of batch) if (op.op === "text") op.base = this.#pending.canvas.notes.get(op.note)?.v ?? 0;
    this.#link.send({ t: "ops", ops: batch.map(({ id, op }) => ({ id, ...op })) });
    this.#fate.set(FATE_WITHIN);
  }

  /** Edits that another page of this person took over, and typing of which others left nothing to send. */
  #letGo() {
    const { entries } = this.#pending;
    const gone = this.#outbox.claimed(entries);
    const idle = entries.filter(
      ({ id, op, taken }) => gone.has(id) || (op.op === "text" && !op.delta.length && taken === undefined),
    );
    if (!idle.length) return;
    this.forget(idle);
    this.#hooks.changed();
  }

  #hello() {
    this.welcomed = false;
    this.#sender.restart();
    const pending = [...this.held, ...this.#pending.entries].filter(({ sent }) => sent).map(({ id }) => id);
    const since = this.#needsReset ? null : this.#pending.seen;
    this.#link.send({ t: "hello", v: VERSION, since, pending: pending.slice(0, PENDING_TOLD) });
    this.#fate.set(FATE_WITHIN);
  }

  /** @param {Message} message */
  #receive(message) {
    this.#heartbeat.heard();
    if (message.now) this.#hooks.clock()?.heard(message.now, message.t === "pong" ? this.#asked : undefined);
    if (message.t === "ops") this.#frame(message);
    else if (message.t === "verdict") this.#verdict(message);
    else if (message.t === "welcome") this.#welcome(message);
    else if (message.t === "reset") this.#reset(message);
    else if (message.t === "pong")
      this.#heartbeat.pong(/** @type {any} */ (message), this.#pending.seen, this.#hooks.workshopHead());
    else if (message.t === "error") this.#lastError = message;
    else this.#hooks.heard(message);
  }

  /** @param {Message} message */
  #welcome({ role, known = {}, workshop }) {
    this.welcomed = true;
    this.#sender.restart();
    this.#fate.clear();
    this.#hooks.connected(true);
    if (workshop) this.#hooks.heard({ t: "workshop", workshop, role });
    this.#show(known);
    const { entries, seen } = this.#pending;
    for (const entry of entries) entry.taken = known[entry.id];
    this.forget(entries.filter(({ taken }) => taken !== undefined && taken <= seen));
    this.#here.again();
    this.#hooks.asks()?.again();
    this.#hooks.changed();
  }

  /** Put the edits of an earlier page on top, but for those already in the picture. @param {Record<string, number>} known */
  #show(known) {
    this.#release.clear();
    const held = this.held;
    this.held = [];
    if (!held.length) return;
    const there = held.filter(({ id }) => known[id] <= this.#pending.seen);
    this.#settle(there);
    this.#pending.adopt(held.filter((entry) => !there.includes(entry)));
    this.#hooks.changed();
  }

  /** @param {Message} frame */
  #frame(frame) {
    const { seen } = this.#pending;
    if (frame.to <= seen) return;
    if (frame.from > seen + 1) {
      if (this.welcomed) this.#hello(); // a gap; before the welcome, the answer to a hello is already under way
      return;
    }
    this.#settle(this.#pending.frame(/** @type {any} */ (frame)));
    this.#hooks.changed();
  }

  /** @param {Message} message */
  #reset({ head, canvas }) {
    const { change, taken } = this.#pending.reset({ head, canvas });
    this.#settle(taken);
    this.#needsReset = false;
    this.#hooks.replaced(change);
  }

  /** @param {Message} verdict */
  #verdict(verdict) {
    const entry = this.#pending.find(verdict.id);
    if (!entry) {
      this.#hooks.asks()?.verdict(verdict);
      return;
    }
    this.#sender.settle(entry.id);
    if (verdict.n > this.#pending.seen) entry.taken = verdict.n;
    else if (verdict.n !== undefined || verdict.none) this.forget([entry]);
    else if (verdict.no === "try-again")
      this.#retryAt = this.#world.now() + TRY_AGAIN_AFTER * (1 + this.#world.random());
    else if (!this.#asksForReset(entry, verdict.no)) this.#hooks.refused(entry, verdict);
    this.#hooks.changed();
  }

  /** A delta that did not fit is made anew, once, on a fresh picture. @param {Entry} entry @param {string} code */
  #asksForReset(entry, code) {
    if ((code !== "base-unknown" && code !== "delta-misfit") || entry.retried) return false;
    entry.retried = true;
    this.#needsReset = true;
    this.#hello();
    return true;
  }

  /** @param {number} code @param {boolean} final */
  #closed(code, final) {
    this.welcomed = false;
    this.#heartbeat.stop();
    this.#fate.clear();
    this.#flush.clear();
    this.#hooks.connected(false);
    if (final) this.#hooks.stopped(code, this.#lastError.text, this.#lastError.code);
  }

  #awake() {
    this.#letGo();
    this.beat();
  }

  /** Ask for a sign of life now. */
  beat() {
    if (this.welcomed) this.#heartbeat.beat();
  }
}
