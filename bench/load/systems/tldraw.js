// tldraw sync: notes are note shapes, every operation a push of one record's difference, as its own client makes them.
//
// The ordinal travels in the shape's `meta`, so that it is in every copy, and as the client's clock, so that it comes
// back to the sender. The server gathers messages for each session by itself, so copies differ and each is searched.

import { diffRecord } from "@tldraw/sync-core";
import { createTLSchema, PageRecordType, toRichText } from "@tldraw/tlschema";
import { BEGINNING, Board, effects } from "./board.js";

const PROTOCOL = 8;
const NOTES = 300;
const PAGE = PageRecordType.createId("page");
const COLOURS = { sun: "yellow", sky: "light-blue", rose: "light-red", mint: "light-green", lilac: "violet" };
const BLOCKS = ["segments", "proposition", "channels", "relationship", "revenue", "resources", "activities", "costs"];
const ORDINAL = Buffer.from('"ordinal":');
const RESULT = Buffer.from('"push_result","clientClock":');
const ZERO = 48;

/**
 * @param {import("../ledger.js").Ledger} ledger @param {{port: number}} target @param {number} sockets
 * @returns {import("../crowd.js").Adapter}
 */
export function adapt(ledger, target, sockets) {
  const schema = createTLSchema();
  const board = new Board(
    BLOCKS,
    Array.from({ length: sockets }, (_, index) => index),
  );
  /** @type {Map<string, any>} every shape as the generator last made it */
  const shapes = new Map();
  /** @type {Map<number, () => void>} */
  const joining = new Map();
  /** @type {((payload: string) => void)[]} */
  const sends = [];
  let number = NOTES;

  /** @param {string} id @param {string} text @param {number} ordinal */
  const shape = (id, text, ordinal) => ({
    id: `shape:${id}`,
    typeName: "shape",
    type: "note",
    x: Math.round(Math.random() * 4000),
    y: Math.round(Math.random() * 3000),
    rotation: 0,
    index: "a1",
    parentId: PAGE,
    isLocked: false,
    opacity: 1,
    props: {
      ...{ richText: toRichText(text), color: "yellow", labelColor: "black", size: "m", font: "draw", url: "" },
      ...{ align: "middle", verticalAlign: "middle", growY: 0, fontSizeAdjustment: 0, scale: 1 },
      ...{ textLastEditedBy: null },
    },
    meta: { ordinal },
  });

  /** @param {any} operation @param {number} ordinal @returns {Record<string, any>} the difference to push */
  const difference = (operation, ordinal) => {
    const id = operation.note ?? operation.notes[0].note ?? operation.notes[0];
    if (operation.op === "add") {
      const made = shape(id, operation.notes[0].text, ordinal);
      shapes.set(id, made);
      return { [made.id]: ["put", made] };
    }
    const before = shapes.get(id);
    const after = { ...before, props: { ...before.props }, meta: { ordinal } };
    if (operation.op === "move") {
      after.x = Math.round(Math.random() * 4000);
      after.y = Math.round(Math.random() * 3000);
    } else if (operation.op === "colour")
      after.props.color = COLOURS[/** @type {keyof COLOURS} */ (operation.colour)] ?? "grey";
    else after.props.richText = toRichText(typed(textOf(before), operation.delta));
    shapes.set(id, after);
    return { [after.id]: ["patch", diffRecord(before, after)] };
  };

  /** @param {Record<string, any>} diff @param {number} clientClock */
  const push = (diff, clientClock) => JSON.stringify({ type: "push", clientClock, diff });

  /** @param {number} index @param {any} message */
  const connected = (index, message) => {
    if (message.type === "incompatibility_error") ledger.problem(`refused: ${message.reason}`);
    if (message.type !== "connect") return;
    if (!index) {
      const notes = Array.from({ length: NOTES }, (_, at) => ({ id: `n${at}`, v: at, text: BEGINNING, colour: "sun" }));
      board.picture({ notes });
      for (const note of board.notes) shapes.set(note.id, shape(note.id, BEGINNING, -1));
      const puts = [...shapes.values()].map((one) => [one.id, ["put", one]]);
      sends[0](push(Object.fromEntries(puts), -1));
    } else joined(index);
  };

  /** @param {number} index */
  const joined = (index) => {
    joining.get(index)?.();
    joining.delete(index);
  };

  return {
    address: (index) => ({ port: target.port, path: `/?session=${index}`, headers: {} }),
    hello(index, send) {
      sends[index] = send;
      const hello = { type: "connect", connectRequestId: `${index}`, protocolVersion: PROTOCOL, lastServerClock: 0 };
      send(JSON.stringify({ ...hello, schema: schema.serialize() }));
    },
    joined: (index) => new Promise((resolve) => joining.set(index, resolve)),
    beat: () => '{"type":"ping"}',
    operate(index, due) {
      const operation = board.operation(index);
      const ordinal = ledger.begin(index, due);
      board.apply({ n: ++number, by: index, fx: effects(operation) });
      return push(difference(operation, ordinal), ordinal);
    },
    receive(index, data, start, end, now) {
      const bytes = data.subarray(start, end);
      if (joining.has(index)) {
        const message = JSON.parse(bytes.toString("utf8"));
        if (message.type === "data") joined(index);
        else connected(index, message);
        return;
      }
      for (let at = bytes.indexOf(ORDINAL); at >= 0; at = bytes.indexOf(ORDINAL, at)) {
        at += ORDINAL.length;
        if (bytes[at] === 0x5b) at = bytes.indexOf(",", at) + 1; // ["put",123]
        const ordinal = digits(bytes, at);
        // One's own comes back only where the server made something else of it; the result below tells.
        if (ordinal >= 0 && ledger.writer[ordinal] !== index) ledger.arrived(index, ordinal, now);
      }
      for (let at = bytes.indexOf(RESULT); at >= 0; at = bytes.indexOf(RESULT, at)) {
        at += RESULT.length;
        const ordinal = digits(bytes, at);
        const stop = bytes.indexOf("}", at);
        const action = bytes.toString("latin1", bytes.indexOf('"action":', at) + 9, stop);
        if (action.startsWith('"discard"')) ledger.void(ordinal);
        else ledger.acknowledged(index, ordinal, now);
      }
    },
  };
}

/** @param {any} shape */
const textOf = (shape) => shape.props.richText.content[0].content?.[0].text ?? "";

/** @param {string} text @param {(number | string)[]} delta */
function typed(text, delta) {
  let at = 0;
  let made = "";
  for (const part of delta) {
    if (typeof part === "string") made += part;
    else if (part > 0) {
      made += text.slice(at, at + part);
      at += part;
    } else at -= part;
  }
  return made + text.slice(at);
}

/** The number written at a place; -1 when there is none. @param {Buffer} bytes @param {number} from */
function digits(bytes, from) {
  let value = 0;
  let at = from;
  for (; bytes[at] >= ZERO && bytes[at] < ZERO + 10; at++) value = value * 10 + bytes[at] - ZERO;
  return at === from ? -1 : value;
}
