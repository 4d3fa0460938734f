// Keeps one connection open: which transport, and when to come back (P26, P27). A WebSocket first; where that cannot be
// had, POST and long-poll, with another try for a WebSocket now and then.

import { Alarm } from "../../lib/timing.js";

/** @typedef {Record<string, any>} Message */
/** @typedef {{send: (message: Message) => void, close: () => void}} Connection */
/** @typedef {{opened: () => void, message: (message: Message) => void, closed: (code: number, wait?: number) => void}} Events */
/** @typedef {{open: (events: Events, seen: () => number) => Connection}} Transport */

/**
 * What a browser knows of its network; `listen` calls back with "online", "offline" or "awake".
 * @typedef {{listen: (heard: (hint: "online" | "offline" | "awake") => void) => () => void}} Hints
 */

const FINAL = new Set([4001, 4002, 4006, 4007]);
const FIRST_DELAY = 500; // milliseconds, doubling
const LONGEST_DELAY = 15_000;
const OPEN_WITHIN = 4_000;
const WELCOME_WITHIN = 10_000;
const FLOOD_PAUSE = 3_000;
const RESTART_SPREAD = 3_000;
const STEADY = 5_000; // a connection that lasted so long was sound
const TRIES = 2; // sockets that never came to a welcome, before polling
const TRIES_ONCE_WELCOMED = 4; // the same where sockets are known to work: more likely the network or the server is away
const PROBE_AFTER = 60_000;
const PROBE_SOON = 5_000;
const PROBE_LATEST = 600_000;

export class Link {
  #world;
  #events;
  #seen;
  /** @type {"socket" | "poll"} */
  transport = "socket";
  /** @type {Connection | null} */
  #connection = null;
  /** When the connection came to a welcome; null before that. @type {number | null} */
  #up = null;
  #socketsWork = false;
  #socketFailures = 0;
  #failures = 0;
  #probeDelay = PROBE_AFTER;
  #again;
  #opening;
  #probe;
  #stopListening = () => {};
  #closed = false;

  /**
   * @param {object} world
   * @param {Transport} world.socket
   * @param {Transport | null} world.poll
   * @param {import("../../lib/timing.js").Timers} world.timers
   * @param {() => number} world.random
   * @param {() => number} world.now
   * @param {Hints} [world.hints]
   * @param {{opened: () => void, message: (message: Message) => void, closed: (code: number, final: boolean) => void, awake: () => void}} events
   * @param {() => number} seen the last number seen
   */
  constructor(world, events, seen) {
    this.#world = world;
    this.#events = events;
    this.#seen = seen;
    this.#again = new Alarm(world.timers, () => this.#open());
    this.#opening = new Alarm(world.timers, () => this.#hangs());
    this.#probe = new Alarm(world.timers, () => this.#trySocket());
  }

  start() {
    this.#stopListening = this.#world.hints?.listen((hint) => this.#hear(hint)) ?? this.#stopListening;
    this.#open();
  }

  /** @param {Message} message */
  send(message) {
    this.#connection?.send(message);
  }

  /** The connection is of no use any more: leave it and come back. */
  lost() {
    const connection = this.#connection;
    if (!connection) return;
    this.#left(1006);
    connection.close();
  }

  close() {
    this.#closed = true;
    this.#stopListening();
    for (const alarm of [this.#again, this.#opening, this.#probe]) alarm.clear();
    this.#connection?.close();
    this.#connection = null;
  }

  #open() {
    if (this.#closed || this.#connection) return;
    this.#again.clear();
    const transport = this.transport === "poll" ? this.#world.poll : this.#world.socket;
    this.#opening.set(OPEN_WITHIN);
    this.#connect(/** @type {Transport} */ (transport));
  }

  /** Neither open nor refused: as telling as two refusals, so that people need not wait for a second one. */
  #hangs() {
    if (this.transport === "socket" && !this.#socketsWork) this.#socketFailures = TRIES;
    this.lost();
  }

  /** @param {Transport} transport */
  #connect(transport) {
    /** @type {Connection | null} */
    let mine = null;
    const current = () => this.#connection === mine && mine !== null;
    mine = transport.open(
      {
        opened: () => {
          if (!current()) return;
          this.#opening.set(WELCOME_WITHIN);
          this.#events.opened();
        },
        message: (message) => current() && this.#heard(message),
        closed: (code, wait) => current() && this.#left(code, wait),
      },
      this.#seen,
    );
    this.#connection = mine;
    this.#up = null;
  }

  /** @param {Message} message */
  #heard(message) {
    if (message.t === "welcome") this.#welcomed();
    this.#events.message(message);
  }

