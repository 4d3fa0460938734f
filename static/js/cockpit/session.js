// The connection of who looks at all teams (P30): the workshop, the hour and a tile for each canvas; no canvas is edited.

import { momentOf } from "../canvas/core/moment.js";
import { BEFORE } from "../canvas/core/rights.js";
import { Asks } from "../canvas/sync/asks.js";
import { ServerClock } from "../canvas/sync/clock.js";
import { Link } from "../canvas/sync/link.js";
import { Heartbeat } from "../canvas/sync/signs.js";
import { newId } from "../lib/ids.js";

/** @typedef {import("./teams.js").Tile} Tile */
/** @typedef {import("../canvas/sync/link.js").Message} Message */

/**
 * @typedef {object} Listeners
 * @property {() => void} workshop the workshop or its hour changed
 * @property {(tile: Tile) => void} tile
 * @property {() => void} status
 * @property {(text: string) => void} ended the server wants this page no more
 */

const VERSION = 1;

export class CockpitSession {
  /** @type {any} */
  workshop;
  clock = new ServerClock(() => performance.now());
  /** @type {{state: "saved" | "offline" | "stopped"}} */
  status = { state: "offline" };
  /** By canvas. @type {Map<string, Tile>} */
  tiles = new Map();
  newId = newId;
  #on;
  #link;
  #heartbeat;
  #seen;
  #asked = -Infinity;
  #lastError = "";

  /**
   * @param {import("../canvas/sync/session.js").World} world
   * @param {{you: {who: number, role: string}, workshop: any, canvas: {id: string, head: number}}} page
   * @param {Listeners} on
   */
  constructor(world, page, on) {
    this.you = { ...page.you, moment: BEFORE };
    this.#on = on;
    this.#seen = page.canvas.head;
    this.#follow(page.workshop);
    this.asks = new Asks((message) => this.say(message));
    this.#link = new Link(
      world,
      {
        opened: () => {
          this.#heartbeat.start();
          this.#hello();
        },
        message: (message) => this.#heard(message),
        closed: (_code, final) => this.#closed(final),
        awake: () => this.beat(),
      },
      () => this.#seen,
    );
    this.#heartbeat = new Heartbeat(world, {
      ping: () => {
        this.#asked = this.clock.reading();
        this.#link.send({ t: "ping", seen: this.#seen });
      },
      deaf: () => this.#hello(),
      silent: () => this.#link.lost(),
      polls: () => this.#link.transport === "poll",
    });
  }

  start() {
    this.#link.start();
  }

  /** Whether it could be sent. @param {Message} message */
  say(message) {
    if (this.status.state === "saved") this.#link.send(message);
    return this.status.state === "saved";
  }

  /** Ask for a sign of life, and what time it is. */
  beat() {
    if (this.status.state === "saved") this.#heartbeat.beat();
  }

  #hello() {
    this.#link.send({ t: "hello", v: VERSION, since: this.#seen, pending: [], tiles: true });
  }

  /** @param {any} workshop */
  #follow(workshop) {
    this.workshop = workshop;
    this.you.moment = momentOf(workshop.hour, workshop.steps, workshop.archived);
  }

  /** @param {Message} message */
  #heard(message) {
    this.#heartbeat.heard();
    if (message.now) this.clock.heard(message.now, message.t === "pong" ? this.#asked : undefined);
    if (message.t === "tile") {
      this.tiles.set(message.canvas, /** @type {any} */ (message));
      this.#on.tile(/** @type {any} */ (message));
    } else if (message.t === "welcome") this.#welcome(message);
    else if (message.t === "ops") this.#seen = Math.max(this.#seen, message.to);
    else if (message.t === "reset") this.#seen = message.head;
    else if (message.t === "pong") this.#heartbeat.pong(/** @type {any} */ (message), this.#seen, this.workshop.head);
    else if (message.t === "verdict") this.asks.verdict(message);
    else if (message.t === "error") this.#lastError = message.text;
    else this.#changed(message);
  }

  /** @param {Message} message */
  #welcome(message) {
    this.#state("saved");
    this.asks.again();
    this.#changed(message);
    this.beat();
  }

  /** @param {Message} message */
  #changed(message) {
    if (message.role) this.you.role = message.role;
    const canvases = this.workshop.teams.length;
    if (message.t === "hour") this.#follow({ ...this.workshop, head: message.head, hour: message.hour });
    else if (message.workshop) this.#follow(message.workshop);
    else return;
    if (this.workshop.teams.length !== canvases) this.#hello(); // a tile for the new team as well
    this.#on.workshop();
  }

  /** @param {boolean} final */
  #closed(final) {
    this.#heartbeat.stop();
    this.#state(final ? "stopped" : "offline");
    if (final) this.#on.ended(this.#lastError);
  }

  /** @param {"saved" | "offline" | "stopped"} state */
  #state(state) {
    if (this.status.state === state) return;
    this.status = { state };
    this.#on.status();
  }
}
