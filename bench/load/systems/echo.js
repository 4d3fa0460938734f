// The two references in Python: the bare echo, which numbers what it received, and a stock Channels consumer, which
// numbers nothing. Both get the operations that Canvasweb gets and hand them on as they are.

import { BEGINNING, Board } from "./board.js";
import { operationId } from "./canvasweb.js";
import { Frames, ordinalOf } from "./frames.js";

const BLOCKS = ["segments", "proposition", "channels", "relationship", "revenue", "resources", "activities", "costs"];

/**
 * @param {import("../ledger.js").Ledger} ledger @param {{port: number}} target @param {number} sockets
 * @returns {import("../crowd.js").Adapter}
 */
export function adapt(ledger, target, sockets) {
  const people = Array.from({ length: sockets }, (_, index) => index);
  const board = new Board(BLOCKS, people);
  const notes = Array.from({ length: 300 }, (_, index) => ({
    id: `00000000-0000-4000-9000-${index.toString(16).padStart(12, "0")}`,
    v: index + 1,
    text: BEGINNING,
    colour: "sun",
  }));
  board.picture({ notes });
  // Nobody judges these operations, so nothing comes back that the next one would have to build on.
  for (const note of board.notes) note.busy.add = () => note.busy;
  const frames = new Frames(ledger, sockets, () => {});
  return {
    address: () => ({ port: target.port, path: "/", headers: {} }),
    hello: () => {},
    joined: async () => {},
    operate(index, due) {
      return JSON.stringify({ id: operationId(ledger.begin(index, due)), ...board.operation(index) });
    },
    receive(index, data, start, end, now) {
      if (!frames.receive(index, data, start, end, now))
        ledger.arrived(index, ordinalOf(JSON.parse(data.toString("utf8", start, end)).id), now);
    },
  };
}