  #welcomed() {
    this.#opening.clear();
    this.#up = this.#world.now();
    if (this.transport === "socket") {
      this.#socketsWork = true;
      this.#socketFailures = 0;
      this.#probeDelay = PROBE_AFTER;
    } else if (!this.#probe.pending) this.#probe.set(this.#socketsWork ? PROBE_SOON : this.#probeDelay);
  }

  /** @param {number} code @param {number} [wait] milliseconds the server asks for */
  #left(code, wait) {
    if (this.#closed) return;
    this.#connection = null;
    this.#opening.clear();
    this.#probe.clear();
    const final = FINAL.has(code);
    if (final) this.close();
    else this.#comeBack(code, wait);
    this.#events.closed(code, final);
  }

  /** @param {number} code @param {number} [wait] */
  #comeBack(code, wait) {
    if (this.transport === "poll") this.transport = "socket";
    else if (this.#up === null) this.#socketFailures++;
    if (this.#up !== null && this.#world.now() - this.#up > STEADY) this.#failures = 0;
    const tries = this.#socketsWork ? TRIES_ONCE_WELCOMED : TRIES;
    if (this.#world.poll && this.transport === "socket" && this.#socketFailures >= tries) {
      this.transport = "poll";
      this.#socketFailures = tries - 1; // if that fails too, one try by socket and then again
    }
    this.#again.set(wait || this.#delay(code));
    this.#failures++;
  }

  /** @param {number} code */
  #delay(code) {
    const { random } = this.#world;
    if (code === 1012 && !this.#failures) return random() * RESTART_SPREAD;
    const delay = random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#failures);
    return code === 4003 ? Math.max(FLOOD_PAUSE, delay) : delay;
  }

  /** While polling: see whether a socket opens, and if so go over to it. */
  #trySocket() {
    if (this.#closed) return;
    let over = false;
    const fail = () => {
      if (over) return;
      over = true;
      timeout.clear();
      connection.close();
      this.#probeDelay = Math.min(PROBE_LATEST, this.#probeDelay * 2);
      if (this.transport === "poll" && this.#up !== null) this.#probe.set(this.#probeDelay);
    };
    const timeout = new Alarm(this.#world.timers, fail);
    const connection = this.#world.socket.open(
      {
        opened: () => {
          if (over) return;
          over = true;
          timeout.clear();
          connection.close();
          this.#goOver();
        },
        message: () => {},
        closed: fail,
      },
      this.#seen,
    );
    timeout.set(OPEN_WITHIN);
  }

  #goOver() {
    if (this.#closed || this.transport !== "poll") return;
    this.#connection?.close();
    this.#connection = null;
    this.#again.clear();
    this.transport = "socket";
    this.#open();
  }

  /** @param {"online" | "offline" | "awake"} hint */
  #hear(hint) {
    if (hint === "offline") return;
    if (!this.#connection) {
      this.#failures = 0;
      this.#open();
    }
    this.#events.awake();
  }
}

/**
 * A transport that is fetched when it is first needed.
 * @param {() => Promise<Transport>} load
 * @returns {Transport}
 */
export function lazily(load) {
  return {
    open(events, seen) {
      /** @type {Connection | null} */
      let connection = null;
      let over = false;
      load().then(
        (transport) => {
          if (!over) connection = transport.open(events, seen);
        },
        () => over || events.closed(1006),
      );
      return {
        send: (message) => connection?.send(message),
        close: () => {
          over = true;
          connection?.close();
        },
      };
    },
  };
}
