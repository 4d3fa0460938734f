// The server's time, whatever this device's clock says. Each answer to a ping bounds the difference between the two from
// both sides, everything else the server says from one; the bounds are narrowed as they come (Cristian's algorithm, with
// the intervals of Marzullo). What does not fit means that a clock jumped: then it begins again.

const KEPT = 20; // bounds, some 80 seconds: clocks drift

export class ServerClock {
  #now;
  /** @type {{low: number, high: number}[]} */
  #bounds = [];

  /** @param {() => number} now milliseconds of a clock that only goes forward */
  constructor(now) {
    this.#now = now;
  }

  /**
   * The server said what time it is.
   * @param {number} said Unix milliseconds
   * @param {number} [asked] when we asked for it, by our clock
   */
  heard(said, asked = -Infinity) {
    const bound = { low: said - this.#now(), high: said - asked };
    const { low, high } = this.#narrowed();
    if (bound.low > high || bound.high < low) this.#bounds = [];
    this.#bounds = [...this.#bounds, bound].slice(-KEPT);
  }

  /** The server's time now, in Unix milliseconds; null while it was never heard. */
  now() {
    if (!this.#bounds.length) return null;
    const { low, high } = this.#narrowed();
    return this.#now() + (high === Infinity ? low : (low + high) / 2);
  }

  #narrowed() {
    const low = Math.max(-Infinity, ...this.#bounds.map((bound) => bound.low));
    const high = Math.min(Infinity, ...this.#bounds.map((bound) => bound.high));
    return { low, high };
  }

  /** A reading of our own clock, to hand in as `asked` later. */
  reading() {
    return this.#now();
  }
}
