// Hocuspocus and y-websocket: notes are a Y.Map of Y.Maps with a Y.Text each, and every operation is one transaction.
//
// The updates are made beforehand on one document that stands for all clients, each writing under its own client id;
// a document per socket would make the generator the slowest part. The first copy of what the server sends is decoded;
// the others are compared with it byte by byte, since the server sends everybody the same.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { BEGINNING, Board, effects } from "./board.js";

const SYNC = 0;
const AUTH = 2;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;
const BLOCKS = ["segments", "proposition", "channels", "relationship", "revenue", "resources", "activities", "costs"];
const NOTES = 300;
const SEEDER = 1;
const NOTHING = Uint8Array.from([0, 0]); // an update without structs and without deletions

/** A number as wide on the wire as the random ones that clients take. @param {number} index */
const clientOf = (index) => 0x40000000 + index * 7919;

/**
 * @param {import("../ledger.js").Ledger} ledger
 * @param {{port: number, room: string, hocuspocus: boolean}} target Hocuspocus puts the room's name before each message
 * @param {number} sockets
 * @returns {import("../crowd.js").Adapter}
 */
export function adapt(ledger, target, sockets) {
  const plan = new Plan(sockets);
  const copies = new Copies(sockets);
  /** @type {Map<number, () => void>} */
  const joining = new Map();
  /** @type {{client: number, end: number, ordinal: number}[][]} what each writer sent, by the clock it ended at */
  const sent = Array.from({ length: sockets }, () => []);
  const writers = new Map(sent.map((_, index) => [clientOf(index), index]));

  /** @param {number[]} numbers @param {Uint8Array | string} [content] */
  const message = (numbers, content) => {
    const encoder = encoding.createEncoder();
    if (target.hocuspocus) encoding.writeVarString(encoder, target.room);
    for (const number of numbers) encoding.writeVarUint(encoder, number);
    if (typeof content === "string") encoding.writeVarString(encoder, content);
    else if (content) encoding.writeVarUint8Array(encoder, content);
    return Buffer.from(encoding.toUint8Array(encoder));
  };
  const update = message([SYNC, UPDATE]);

  /** The operations in an update. @param {Uint8Array} bytes */
  const ordinalsIn = (bytes) => {
    const found = [];
    for (const struct of Y.decodeUpdate(bytes).structs) {
      const writer = writers.get(struct.id.client);
      if (writer === undefined || struct instanceof Y.Skip) continue;
      const own = sent[writer];
      const end = struct.id.clock + struct.length;
      for (let at = own.length - 1; at >= 0 && own[at].end > struct.id.clock; at--)
        if (own[at].end <= end) found.push(own[at].ordinal);
    }
    return Int32Array.from(found.sort((one, other) => one - other));
  };

  /** @type {((payload: Buffer) => void)[]} */
  const sends = [];
  /** What is no update. @param {number} index @param {Buffer} data */
  const other = (index, data) => {
    const decoder = decoding.createDecoder(data);
    if (target.hocuspocus) decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) !== SYNC) return;
    const step = decoding.readVarUint(decoder);
    // y-websocket asks before we have said anything; what it would get is nothing anyway.
    if (step === STEP_1) sends[index]?.(message([SYNC, STEP_2], NOTHING));
    else if (step === STEP_2) {
      if (!index)
        sends[0](message([SYNC, UPDATE], plan.seed)); // and its copy tells that the server has it
      else joined(index);
    }
  };

  /** @param {number} index */
  const joined = (index) => {
    joining.get(index)?.();
    joining.delete(index);
  };

  return {
    address: () => ({ port: target.port, path: `/${target.room}`, headers: {} }),
    hello(index, send) {
      sends[index] = send;
      if (target.hocuspocus) send(message([AUTH, 0], "welcome"));
      send(message([SYNC, STEP_1], Y.encodeStateVector(new Y.Doc())));
    },
    joined: (index) => new Promise((resolve) => joining.set(index, resolve)),
    prepare: (count) => plan.prepare(count),
    operate(index, due) {
      const { bytes, end, ordinal } = { ...plan.next(index), ordinal: ledger.begin(index, due) };
      sent[index].push({ client: index, end, ordinal });
      return message([SYNC, UPDATE], bytes);
    },
    receive(index, data, start, end, now) {
      if (data.compare(update, 0, update.length, start, Math.min(start + update.length, end)) !== 0) {
        other(index, Buffer.from(data.subarray(start, end)));
        return;
      }
      if (joining.has(index)) {
        joined(index);
        return;
      }
      const copy = copies.find(index, data, start, end, (bytes) => {
        const decoder = decoding.createDecoder(bytes);
        decoder.pos = update.length;
        return ordinalsIn(decoding.readVarUint8Array(decoder));
      });
      for (const ordinal of copy) ledger.arrived(index, ordinal, now);
    },
  };
}

