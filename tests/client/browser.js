// What a browser gives a page, in memory: storage and channels that the tabs of one browser share.

/** localStorage with room for so many characters. */
export class MemoryStore {
  /** @type {Map<string, string>} */
  items = new Map();
  room = Infinity;

  get length() {
    return this.items.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this.items.keys()][index] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.items.get(key) ?? null;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    let used = value.length - (this.items.get(key)?.length ?? 0);
    if (this.room < Infinity) for (const one of this.items.values()) used += one.length;
    if (used > this.room) throw new Error("QuotaExceededError");
    this.items.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.items.delete(key);
  }
}

/** BroadcastChannels of one browser; a frozen channel neither hears nor answers. */
export class Channels {
  /** @type {Set<any>} */
  #open = new Set();

  /** @param {{set: (action: () => void, milliseconds: number) => any}} timers */
  constructor(timers) {
    this.timers = timers;
  }

  /** @param {string} name */
  open = (name) => {
    const channel = {
      name,
      frozen: false,
      onmessage: /** @type {((event: any) => void) | null} */ (null),
      postMessage: (/** @type {any} */ data) => {
        for (const other of this.#open) {
          if (other === channel || other.name !== name) continue;
          this.timers.set(() => other.frozen || !this.#open.has(other) || other.onmessage?.({ data }), 1);
        }
      },
      close: () => {
        this.#open.delete(channel);
      },
    };
    this.#open.add(channel);
    return channel;
  };

  /** Every open channel, for freezing. */
  all() {
    return [...this.#open];
  }
}
