// Holding a rate: operations are due at fixed moments, whatever the server does, and latency counts from then.

import { family, Meter, memory } from "./machine.js";

const GIVE_UP = 2_000; // ms that the oldest operation may be late before a hold has failed
const SILENCE = 8_000; // ms after a hold without anything new, while something is missing
export const LIMIT = 250; // ms: p95 of a rate that is held

const sleep = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @typedef {object} Held what came of one hold
 * @property {number} rate operations a second asked for
 * @property {number} committed operations a second acknowledged while it lasted
 * @property {boolean} held
 * @property {Record<string, number | null>} ack @property {Record<string, number | null>} seen milliseconds
 * @property {Record<string, number | null>} cpu per cent of one core
 * @property {Record<string, number | null>} memory MiB
 * @property {string} broken what makes every further hold pointless, or nothing
 */

/**
 * Offer `rate` operations a second for `seconds`, then wait until everything has arrived everywhere.
 * @param {import("./crowd.js").Crowd} crowd @param {number} rate @param {number} seconds
 * @param {Record<string, number>} groups processes to watch
 * @returns {Promise<Held>}
 */
export async function hold(crowd, rate, seconds, groups = {}) {
  const { ledger } = crowd;
  ledger.measure();
  const meter = new Meter(groups);
  const acked = ledger.acked;
  const began = performance.now();
  const total = Math.round(rate * seconds);
  let made = 0;
  let late = 0;
  while (made < total && !crowd.broken) {
    const now = performance.now();
    const due = Math.min(total, Math.floor(((now - began) / 1000) * rate) + 1);
    while (made < due) crowd.operate(began + (made++ * 1000) / rate);
    late = ledger.lag(now);
    if (late > GIVE_UP) break;
    await sleep(1);
  }
  const lasted = (performance.now() - began) / 1000;
  const cpu = meter.read();
  const committed = (ledger.acked - acked) / lasted;
  let copies = 0;
  let quiet = performance.now();
  while (ledger.waiting && performance.now() - quiet < SILENCE && !crowd.broken) {
    if (ledger.copies !== copies) quiet = performance.now();
    copies = ledger.copies;
    await sleep(5);
  }
  if (ledger.problemCount || ledger.waiting) crowd.broken ||= ledger.problems[0] ?? "some operations did not arrive";
  const used = Object.entries(groups).map(([name, pid]) => [name, memory(family(pid))]);
  const seen = ledger.seen.summary();
  const fine = made === total && !crowd.broken;
  return {
    rate,
    committed: Math.round(committed),
    held: fine && seen.p95 !== null && seen.p95 < LIMIT,
    ack: ledger.ack.summary(),
    seen,
    cpu,
    memory: Object.fromEntries(used),
    broken: crowd.broken,
  };
}

/**
 * The highest rate that is held (each rate that was nearly carried gets a second try): doubling until one is not, then what was committed at that one or the middle of the
 * interval, then a longer hold to confirm, a little lower each time it fails.
 * @param {(rate: number, seconds: number) => Promise<Held>} tryRate
 * @param {{from: number, to: number, short: number, confirm: number, rounds: number}} how
 * @returns {Promise<{best: Held | null, tries: Held[]}>}
 */
export async function highest(tryRate, { from, to, short, confirm, rounds }) {
  /** @type {Held[]} */
  const tries = [];
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let broken = "";
  const attempt = async (/** @type {number} */ rate, /** @type {number} */ seconds) => {
    let held = await tryRate(Math.max(1, Math.round(rate)), seconds);
    tries.push(held);
    // All was committed, only late: a disk that stalls for a moment is not a limit of the server.
    if (!held.held && !held.broken && held.committed > 0.9 * rate) {
      held = await tryRate(Math.max(1, Math.round(rate)), seconds);
      tries.push(held);
    }
    broken = held.broken;
    if (held.held) low = Math.max(low, rate);
    else high = Math.min(high, rate);
    return held;
  };
  let last = await attempt(Math.min(from, to), short);
  while (high > to && low < to && !broken) last = await attempt(Math.min(to, low * 2), short);
  while (!low && high > 1 && !broken) last = await attempt(Math.min(high / 2, last.committed), short);
  for (let round = 0; round < rounds && high <= to && high > low * 1.05 && !broken; round++) {
    const likely = last.committed > low * 1.03 && last.committed < high * 0.97 ? last.committed : 0;
    last = await attempt(!last.held && likely ? likely : (low + high) / 2, short);
  }
  let step = 1;
  for (let rate = low; rate >= 1 && !broken; rate *= step) {
    const held = await attempt(rate, confirm);
    if (held.held) return { best: held, tries };
    step *= 0.93;
  }
  return { best: null, tries };
}
