// Several participants in one process, on the shipped core and sync modules. The first line of standard input says who
// they are and where they connect; each further line is an order, answered by one line. crew.py speaks to it.

import { createInterface } from "node:readline";
import { chance } from "../client/clock.js";
import { act, Words } from "../client/story.js";
import { Hand } from "./hand.js";
import { PassingClock } from "./passing_clock.js";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const config = JSON.parse((await lines.next()).value ?? "{}");
const clock = new PassingClock(config.speed);
const random = chance(config.seed);
/** @type {Hand[]} */
const hands = config.people.map((/** @type {any} */ person) => new Hand(person, config, clock));

/** Words of one rare character each; those of other processes begin elsewhere. */
class OwnWords extends Words {
  next() {
    return String.fromCodePoint(config.words++);
  }

  unsaid() {}
}

const words = new OwnWords();

const UNSENT_LIMIT = 300; // who has so much to send waits for the network before doing more
let acting = false;

/** One after the other does something, now and then one reloads. @param {{pace: number, gentle: boolean, reloads: number}} how */
async function live({ pace, gentle, reloads }) {
  acting = true;
  const pick = (/** @type {any[]} */ from) => from[Math.floor(random() * from.length)];
  while (acting) {
    const hand = pick(hands);
    if (hand.session.status.waiting < UNSENT_LIMIT)
      act({ session: hand.journal.watching(hand.session), random, pick, words, gentle });
    if (random() < 0.02) lockForAWhile(hand, pick);
    if (random() < reloads) hand.reload();
    await new Promise((resolve) => setTimeout(resolve, random() * pace * 2));
  }
}

/** What facilitators do. @param {Hand} hand @param {(from: any[]) => any} pick */
function lockForAWhile({ session }, pick) {
  if (session.you.role !== "facilitator") return;
  const block = pick([...session.canvas.blocks]);
  session.edit({ op: "lock", block, on: true });
  clock.timers.set(() => session.edit({ op: "lock", block, on: false }), 500);
}

const chosen = (/** @type {any} */ { hand }) => (hand === undefined ? hands : [hands[hand]]);

/** @type {Record<string, (order: any) => any>} */
const ORDERS = {
  act: (order) => {
    live(order).catch(fall);
  },
  rest: () => {
    acting = false;
  },
  reload: (order) => {
    for (const hand of chosen(order)) hand.reload();
  },
  online: (order) => {
    for (const hand of chosen(order)) hand.online();
  },
  /** Write so many new notes, without a pause. */
  write: (order) => {
    for (const { session } of chosen(order)) {
      for (let count = 0; count < order.count; count++) {
        session.edit({ op: "add", notes: [{ note: session.newId(), text: words.next() }], block: order.block });
      }
    }
  },
  /** Type a word more in so many of the newest notes. */
  type: (order) => {
    for (const { session } of chosen(order)) {
      const newest = [...session.canvas.notes.values()].slice(-order.count);
      for (const { id, text } of newest) session.type(id, text + words.next());
    }
  },
  pass: ({ milliseconds }) => clock.pass(milliseconds),
  now: () => clock.now(),
  status: () => hands.map(({ session, journal }) => ({ ...session.status, seen: session.seen, made: journal.count })),
  heard: () => Object.fromEntries(hands.flatMap(({ journal }) => journal.news())),
  report: () => hands.map((hand) => hand.report()),
};

/** @param {unknown} problem */
function fall(problem) {
  process.stderr.write(`${problem instanceof Error ? problem.stack : problem}\n`);
  process.exit(1);
}

process.on("uncaughtException", fall);
process.on("unhandledRejection", fall);
process.stdout.write(`${JSON.stringify({ ready: hands.length })}\n`);
for await (const line of lines) {
  const order = JSON.parse(line);
  const answer = await ORDERS[order.do](order);
  process.stdout.write(`${JSON.stringify({ answer })}\n`);
}
process.exit(0);
