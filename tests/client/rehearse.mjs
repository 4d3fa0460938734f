// Real sessions against a real server: people write, arrange, lose the connection and reload for a while; at the end
// all must hold the same canvas and every word typed. Reads one JSON object from standard input:
//
//   {origin, canvas, cookie, participants: [{who, token}], kind: a kind's data,
//    seconds, seed?, faults? (true), gentle? (true: nobody deletes), transport?: "socket" | "poll" | "mixed"}
//
// and prints one: {equal, operations, words, lost, waiting, refused, transports}. Exits 1 when anything is wrong.
// Needs Node 22, or 20 with --experimental-websocket.

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { pollTransport } from "../../static/js/canvas/sync/poll.js";
import { Session } from "../../static/js/canvas/sync/session.js";
import { socketTransport } from "../../static/js/canvas/sync/socket.js";
import { realTimers } from "../../static/js/lib/timing.js";
import { Channels, MemoryStore } from "./browser.js";
import { chance } from "./clock.js";
import { emptyPicture } from "./kind.js";
import { view } from "./people.js";
import { act, Words } from "./story.js";

const config = JSON.parse(readFileSync(0, "utf8"));
const {
  origin,
  canvas,
  cookie,
  participants,
  kind,
  seconds,
  faults = true,
  gentle = true,
  transport = "socket",
} = config;
const random = chance(config.seed ?? 1);
const pick = (/** @type {any[]} */ from) => from[Math.floor(random() * from.length)];
const sleep = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const TOKEN = "a".repeat(32);
const counts = { refused: /** @type {Record<string, number>} */ ({}), cuts: 0, reloads: 0 };

/** A person's browser: storage that outlives the pages in it, and the open connections. */
class Person {
  store = new MemoryStore();
  channels = new Channels(realTimers);
  /** @type {Set<(code: number) => void>} */
  cuts = new Set();

  /** @param {{who: number, token: string}} participant @param {number} index */
  constructor(participant, index) {
    this.you = { who: participant.who, role: "participant" };
    this.headers = { Cookie: `${cookie}=${participant.token}; csrftoken=${TOKEN}`, Origin: origin };
    this.polls = transport === "poll" || (transport === "mixed" && index % 2 === 1);
    this.session = this.open();
  }

  open() {
    const session = new Session({
      canvas: { id: canvas, head: 0, canvas: emptyPicture() },
      kind,
      you: this.you,
      socket: this.polls ? this.pollOnly() : this.cuttable(this.socket()),
      poll: this.pollOnly(),
      store: this.store,
      channel: this.channels.open,
      timers: realTimers,
      now: Date.now,
      random,
      onRefused: ({ no }) => {
        counts.refused[no] = (counts.refused[no] ?? 0) + 1;
      },
    });
    session.start();
    return session;
  }

  reload() {
    this.session.close();
    this.session = this.open();
  }

  cut() {
    for (const drop of [...this.cuts]) drop(1006);
  }

  socket() {
    const { headers } = this;
    const Given = /** @type {any} */ (globalThis.WebSocket);
    class WebSocketWithCookie extends Given {
      /** @param {string} url */
      constructor(url) {
        super(url, { headers });
      }
    }
    const url = `${origin.replace(/^http/, "ws")}/live/${canvas}/`;
    return socketTransport({ url, WebSocket: /** @type {any} */ (WebSocketWithCookie) });
  }

  pollOnly() {
    const { headers } = this;
    /** @type {typeof fetch} */
    const withCookie = (input, init) =>
      fetch(input, { ...init, headers: { .../** @type {any} */ (init?.headers), ...headers } });
    return this.cuttable(
      pollTransport({ url: `${origin}/live/${canvas}/poll`, fetch: withCookie, csrf: () => TOKEN, timers: realTimers }),
    );
  }

  /**
   * A transport whose connections can be lost from one moment to the next.
   * @param {import("../../static/js/canvas/sync/link.js").Transport} inner
   * @returns {import("../../static/js/canvas/sync/link.js").Transport}
   */
  cuttable(inner) {
    return {
      open: (events, seen) => {
        const connection = inner.open(events, seen);
        const drop = (/** @type {number} */ code) => {
          this.cuts.delete(drop);
          connection.close();
          events.closed(code);
        };
        this.cuts.add(drop);
        return connection;
      },
    };
  }
}

const people = participants.map((/** @type {any} */ one, /** @type {number} */ index) => new Person(one, index));
const words = new Words();
await sleep(500);
const end = Date.now() + seconds * 1000;
while (Date.now() < end) {
  const person = pick(people);
  act({ session: person.session, random, pick, words, gentle });
  const roll = faults ? random() : 1;
  if (roll < 0.01) {
    counts.cuts++;
    person.cut();
  } else if (roll < 0.015) {
    counts.reloads++;
    person.reload();
  }
  await sleep(random() * 20);
}

const waiting = () =>
  people.reduce((/** @type {number} */ sum, /** @type {Person} */ { session }) => sum + session.status.waiting, 0);
const heads = () => new Set(people.map((/** @type {Person} */ { session }) => session.seen)).size;
const patience = Date.now() + 60_000;
while ((waiting() || heads() > 1) && Date.now() < patience) await sleep(100);

const witness = new Person(participants[0], 0).session;
await sleep(1500);
const truth = view(witness.canvas);
const sessions = people.map((/** @type {Person} */ { session }) => session);
const equal = sessions.every((/** @type {Session} */ session) => isDeepStrictEqual(view(session.canvas), truth));
let lost = "";
try {
  if (gentle) words.check(witness.canvas, sessions);
} catch (problem) {
  lost = String(problem);
}
const transports = sessions.map((/** @type {Session} */ session) => session.status.transport);
const report = {
  equal,
  operations: witness.seen,
  words: words.typed.length,
  lost,
  waiting: waiting(),
  ...counts,
  transports,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(equal && !lost && !report.waiting ? 0 : 1);
