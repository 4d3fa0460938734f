// Canvasweb, by docs/protocol.md; rule numbers are those.

import { randomBytes } from "node:crypto";
import { Board } from "./board.js";
import { Frames, ordinalOf } from "./frames.js";

/** An id for an operation: random at its head, as real ones are, so that a database's index is not spared; the ordinal
 * at its tail. @param {number} ordinal */
export const operationId = (ordinal) =>
  `${randomBytes(4).toString("hex")}-0000-4000-8000-${ordinal.toString(16).padStart(12, "0")}`;

/**
 * @param {import("../ledger.js").Ledger} ledger
 * @param {{port: number, canvas: string, cookie: string, blocks: string[], people: {who: number, token: string}[]}} target
 * @param {number} sockets
 * @returns {import("../crowd.js").Adapter}
 */
export function adapt(ledger, target, sockets) {
  const board = new Board(
    target.blocks,
    target.people.slice(0, sockets).map(({ who }) => who),
  );
  const frames = new Frames(ledger, sockets, (entry) => board.apply(entry));
  /** @type {Map<number, () => void>} */
  const joining = new Map();
  let first = 0;

  /** @param {number} index */
  const joined = (index) => {
    joining.get(index)?.();
    joining.delete(index);
  };

  /** @param {number} index @param {any} message @param {number} now */
  const other = (index, message, now) => {
    if (message.t === "welcome") {
      if (!index) first = frames.head = message.head;
      ledger.start(index, first);
      if (index) joined(index);
    } else if (message.t === "reset") {
      board.picture(message.canvas);
      joined(index);
    } else if (message.t === "verdict") {
      const ordinal = ordinalOf(message.id);
      if (message.n !== undefined) ledger.acknowledged(index, ordinal, now);
      else {
        ledger.void(ordinal);
        if (message.no) ledger.problem(`refused: ${message.no}`);
      }
    } else if (message.t === "error") ledger.problem(`error: ${message.code}`);
  };

  return {
    address(index) {
      const { port, canvas, cookie, people } = target;
      const headers = { Cookie: `${cookie}=${people[index].token}`, Origin: `http://localhost:${port}` };
      return { port, path: `/live/${canvas}/`, headers };
    },
    // The first socket asks for the whole canvas, the others come from a page that has it.
    hello: (index, send) => send(JSON.stringify({ t: "hello", v: 1, since: index ? first : null, pending: [] })),
    joined: (index) => new Promise((resolve) => joining.set(index, resolve)),
    beat: () => JSON.stringify({ t: "ping", seen: frames.head }),
    operate(index, due) {
      const ordinal = ledger.begin(index, due);
      return JSON.stringify({ t: "ops", ops: [{ id: operationId(ordinal), ...board.operation(index) }] });
    },
    receive(index, data, start, end, now) {
      if (!frames.receive(index, data, start, end, now))
        other(index, JSON.parse(data.toString("utf8", start, end)), now);
    },
  };
}
