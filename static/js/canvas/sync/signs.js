// Signs of life: heartbeats, which tell a connection that went silent or deaf (P23), and where this person is, on change
// and at most four times a second (P20).

import { Alarm } from "../../lib/timing.js";

const PAUSE = 250; // milliseconds between two words on where we are
const EVERY = 4_000; // milliseconds; P23 asks for 5 s at most
const SILENT = 12_000;
const SILENT_POLL = 40_000;

export class Heartbeat {
  #world;
  #does;
  #alarm;
  #heard = 0;
  /** What the last pong told, when it was more than we knew. */
  #missed = "";

  /**
   * @param {{now: () => number, timers: import("../../lib/timing.js").Timers}} world
   * @param {{ping: () => void, deaf: () => void, silent: () => void, polls: () => boolean}} does
   */
  constructor(world, does) {
    this.#world = world;
    this.#does = does;
    this.#alarm = new Alarm(world.timers, () => this.beat());
  }

  start() {
    this.#missed = "";
    this.heard();
    this.#alarm.set(EVERY);
  }

  stop() {
    this.#alarm.clear();
  }

  /** Anything at all came in. */
  heard() {
    this.#heard = this.#world.now();
  }

  /** Ask for a sign of life now, or give up waiting for one. */
  beat() {
    this.#alarm.set(EVERY);
    if (this.#world.now() - this.#heard > (this.#does.polls() ? SILENT_POLL : SILENT)) this.#does.silent();
    else this.#does.ping();
  }

  /**
   * Two pongs in a row that tell of what never came, with nothing in between: deaf.
   * @param {{head: number, workshop?: number}} pong
   * @param {number} seen
   * @param {number} workshop the head of the workshop that we know
   */
  pong(pong, seen, workshop) {
    const behind = pong.head > seen || (pong.workshop ?? 0) > workshop;
    const missed = behind ? `${seen}/${workshop}` : "";
    const deaf = behind && missed === this.#missed;
    this.#missed = deaf ? "" : missed;
    if (deaf) this.#does.deaf();
  }
}

export class Here {
  #world;
  #send;
  #alarm;
  #place = { block: /** @type {string | null} */ (null), note: /** @type {string | null} */ (null), typing: false };
  #sent = "";
  #sentAt = -Infinity;

  /**
   * @param {{now: () => number, timers: import("../../lib/timing.js").Timers}} world
   * @param {(message: import("./link.js").Message) => boolean} send whether it could be sent
   */
  constructor(world, send) {
    this.#world = world;
    this.#send = send;
    this.#alarm = new Alarm(world.timers, () => this.#tell());
  }

  /** @param {{block?: string | null, note?: string | null, typing?: boolean}} place */
  at({ block = null, note = null, typing = false }) {
    this.#place = { block, note, typing };
    if (!this.#alarm.pending) this.#alarm.set(Math.max(0, this.#sentAt + PAUSE - this.#world.now()));
  }

  /** Another connection: it has to be told anew. */
  again() {
    this.#sent = "";
    this.at(this.#place);
  }

  close() {
    this.#alarm.clear();
  }

  #tell() {
    const place = JSON.stringify(this.#place);
    if (place === this.#sent || !this.#send({ t: "here", ...this.#place })) return;
    this.#sent = place;
    this.#sentAt = this.#world.now();
  }
}
