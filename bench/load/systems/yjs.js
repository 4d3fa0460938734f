// Hocuspocus and y-websocket: notes are a Y.Map of Y.Maps with a Y.Text each, and every operation is one transaction.
//
// One document stands for those of all clients, each writing in it under its own client id; a document per socket would
// make the generator the slowest part. Like a real client, a writer builds on nothing that has not come back from the
// server yet, except on its own. The first copy of what the server sends is decoded; the others are compared with it
// byte by byte, since the server sends everybody the same.

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
  const writers = new Writers(sockets);
  const copies = new Copies(sockets);
  /** @type {Map<number, () => void>} */
  const joining = new Map();
  /** @type {((payload: Buffer) => void)[]} */
  const sends = [];

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

  /** @param {number} index */
  const joined = (index) => {
    joining.get(index)?.();
    joining.delete(index);
  };

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
        sends[0](message([SYNC, UPDATE], writers.seed)); // and its copy tells that the server has it
      else joined(index);
    }
  };

  /** The operations in a message that is an update. @param {Buffer} bytes */
  const read = (bytes) => {
    const decoder = decoding.createDecoder(bytes);
    decoder.pos = update.length;
    return writers.receive(decoding.readVarUint8Array(decoder));
  };

  return {
    address: () => ({ port: target.port, path: `/${target.room}`, headers: {} }),
    hello(index, send) {
      sends[index] = send;
      if (target.hocuspocus) send(message([AUTH, 0], "welcome"));
      send(message([SYNC, STEP_1], Y.encodeStateVector(new Y.Doc())));
    },
    joined: (index) => new Promise((resolve) => joining.set(index, resolve)),
    operate: (index, due) => message([SYNC, UPDATE], writers.write(index, ledger.begin(index, due))),
    receive(index, data, start, end, now) {
      if (data.compare(update, 0, update.length, start, Math.min(start + update.length, end)) !== 0)
        other(index, Buffer.from(data.subarray(start, end)));
      else if (joining.has(index)) joined(index);
      else {
        const copy = copies.find(index, data, start, end, read);
        if (!copy) ledger.problem(`socket ${index} received something else than the others`);
        else for (const ordinal of copy) ledger.arrived(index, ordinal, now);
      }
    },
  };
}

/** @typedef {{end: number, ordinal: number, operation: any}} Written by the writer's clock after it */

/** Everybody's document, and what each wrote in it. */
class Writers {
  #board;
  #doc = new Y.Doc();
  #number = NOTES;
  /** @type {Written[][]} what each writer sent and has not come back */
  #sent;
  /** @type {Map<number, number>} */
  #indexes;
  /** @type {Map<number, number>} the clock of each client up to which the server has it */
  #known = new Map();
  #update = new Uint8Array();

  /** @param {number} sockets */
  constructor(sockets) {
    const people = Array.from({ length: sockets }, (_, index) => index);
    this.#sent = people.map(() => []);
    this.#indexes = new Map(people.map((index) => [clientOf(index), index]));
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
    this.#known.set(SEEDER, Number.POSITIVE_INFINITY);
    this.seed = Y.encodeStateAsUpdate(this.#doc);
    this.#doc.on("update", (/** @type {Uint8Array} */ bytes) => {
      this.#update = bytes;
    });
  }

  get #notes() {
    return this.#doc.getMap("notes");
  }

  /** Writer `index` does something; the update to send. @param {number} index @param {number} ordinal */
  write(index, ordinal) {
    const client = clientOf(index);
    const operation = this.#board.operation(index);
    this.#doc.clientID = client;
    this.#doc.transact(() => this.#do(operation, client));
    this.#sent[index].push({ end: Y.getState(this.#doc.store, client), ordinal, operation });
    return this.#update;
  }

  /** An update came from the server: the operations in it. @param {Uint8Array} bytes */
  receive(bytes) {
    const ordinals = [];
    for (const struct of Y.decodeUpdate(bytes).structs) {
      const index = this.#indexes.get(struct.id.client);
      if (index === undefined || struct instanceof Y.Skip) continue;
      const end = struct.id.clock + struct.length;
      this.#known.set(struct.id.client, end);
      const own = this.#sent[index];
      while (own.length && own[0].end <= end) {
        const { ordinal, operation } = /** @type {Written} */ (own.shift());
        ordinals.push(ordinal);
        this.#board.apply({ n: ++this.#number, by: index, fx: effects(operation) });
      }
    }
    return Int32Array.from(ordinals);
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

  /** @param {any} operation @param {number} client */
  #do(operation, client) {
    if (operation.op === "add") {
      this.#add(operation.notes[0].note, operation.notes[0].text, operation.block);
      return;
    }
    const id = operation.note ?? operation.notes[0];
    const note = /** @type {Y.Map<any>} */ (this.#notes.get(id));
    const key = { move: "block", colour: "colour" }[/** @type {string} */ (operation.op)];
    if (key && this.#mayBuildOn(note._map.get(key)?.id, client)) {
      note.set(key, operation[key]);
      if (key === "block") note.set("order", Math.random());
    } else this.#type(note.get("text"), operation.delta ?? ["-"], client);
  }

  /** Type what the delta says, at a place or near it. @param {Y.Text} text @param {any[]} delta @param {number} client */
  #type(text, delta, client) {
    const typed = delta.find((part) => typeof part === "string");
    const away = -delta.findLast((part) => typeof part === "number" && part < 0) || 0;
    let at = Math.min(typeof delta[0] === "number" ? delta[0] : 0, text.length);
    for (let tries = 0; !this.#mayInsertAt(text, at, client) && tries < 40; tries++)
      at = Math.floor(Math.random() * (text.length + 1));
    if (away && this.#mayRemove(text, at, away, client)) text.delete(at, away);
    text.insert(at, typed);
  }

  /** @param {Y.Text} text @param {number} at @param {number} client */
  #mayInsertAt(text, at, client) {
    const left = at ? Y.createRelativePositionFromTypeIndex(text, at, -1).item : undefined;
    const right = Y.createRelativePositionFromTypeIndex(text, at).item;
    return this.#mayBuildOn(left, client) && this.#mayBuildOn(right, client);
  }

  /** @param {Y.Text} text @param {number} at @param {number} count @param {number} client */
  #mayRemove(text, at, count, client) {
    if (at + count > text.length) return false;
    for (let place = at; place <= at + count; place++)
      if (!this.#mayBuildOn(Y.createRelativePositionFromTypeIndex(text, place).item, client)) return false;
    return true;
  }

  /** Whether a client can know of an item: it is its own, or the server has it. */
  #mayBuildOn(/** @type {Y.ID | null | undefined} */ id, /** @type {number} */ client) {
    return !id || id.client === client || id.clock < (this.#known.get(id.client) ?? 0);
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
   * @returns {Int32Array | null} null for something else than the others got
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
      return null;
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