/** The operations to come, made beforehand in the order in which they will be sent. */
class Plan {
  #board;
  #doc = new Y.Doc();
  /** @type {{writer: number, bytes: Uint8Array, end: number}[]} */
  #ready = [];
  #taken = 0;
  #turn = 0;
  #number = NOTES;

  /** @param {number} sockets */
  constructor(sockets) {
    this.sockets = sockets;
    const people = Array.from({ length: sockets }, (_, index) => index);
    this.#board = new Board(BLOCKS, people);
    const notes = Array.from({ length: NOTES }, (_, index) => ({
      id: `note-${index.toString().padStart(31, "0")}`,
      v: index + 1,
      text: BEGINNING,
      colour: "sun",
    }));
    this.#board.picture({ notes });
    this.#doc.clientID = SEEDER;
    this.#doc.transact(() => {
      for (const { id, text } of notes) this.#add(id, text, BLOCKS[0]);
    });
    this.seed = Y.encodeStateAsUpdate(this.#doc);
  }

  get #notes() {
    return this.#doc.getMap("notes");
  }

  /** @param {string} id @param {string} text @param {string} block */
  #add(id, text, block) {
    const note = new Y.Map();
    note.set("text", new Y.Text(text));
    note.set("block", block);
    note.set("order", Math.random());
    note.set("colour", "sun");
    this.#notes.set(id, note);
  }

  /** Make so many operations more. @param {number} count */
  prepare(count) {
    this.#ready = this.#ready.slice(this.#taken);
    this.#taken = 0;
    while (this.#ready.length < count) this.#make();
  }

  /** The next operation, which is this writer's. @param {number} writer */
  next(writer) {
    if (this.#taken === this.#ready.length) this.#make();
    const made = this.#ready[this.#taken++];
    if (made.writer !== writer) throw new Error("operations must be sent in the order in which they were made");
    return made;
  }

  #make() {
    const writer = this.#turn;
    this.#turn = (writer + 1) % this.sockets;
    const operation = this.#board.operation(writer);
    this.#doc.clientID = clientOf(writer);
    /** @type {Uint8Array[]} */
    const updates = [];
    const keep = (/** @type {Uint8Array} */ bytes) => updates.push(bytes);
    this.#doc.on("update", keep);
    this.#doc.transact(() => this.#do(operation));
    this.#doc.off("update", keep);
    this.#board.apply({ n: ++this.#number, by: writer, fx: effects(operation) });
    this.#ready.push({ writer, bytes: updates[0], end: Y.getState(this.#doc.store, clientOf(writer)) });
  }

  /** @param {any} operation */
  #do(operation) {
    if (operation.op === "add") {
      this.#add(operation.notes[0].note, operation.notes[0].text, operation.block);
      return;
    }
    const note = /** @type {Y.Map<any>} */ (this.#notes.get(operation.note ?? operation.notes[0]));
    if (operation.op === "move") {
      note.set("block", operation.block);
      note.set("order", Math.random());
    } else if (operation.op === "colour") note.set("colour", operation.colour);
    else {
      let at = 0;
      for (const part of operation.delta) {
        if (typeof part === "string") {
          note.get("text").insert(at, part);
          at += part.length;
        } else if (part > 0) at += part;
        else note.get("text").delete(at, -part);
      }
    }
  }
}

/** The same messages in the same order to every socket, read once. */
class Copies {
  /** @type {{bytes: Buffer, ordinals: Int32Array, left: number}[]} */
  #row = [];
  #first = 0;

  /** @param {number} sockets */
  constructor(sockets) {
    this.sockets = sockets;
    this.places = new Float64Array(sockets);
  }

  /**
   * @param {number} index @param {Buffer} data @param {number} start @param {number} end
   * @param {(bytes: Buffer) => Int32Array} read
   */
  find(index, data, start, end, read) {
    const place = this.places[index];
    let copy = this.#row[place - this.#first];
    if (!copy && place === this.#first + this.#row.length) {
      const bytes = Buffer.from(data.subarray(start, end));
      copy = { bytes, ordinals: read(bytes), left: this.sockets };
      this.#row.push(copy);
    }
    if (!copy || copy.bytes.length !== end - start || data.compare(copy.bytes, 0, copy.bytes.length, start, end) !== 0)
      return read(Buffer.from(data.subarray(start, end)));
    this.places[index]++;
    if (--copy.left === 0) this.#forget();
    return copy.ordinals;
  }

  #forget() {
    let done = 0;
    while (done < this.#row.length && this.#row[done].left === 0) done++;
    if (done > 1000) {
      this.#row.splice(0, done);
      this.#first += done;
    }
  }
}
