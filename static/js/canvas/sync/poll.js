// POST and long-poll as a transport (P27), for networks that let no WebSocket through. It looks like a connection:
// one request is always waiting for news, what is sent goes by others, one after the other.

import { newId } from "../../lib/ids.js";

/** @typedef {import("./link.js").Message} Message */
/** @typedef {import("./link.js").Transport} Transport */

/** The close code that an error's code stands for; other refusals (a proxy's, a stale token) are trouble on the way. */
const CLOSE_CODE = /** @type {Record<string, number>} */ ({
  removed: 4001,
  version: 4002,
  flood: 4003,
  slow: 4004,
  size: 4006,
  shape: 4006,
  json: 4006,
  depth: 4006,
  gone: 4007,
});
const GIVE_UP_AFTER = 35_000; // milliseconds; the server answers a waiting request within 20 s

/**
 * @param {object} world
 * @param {string} world.url
 * @param {typeof fetch} world.fetch
 * @param {() => string} world.csrf
 * @param {import("../../lib/timing.js").Timers} world.timers
 * @returns {Transport}
 */
export function pollTransport(world) {
  return {
    open(events, seen) {
      const poll = new Poll(world, events, seen);
      queueMicrotask(() => events.opened());
      return poll;
    },
  };
}

class Poll {
  #world;
  #events;
  #seen;
  #tab = newId();
  /** @type {Message[]} */
  #out = [];
  #sending = false;
  #waiting = false;
  #welcomed = false;
  #over = false;
  #abort = new AbortController();

  /** @param {Parameters<typeof pollTransport>[0]} world @param {import("./link.js").Events} events @param {() => number} seen */
  constructor(world, events, seen) {
    this.#world = world;
    this.#events = events;
    this.#seen = seen;
  }

  /** @param {Message} message */
  send(message) {
    if (this.#over || message.t === "ping") return; // the waiting request is the heartbeat
    if (message.t === "here") this.#out = this.#out.filter((one) => one.t !== "here");
    this.#out.push(message);
    this.#flush();
  }

  close() {
    this.#over = true;
    this.#abort.abort();
  }

  async #flush() {
    if (this.#sending || this.#over || !this.#out.length) return;
    this.#sending = true;
    const messages = this.#out.splice(0);
    const hello = messages.filter((one) => one.t === "hello").pop();
    const told = hello && { hello: true, since: hello.since, pending: hello.pending };
    await this.#post({ ...told, wait: false, messages: messages.filter((one) => one.t !== "hello") });
    this.#sending = false;
    this.#flush();
    this.#wait();
  }

  async #wait() {
    if (this.#waiting || this.#over || !this.#welcomed) return;
    this.#waiting = true;
    await this.#post({ wait: true, messages: [] });
    this.#waiting = false;
    // Not at once: the answer's messages may have given rise to new ones, and a quick server would make a tight loop.
    this.#world.timers.set(() => this.#wait(), 0);
  }

  /** @param {Message} body */
  async #post(body) {
    const { url, csrf, timers } = this.#world;
    const late = timers.set(() => this.#end(1006), GIVE_UP_AFTER);
    try {
      const response = await this.#world.fetch(url, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() },
        body: JSON.stringify({ v: 1, since: this.#seen(), tab: this.#tab, ...body }),
        signal: this.#abort.signal,
      });
      const answer = await response.json().catch(() => ({ messages: [] }));
      for (const message of answer.messages ?? []) this.#heard(message);
      if (!response.ok) this.#end(closeCode(answer.messages ?? []));
    } catch {
      this.#end(1006);
    } finally {
      timers.clear(late);
    }
  }

  /** @param {Message} message */
  #heard(message) {
    if (this.#over || typeof message?.t !== "string") return;
    if (message.t === "welcome") this.#welcomed = true;
    this.#events.message(message);
  }

  /** @param {number} code */
  #end(code) {
    if (this.#over) return;
    this.close();
    this.#events.closed(code);
  }
}

/** @param {Message[]} messages */
function closeCode(messages) {
  return CLOSE_CODE[messages.filter((one) => one.t === "error").pop()?.code] ?? 1006;
}
