// Canvasweb, by docs/protocol.md. The first copy of a frame is read as JSON; every other copy is compared with it byte
// by byte, since all sockets get the same bytes. A copy that differs is read as well.

import { randomBytes } from "node:crypto";
import { Board } from "./board.js";

const OPS = Buffer.from('{"t":"ops","from":');
const ZERO = 48;
const NINE = 57;

/**
 * @typedef {object} Copy
 * @property {number} to
 * @property {Buffer} bytes
 * @property {Int32Array} ordinals of our operations in it
 * @property {number} left sockets that have not received it
 */

/**
 * @param {import("../ledger.js").Ledger} ledger
 * @param {{port: number, canvas: string, cookie: string, blocks: string[], people: {who: number, token: string}[]}} target
 * @param {number} sockets
 * @returns {import("../crowd.js").Adapter}
 */
export function adapt(ledger, target, sockets) {
  return new Canvasweb(ledger, target, sockets);
}

class Canvasweb {
  /** @type {Map<number, Copy>} by their first number */
  #copies = new Map();
  /** @type {number[]} what each number of the log is to us; -1 for what others did */
  #log = [];
  #first = 0;
  #head = 0;
  #joining = new Map();
  #board;

  /** @param {import("../ledger.js").Ledger} ledger @param {any} target @param {number} sockets */
  constructor(ledger, target, sockets) {
    this.ledger = ledger;
    this.target = target;
    this.sockets = sockets;
    this.#board = new Board(
      target.blocks,
      target.people.slice(0, sockets).map((/** @type {{who: number}} */ { who }) => who),
    );
  }

  /** @param {number} index */
  address(index) {
    const { port, canvas, cookie, people } = this.target;
    const headers = { Cookie: `${cookie}=${people[index].token}`, Origin: `http://localhost:${port}` };
    return { port, path: `/live/${canvas}/`, headers };
  }

  /** The first socket asks for the whole canvas, the others come from a page that has it. */
  hello(/** @type {number} */ index, /** @type {(payload: string) => void} */ send) {
    send(JSON.stringify({ t: "hello", v: 1, since: index ? this.#first : null, pending: [] }));
  }

  /** @param {number} index @returns {Promise<void>} */
  joined(index) {
    return new Promise((resolve) => this.#joining.set(index, resolve));
  }

  beat() {
    return JSON.stringify({ t: "ping", seen: this.#head });
  }

  /** @param {number} index @param {number} due */
  operate(index, due) {
    const ordinal = this.ledger.begin(index, due);
    // The ordinal hides in the id's tail; the random head spreads ids over the database's index as real ones do.
    const id = `${randomBytes(4).toString("hex")}-0000-4000-8000-${ordinal.toString(16).padStart(12, "0")}`;
    return JSON.stringify({ t: "ops", ops: [{ id, ...this.#board.operation(index) }] });
  }

  /** @param {number} index @param {Buffer} data @param {number} start @param {number} end @param {number} now */
  receive(index, data, start, end, now) {
    if (data.compare(OPS, 0, OPS.length, start, Math.min(start + OPS.length, end)) !== 0) {
      this.#other(index, JSON.parse(data.toString("utf8", start, end)), now);
      return;
    }
    let from = 0;
    for (let at = start + OPS.length; data[at] >= ZERO && data[at] <= NINE; at++) from = from * 10 + data[at] - ZERO;
    let copy = this.#copies.get(from);
    if (!copy || copy.bytes.length !== end - start || data.compare(copy.bytes, 0, copy.bytes.length, start, end) !== 0)
      copy = this.#read(from, data.subarray(start, end));
    this.ledger.numbered(index, from, copy.to);
    for (const ordinal of copy.ordinals) this.ledger.arrived(index, ordinal, now);
    if (--copy.left === 0) this.#copies.delete(from);
  }

  /** @param {number} from @param {Buffer} bytes @returns {Copy} */
  #read(from, bytes) {
    const message = JSON.parse(bytes.toString("utf8"));
    const ordinals = [];
    let next = from;
    for (const entry of message.ops) {
      if (entry.n !== next++) this.ledger.problem(`numbers within a frame: ${entry.n} where ${next - 1} was due`);
      const ordinal = Number.parseInt(entry.id.slice(24), 16);
      const known = this.#log[entry.n];
      if (known === undefined) {
        this.#log[entry.n] = ordinal;
        this.#board.apply(entry);
      } else if (known !== ordinal) this.ledger.problem(`number ${entry.n} is two operations`);
      ordinals.push(ordinal);
    }
    if (message.to !== next - 1) this.ledger.problem(`a frame to ${message.to} ends at ${next - 1}`);
    this.#head = Math.max(this.#head, message.to);
    const copy = { to: message.to, bytes: Buffer.from(bytes), ordinals: Int32Array.from(ordinals), left: this.sockets };
    if (!this.#copies.has(from)) this.#copies.set(from, copy);
    return copy;
  }

  /** @param {number} index @param {any} message @param {number} now */
  #other(index, message, now) {
    if (message.t === "welcome") {
      this.ledger.start(index, index ? this.#first : message.head);
      if (index) this.#join(index);
      else this.#first = this.#head = message.head;
    } else if (message.t === "reset") {
      this.#board.picture(message.canvas);
      this.#join(index);
    } else if (message.t === "verdict") {
      const ordinal = Number.parseInt(message.id.slice(24), 16);
      if (message.n !== undefined) this.ledger.acknowledged(index, ordinal, now);
      else {
        this.ledger.void(ordinal);
        if (message.no) this.ledger.problem(`refused: ${message.no}`);
      }
    } else if (message.t === "error") this.ledger.problem(`error: ${message.code}`);
  }

  /** @param {number} index */
  #join(index) {
    this.#joining.get(index)?.();
    this.#joining.delete(index);
  }
}
