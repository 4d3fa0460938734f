// Saved, saving, offline or stopped: what people see of the connection.

import { Alarm } from "../../lib/timing.js";

/**
 * @typedef {object} Status
 * @property {"saved" | "saving" | "offline" | "stopped"} state
 * @property {number} waiting edits not yet taken
 * @property {"socket" | "poll" | null} transport
 * @property {boolean} unsafe whether closing the page would lose what waits
 * @property {string} [reason] why it stopped: removed, version, gone or malformed
 */

const GRACE = 1_500; // milliseconds without a connection that nobody needs to know of

export class StatusLine {
  #tell;
  #grace;
  #offline = false;
  /** @type {string | undefined} */
  #reason;
  #last = "";

  /**
   * @param {{timers: import("../../lib/timing.js").Timers}} world
   * @param {() => void} tell
   */
  constructor({ timers }, tell) {
    this.#tell = tell;
    this.#grace = new Alarm(timers, () => {
      this.#offline = true;
      this.#tell();
    });
    this.#grace.set(2 * GRACE);
  }

  /** @param {number} waiting @param {Status["transport"]} transport @param {boolean} unsafe @returns {Status} */
  now(waiting, transport, unsafe) {
    const state = this.#reason ? "stopped" : this.#offline ? "offline" : waiting ? "saving" : "saved";
    return { state, waiting, transport, unsafe, ...(this.#reason && { reason: this.#reason }) };
  }

  /** @param {boolean} up */
  connected(up) {
    if (up) this.#grace.clear();
    else if (!this.#grace.pending && !this.#offline) this.#grace.set(GRACE);
    if (up) this.#offline = false;
  }

  /** @param {string} reason */
  stop(reason) {
    this.#reason = reason;
    this.#grace.clear();
  }

  /** Tell, when it is other than told before. @param {Status} status */
  told(status) {
    const line = JSON.stringify(status);
    if (line === this.#last) return;
    this.#last = line;
    this.#tell();
  }

  close() {
    this.#grace.clear();
  }
}
