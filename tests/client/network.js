// Connections in memory between sessions and the small server, with all that can go wrong on the way.

import { Peer } from "./server.js";

export class Network {
  /** Chances a message has: to be lost, to come twice; and its delay in milliseconds. */
  faults = { lost: 0, twice: 0, delay: 5 };
  down = false;
  /** @type {Set<any>} */
  #connections = new Set();

  /**
   * @param {import("./server.js").Server} server
   * @param {import("./clock.js").Clock} clock
   * @param {() => number} random
   */
  constructor(server, clock, random) {
    this.server = server;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The transport of one person's page.
   * @param {{who: number, role: string}} actor
   */
  transport(actor) {
    return { open: (/** @type {any} */ events) => this.#open(events, actor) };
  }

  /** Cut every connection, or those of one person; what was on its way is gone. @param {number} [who] @param {number} [code] */
  cut(who, code = 1006) {
    for (const one of [...this.#connections]) if (who === undefined || one.who === who) one.drop(code);
  }

  /** @param {any} events @param {{who: number, role: string}} actor */
  #open(events, actor) {
    let open = true;
    const lines = { in: 0, out: 0 }; // when the last message of each direction arrives: order is kept
    /** @param {"in" | "out"} line @param {() => void} deliver @param {boolean} [safe] */
    const carry = (line, deliver, safe = false) => {
      const { lost, twice, delay } = this.faults;
      const text = safe ? 1 : this.random();
      if (text < lost) return;
      lines[line] = Math.max(lines[line], this.clock.now() + this.random() * delay);
      for (let times = text > 1 - twice && !safe ? 2 : 1; times; times--) {
        this.clock.set(() => open && deliver(), lines[line] - this.clock.now());
      }
    };
    const peer = new Peer(this.server, actor, (message) => {
      const text = JSON.stringify(message);
      carry("out", () => events.message(JSON.parse(text)), message.t === "reset");
    });
    const connection = {
      who: actor.who,
      drop: (/** @type {number} */ code) => {
        if (!open) return;
        open = false;
        peer.close();
        this.#connections.delete(connection);
        events.closed(code);
      },
    };
    this.#connections.add(connection);
    this.clock.set(() => (this.down ? connection.drop(1006) : open && events.opened()), 3);
    return {
      send: (/** @type {any} */ message) => {
        const text = JSON.stringify(message);
        carry("in", () => peer.hear(JSON.parse(text)));
      },
      close: () => {
        open = false;
        peer.close();
        this.#connections.delete(connection);
      },
    };
  }
}
