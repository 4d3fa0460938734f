// Timers that can be handed in, so that tests run hours in milliseconds.

/**
 * @typedef {object} Timers
 * @property {(action: () => void, milliseconds: number) => any} set
 * @property {(timer: any) => void} clear
 */

/** The timers of the browser or of Node. @type {Timers} */
export const realTimers = {
  set: (action, milliseconds) => setTimeout(action, milliseconds),
  clear: (timer) => clearTimeout(timer),
};

/** One timer that is set, moved and cleared under one name. */
export class Alarm {
  #timers;
  #action;
  /** @type {any} */
  #timer = null;

  /**
   * @param {Timers} timers
   * @param {() => void} action
   */
  constructor(timers, action) {
    this.#timers = timers;
    this.#action = action;
  }

  get pending() {
    return this.#timer !== null;
  }

  /** Go off after so many milliseconds, instead of when it was set for. @param {number} milliseconds */
  set(milliseconds) {
    this.clear();
    this.#timer = this.#timers.set(() => {
      this.#timer = null;
      this.#action();
    }, milliseconds);
  }

  clear() {
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
  }
}
