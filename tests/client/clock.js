// A clock that tests turn by hand: timers go off in order, without waiting.

export class Clock {
  #now = 1_763_790_000_000;
  #count = 0;
  /** @type {{at: number, order: number, action: () => void}[]} a heap would be faster, and no clearer */
  #timers = [];

  constructor() {
    this.now = () => this.#now;
    this.timers = { set: this.set.bind(this), clear: this.clear.bind(this) };
  }

  /** @param {() => void} action @param {number} milliseconds */
  set(action, milliseconds) {
    const timer = { at: this.#now + Math.max(0, milliseconds), order: this.#count++, action };
    let index = this.#timers.length;
    while (index > 0 && this.#timers[index - 1].at > timer.at) index--;
    this.#timers.splice(index, 0, timer);
    return timer;
  }

  /** @param {any} timer */
  clear(timer) {
    const index = this.#timers.indexOf(timer);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  /** Let time pass. @param {number} milliseconds */
  pass(milliseconds) {
    const until = this.#now + milliseconds;
    while (this.#timers.length && this.#timers[0].at <= until) {
      const timer = this.#timers.shift();
      if (!timer) break;
      this.#now = timer.at;
      timer.action();
    }
    this.#now = until;
  }
}

/** Repeatable chance (mulberry32). @param {number} seed */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
