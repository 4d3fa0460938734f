// What was sent, who received it and when: the judge of a run. Every copy of every operation passes here.
//
// An operation is known by its ordinal: 0, 1, 2 … in the order in which the generator made them.

import { Histogram } from "./histogram.js";

const PROBLEMS_KEPT = 20;

export class Ledger {
  /** @type {number} how many operations were made */
  made = 0;
  /** How many were acknowledged to their sender. */
  acked = 0;
  /** How many copies arrived. */
  copies = 0;
  /** @type {string[]} the first few things that were not as they must be */
  problems = [];
  problemCount = 0;
  ack = new Histogram();
  seen = new Histogram();

  /**
   * @param {number} sockets
   * @param {(socket: number) => boolean} [timed] whether what this socket receives counts for latencies
   * @param {number} [room] for how many operations; it grows
   */
  constructor(sockets, timed = () => true, room = 1 << 16) {
    this.sockets = sockets;
    this.timed = timed;
    this.writer = new Uint16Array(room);
    this.due = new Float64Array(room);
    this.reached = new Uint16Array(room);
    this.state = new Uint8Array(room); // 0 on its way, 1 acknowledged, 2 without effect or refused
    this.last = new Int32Array(sockets * sockets).fill(-1); // of each writer, the latest that a socket received
    this.numbers = new Float64Array(sockets); // the latest number of the log that a socket received
    this.oldest = 0; // no operation before this one is on its way
    this.counted = 0; // operations before this one are not in the histograms
  }

  /** An operation is being sent; its ordinal. @param {number} writer @param {number} due when it had to be, in ms */
  begin(writer, due) {
    const ordinal = this.made++;
    if (ordinal === this.writer.length) this.#grow();
    this.writer[ordinal] = writer;
    this.due[ordinal] = due;
    return ordinal;
  }

  /** Forget the latencies so far; operations made before now are not counted in the new ones. */
  measure() {
    this.ack = new Histogram();
    this.seen = new Histogram();
    this.counted = this.made;
  }

  /** Where a socket's numbers begin. @param {number} socket @param {number} number the last it knows */
  start(socket, number) {
    this.numbers[socket] = number;
  }

  /** A socket received the numbers `from` to `to` of a log without gaps. */
  numbered(/** @type {number} */ socket, /** @type {number} */ from, /** @type {number} */ to) {
    const last = this.numbers[socket];
    if (from > last + 1) this.problem(`gap: socket ${socket} had ${last} and received ${from}`);
    else if (from <= last) this.problem(`double: socket ${socket} had ${last} and received ${from}`);
    if (to < from) this.problem(`backwards: socket ${socket} received ${from} to ${to}`);
    this.numbers[socket] = Math.max(last, to);
  }

  /** A copy of an operation arrived at a socket. @param {number} socket @param {number} ordinal @param {number} now ms */
  arrived(socket, ordinal, now) {
    if (!(ordinal >= 0 && ordinal < this.made)) {
      this.problem(`unknown: socket ${socket} received operation ${ordinal}`);
      return;
    }
    const writer = this.writer[ordinal];
    const place = socket * this.sockets + writer;
    if (this.last[place] >= ordinal) this.problem(`double or late: socket ${socket}, operation ${ordinal}`);
    else this.last[place] = ordinal;
    this.reached[ordinal]++;
    this.copies++;
    if (socket === writer) this.#acknowledge(ordinal, now);
    else if (ordinal >= this.counted && this.timed(socket)) this.seen.add(now - this.due[ordinal]);
  }

  /** The sender was told that its operation counts, by other means than a copy. */
  acknowledged(/** @type {number} */ socket, /** @type {number} */ ordinal, /** @type {number} */ now) {
    if (this.writer[ordinal] !== socket || !(ordinal < this.made)) {
      this.problem(`not its own: socket ${socket} was told of operation ${ordinal}`);
      return;
    }
    if (this.state[ordinal] === 1) this.problem(`told twice: operation ${ordinal}`);
    this.reached[ordinal]++;
    this.#acknowledge(ordinal, now);
  }

  /** @param {number} ordinal @param {number} now */
  #acknowledge(ordinal, now) {
    if (this.state[ordinal]) return;
    this.state[ordinal] = 1;
    this.acked++;
    if (ordinal >= this.counted && this.timed(this.writer[ordinal])) this.ack.add(now - this.due[ordinal]);
  }

  /** The server had good reason not to take it. @param {number} ordinal */
  void(ordinal) {
    if (this.state[ordinal] === 1) this.problem(`taken and refused: operation ${ordinal}`);
    this.state[ordinal] = 2;
  }

  /** @param {string} what */
  problem(what) {
    this.problemCount++;
    if (this.problems.length < PROBLEMS_KEPT) this.problems.push(what);
  }

  /** Whether some operation made is not with everybody yet. */
  get waiting() {
    while (this.oldest < this.made && (this.state[this.oldest] === 2 || this.reached[this.oldest] === this.sockets))
      this.oldest++;
    return this.oldest < this.made;
  }

  /** For how long the oldest operation on its way has been due, in ms. @param {number} now */
  lag(now) {
    return this.waiting ? now - this.due[this.oldest] : 0;
  }

  /** After the end: every operation must have been acknowledged and have reached every socket exactly once. */
  settle() {
    const outcome = { lost: 0, refused: 0 };
    for (let ordinal = 0; ordinal < this.made; ordinal++) {
      if (this.state[ordinal] === 2) {
        outcome.refused++;
        if (this.reached[ordinal]) this.problem(`refused and spread: operation ${ordinal}`);
      } else if (this.state[ordinal] !== 1 || this.reached[ordinal] !== this.sockets) {
        outcome.lost++;
        const how = this.state[ordinal] === 1 ? "acknowledged" : "not acknowledged";
        this.problem(`lost: operation ${ordinal} (${how}) reached ${this.reached[ordinal]} of ${this.sockets}`);
      }
    }
    return outcome;
  }

  #grow() {
    const wider = (/** @type {any} */ array) => {
      const copy = new array.constructor(array.length * 2);
      copy.set(array);
      return copy;
    };
    this.writer = wider(this.writer);
    this.due = wider(this.due);
    this.reached = wider(this.reached);
    this.state = wider(this.state);
  }
}
