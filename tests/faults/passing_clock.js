// A clock for real connections whose time can run faster than the wall's, and be moved ahead: timers go off in order.

export class PassingClock {
  #began = performance.now();
  #skipped = 0;
  /** @type {Set<{at: number, action: () => void}>} */
  #timers = new Set();
  /** @type {any} */
  #next = null;

  /** @param {number} speed how many seconds of this clock pass in a second */
  constructor(speed) {
    this.speed = speed;
    this.timers = {
      set: (/** @type {() => void} */ action, /** @type {number} */ milliseconds) => {
        const timer = { at: this.now() + Math.max(0, milliseconds), action };
        this.#timers.add(timer);
        this.#wind();
        return timer;
      },
      clear: (/** @type {any} */ timer) => {
        this.#timers.delete(timer);
      },
    };
  }

  /** Milliseconds since some moment. */
  now = () => Math.floor(1_763_790_000_000 + this.#skipped + (performance.now() - this.#began) * this.speed);

  /**
   * Let time pass at once, in steps between which the connections get a turn.
   * @param {number} milliseconds
   * @param {number} [step]
   */
  async pass(milliseconds, step = 5_000) {
    for (let left = milliseconds; left > 0; left -= step) {
      this.#skipped += Math.min(step, left);
      this.#ring();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  #ring() {
    for (let due = this.#first(); due && due.at <= this.now(); due = this.#first()) {
      this.#timers.delete(due);
      due.action();
    }
    this.#wind();
  }

  #first() {
    let first;
    for (const timer of this.#timers) if (!first || timer.at < first.at) first = timer;
    return first;
  }

  #wind() {
    clearTimeout(this.#next);
    const first = this.#first();
    if (first) this.#next = setTimeout(() => this.#ring(), Math.max(0, (first.at - this.now()) / this.speed));
  }
}
