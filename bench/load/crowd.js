// Many sockets on one canvas, whoever serves it. What a system's messages mean, its adapter knows (systems/).

import { Ledger } from "./ledger.js";
import { Socket } from "./socket.js";

const AT_ONCE = 20; // sockets that are being opened
const BEAT = 5_000;
const PROMPT = 12; // sockets that read at once and whose latencies count; spread over the order of joining
const LOOKS = 3_000; // a second: how often one of the others reads what has come, each in turn
const TICK = 2; // ms

/**
 * @typedef {object} Adapter one system, as its own client speaks to it
 * @property {(index: number) => {port: number, path: string, headers: Record<string, string>}} address
 * @property {(index: number, send: (payload: string | Buffer) => void) => void} hello after the upgrade
 * @property {(index: number) => Promise<void>} joined settles when the socket may operate
 * @property {(index: number, data: Buffer, start: number, end: number, now: number) => void} receive
 * @property {(index: number, due: number) => string | Buffer} operate makes an operation and tells the ledger
 * @property {(() => string | Buffer | null)=} beat what a client sends every 5 s
 */

export class Crowd {
  /** @type {Socket[]} */
  sockets = [];
  broken = "";
  #turn = 0;
  /** @type {Socket[]} */
  #slow = [];
  #looked = 0;
  #closing = false;

  /** @param {number} size @param {(ledger: Ledger) => Adapter} adapt */
  constructor(size, adapt) {
    this.size = size;
    const every = Math.ceil(size / PROMPT);
    this.ledger = new Ledger(size, (index) => index % every === 0);
    this.adapter = adapt(this.ledger);
  }

  /** Open all sockets: the first, which may learn what the others need, then a few at a time. Rejects when one is refused. */
  async join() {
    await this.#open(0);
    for (let first = 1; first < this.size; first += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, this.size - first) }, (_, index) =>
        this.#open(first + index),
      );
      await Promise.all(some);
    }
    this.#slow = this.sockets.filter((_, index) => !this.ledger.timed(index));
    for (const socket of this.#slow) socket.lazy = true;
    this.eyes = setInterval(() => this.#look(), TICK);
    this.heart = setInterval(() => {
      const beat = this.adapter.beat?.();
      if (beat) for (const socket of this.sockets) socket.send(beat);
    }, BEAT);
  }

  /** @param {number} index */
  async #open(index) {
    const { adapter } = this;
    /** @type {(reason: Error) => void} */
    let fail = () => {};
    const closed = new Promise((_, reject) => {
      fail = reject;
    });
    const socket = new Socket(adapter.address(index), {
      message: (data, start, end) => adapter.receive(index, data, start, end, performance.now()),
      closed: (code, reason) => {
        const what = `socket ${index} was closed: ${code} ${reason}`;
        if (!this.#closing) this.broken ||= what;
        fail(new Error(what));
      },
    });
    this.sockets[index] = socket;
    const joined = async () => {
      await socket.opened;
      adapter.hello(index, (payload) => socket.send(payload));
      await adapter.joined(index);
    };
    await Promise.race([joined(), closed]);
    closed.catch(() => {}); // from now on `broken` tells
  }

  #look() {
    const count = Math.min(this.#slow.length, (LOOKS * TICK) / 1000);
    for (let looked = 0; looked < count; looked++) {
      this.#looked = (this.#looked + 1) % this.#slow.length;
      this.#slow[this.#looked].look();
    }
  }

  /** Somebody, each in turn, makes an operation and sends it. @param {number} due */
  operate(due) {
    const index = this.#turn;
    this.#turn = (index + 1) % this.size;
    this.sockets[index].send(this.adapter.operate(index, due));
  }

  close() {
    this.#closing = true;
    clearInterval(this.heart);
    clearInterval(this.eyes);
    for (const socket of this.sockets) socket.close();
  }
}
