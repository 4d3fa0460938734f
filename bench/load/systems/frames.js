// Numbered frames: {"t":"ops","from":1,"to":3,"ops":[…]}. The first copy of a frame is read as JSON; every other copy is
// compared with it byte by byte, since all sockets get the same bytes. A copy that differs is read as well.

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

/** The ordinal that `operationId` hid. @param {string} id */
export const ordinalOf = (id) => Number.parseInt(id.slice(24), 16);

export class Frames {
  /** @type {Map<number, Copy>} by their first number */
  #copies = new Map();
  /** @type {number[]} what each number of the log is to us */
  #log = [];
  head = 0;

  /**
   * @param {import("../ledger.js").Ledger} ledger @param {number} sockets
   * @param {(entry: any, number: number) => void} taken called once for each number
   */
  constructor(ledger, sockets, taken) {
    this.ledger = ledger;
    this.sockets = sockets;
    this.taken = taken;
  }

  /**
   * Whether this was such a frame; then it is dealt with.
   * @param {number} index @param {Buffer} data @param {number} start @param {number} end @param {number} now
   */
  receive(index, data, start, end, now) {
    if (data.compare(OPS, 0, OPS.length, start, Math.min(start + OPS.length, end)) !== 0) return false;
    let from = 0;
    for (let at = start + OPS.length; data[at] >= ZERO && data[at] <= NINE; at++) from = from * 10 + data[at] - ZERO;
    let copy = this.#copies.get(from);
    if (!copy || copy.bytes.length !== end - start || data.compare(copy.bytes, 0, copy.bytes.length, start, end) !== 0)
      copy = this.#read(from, data.subarray(start, end));
    this.ledger.numbered(index, from, copy.to);
    for (const ordinal of copy.ordinals) this.ledger.arrived(index, ordinal, now);
    if (--copy.left === 0) this.#copies.delete(from);
    return true;
  }

  /** @param {number} from @param {Buffer} bytes @returns {Copy} */
  #read(from, bytes) {
    const message = JSON.parse(bytes.toString("utf8"));
    const ordinals = [];
    let next = from;
    for (const entry of message.ops) {
      if ((entry.n ?? next) !== next) this.ledger.problem(`numbers within a frame: ${entry.n} where ${next} was due`);
      const ordinal = ordinalOf(entry.id);
      const known = this.#log[next];
      if (known === undefined) {
        this.#log[next] = ordinal;
        this.taken(entry, next);
      } else if (known !== ordinal) this.ledger.problem(`number ${next} is two operations`);
      ordinals.push(ordinal);
      next++;
    }
    if (message.to !== next - 1) this.ledger.problem(`a frame to ${message.to} ends at ${next - 1}`);
    this.head = Math.max(this.head, message.to);
    const copy = { to: message.to, bytes: Buffer.from(bytes), ordinals: Int32Array.from(ordinals), left: this.sockets };
    if (!this.#copies.has(from)) this.#copies.set(from, copy);
    return copy;
  }
}
