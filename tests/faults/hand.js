// One participant of the crew: the shipped session over real connections, with a journal beside it.

import "../../static/js/canvas/core/arranging.js";
import { pollTransport } from "../../static/js/canvas/sync/poll.js";
import { Session } from "../../static/js/canvas/sync/session.js";
import { socketTransport } from "../../static/js/canvas/sync/socket.js";
import { Channels } from "../client/browser.js";
import { chance } from "../client/clock.js";
import { emptyPicture } from "../client/kind.js";
import { Journal } from "./journal.js";

const TOKEN = "a".repeat(32);

/** A network that lets no WebSocket through. @type {import("../../static/js/canvas/sync/link.js").Transport} */
const NO_SOCKET = {
  open: (events) => {
    queueMicrotask(() => events.closed(1006));
    return { send: () => {}, close: () => {} };
  },
};

/**
 * @typedef {object} Person
 * @property {number} who
 * @property {string} role
 * @property {string} token
 * @property {string} address where the connections go: host and port of a proxy, or of the server
 * @property {string} origin the site's own address
 * @property {"socket" | "poll"} transport
 * @property {number} seed
 */

export class Hand {
  journal = new Journal();
  reloads = 0;
  /** @type {((hint: "online" | "offline" | "awake") => void) | null} */
  #hint = null;

  /**
   * @param {Person} person
   * @param {{canvas: string, cookie: string, kind: any}} site
   * @param {import("./passing_clock.js").PassingClock} clock
   */
  constructor(person, site, clock) {
    this.person = person;
    this.site = site;
    this.clock = clock;
    this.random = chance(person.seed);
    this.channels = new Channels(clock.timers);
    this.headers = { Cookie: `${site.cookie}=${person.token}; csrftoken=${TOKEN}`, Origin: person.origin };
    this.session = this.#open();
  }

  /** Close the page and open it anew; what waits is in storage. */
  reload() {
    this.reloads++;
    this.session.close();
    this.journal.replaced();
    this.session = this.#open();
  }

  /** The browser says that the network is back. */
  online() {
    this.#hint?.("online");
  }

  /** Everything the verdict asks of a participant. */
  report() {
    const { canvas, seen, tray } = this.session;
    const { made, sent, heard, answered, words, carried, wrong } = this.journal;
    const notes = [...canvas.notes.values()].map(({ waiting: _, ...note }) => note);
    return {
      name: `node ${this.person.who}`,
      who: this.person.who,
      seen,
      waiting: this.session.status.waiting,
      picture: {
        locked: canvas.locked,
        review: canvas.block(null).review,
        blocks: Object.fromEntries(
          [...canvas.blocks].map((key) => [key, { locked: canvas.block(key).locked, mark: canvas.block(key).mark }]),
        ),
        notes,
        ...Object.fromEntries(Object.entries(canvas.items).map(([sort, items]) => [`${sort}s`, [...items.values()]])),
      },
      lists: Object.fromEntries(
        [...canvas.blocks].map((key) => [
          key,
          canvas.list(key).map(({ id }) => [id, canvas.stack(id).map((one) => one.id)]),
        ]),
      ),
      made,
      sent,
      heard,
      answered,
      words: words.map((word) => ({ ...word, firm: !carried.has(word.id) })),
      kept: tray.list().map(({ text }) => text),
      wrong,
    };
  }

  #open() {
    const socket = this.person.transport === "poll" ? NO_SOCKET : this.#watched(this.#socket());
    const session = new Session({
      canvas: { id: this.site.canvas, head: 0, canvas: emptyPicture() },
      kind: this.site.kind,
      you: { who: this.person.who, role: this.person.role },
      socket,
      poll: this.#watched(this.#poll()),
      hints: {
        listen: (heard) => {
          this.#hint = heard;
          return () => {};
        },
      },
      store: this.journal.store,
      channel: this.channels.open,
      timers: this.clock.timers,
      now: this.clock.now,
      random: this.random,
    });
    session.start();
    return session;
  }

  #socket() {
    const { headers } = this;
    const Given = /** @type {any} */ (globalThis.WebSocket);
    class WebSocketWithCookie extends Given {
      /** @param {string} url */
      constructor(url) {
        super(url, { headers });
      }
    }
    const url = `ws://${this.person.address}/live/${this.site.canvas}/`;
    return socketTransport({ url, WebSocket: /** @type {any} */ (WebSocketWithCookie) });
  }

  #poll() {
    const { headers } = this;
    /** @type {typeof fetch} */
    const withCookie = (input, init) =>
      fetch(input, { ...init, headers: { .../** @type {any} */ (init?.headers), ...headers } });
    const url = `http://${this.person.address}/live/${this.site.canvas}/poll`;
    return pollTransport({ url, fetch: withCookie, csrf: () => TOKEN, timers: this.clock.timers });
  }

  /**
   * A transport that writes down what goes by.
   * @param {import("../../static/js/canvas/sync/link.js").Transport} inner
   * @returns {import("../../static/js/canvas/sync/link.js").Transport}
   */
  #watched(inner) {
    const { journal } = this;
    return {
      open: (events, seen) => {
        const connection = inner.open(
          {
            ...events,
            message: (message) => {
              journal.told(message);
              events.message(message);
            },
          },
          seen,
        );
        return {
          send: (message) => {
            journal.said(message);
            connection.send(message);
          },
          close: () => connection.close(),
        };
      },
    };
  }
}
