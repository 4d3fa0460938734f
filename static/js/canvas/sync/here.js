// Tells where this person is: on change, at most four times a second (P20).

import { Alarm } from "../../lib/timing.js";

const PAUSE = 250; // milliseconds

export class Here {
  #world;
  #send;
  #alarm;
  #place = { block: /** @type {string | null} */ (null), note: /** @type {string | null} */ (null), typing: false };
  #sent = "";
  #sentAt = -Infinity;

  /**
   * @param {{now: () => number, timers: import("../../lib/timing.js").Timers}} world
   * @param {(message: import("./link.js").Message) => boolean} send whether it could be sent
   */
  constructor(world, send) {
    this.#world = world;
    this.#send = send;
    this.#alarm = new Alarm(world.timers, () => this.#tell());
  }

  /** @param {{block?: string | null, note?: string | null, typing?: boolean}} place */
  at({ block = null, note = null, typing = false }) {
    this.#place = { block, note, typing };
    if (!this.#alarm.pending) this.#alarm.set(Math.max(0, this.#sentAt + PAUSE - this.#world.now()));
  }

  /** Another connection: it has to be told anew. */
  again() {
    this.#sent = "";
    this.at(this.#place);
  }

  close() {
    this.#alarm.clear();
  }

  #tell() {
    const place = JSON.stringify(this.#place);
    if (place === this.#sent || !this.#send({ t: "here", ...this.#place })) return;
    this.#sent = place;
    this.#sentAt = this.#world.now();
  }
}
