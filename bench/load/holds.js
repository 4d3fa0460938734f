// Holding a rate: operations are due at fixed moments, whatever the server does, and latency counts from then.

import { family, Meter, memory } from "./machine.js";

const GIVE_UP = 2_000; // ms that the oldest operation may be late before a hold has failed
const SILENCE = 4_000; // ms after a hold without anything new, while something is missing
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
  const used = Object.entries(groups).map(([name, pid]) => [name, memory(family(pid))]);
  const seen = ledger.seen.summary();
  const fine = made === total && !ledger.waiting && !ledger.problemCount && !crowd.broken;
  return {
    rate,
    committed: Math.round(committed),
    held: fine && seen.p95 !== null && seen.p95 < LIMIT,
    ack: ledger.ack.summary(),
    seen,
    cpu,
    memory: Object.fromEntries(used),
  };
}

/**
 * The highest rate that is held: steps of half as much again, then halving the interval, then a longer hold to
 * confirm.
 * @param {(rate: number, seconds: number) => Promise<Held>} tryRate
 * @param {{from: number, to: number, short: number, confirm: number, rounds: number}} how
 */
export async function highest(tryRate, { from, to, short, confirm, rounds }) {
  /** @type {Held[]} */
  const tries = [];
  const attempt = async (/** @type {number} */ rate, /** @type {number} */ seconds) => {
    const held = await tryRate(Math.round(rate), seconds);
    tries.push(held);
    return held.held;
  };
  let low = 0;
  let high = 0;
  let rate = from;
  while (rate <= to && !high) {
    if (await attempt(rate, short)) {
      low = rate;
      rate = low === to ? to + 1 : Math.min(to, rate * 1.5);
    } else high = rate;
  }
  if (!low && high) {
    while (high > 1 && !low) {
      if (await attempt(high / 2, short)) low = high / 2;
      else high /= 2;
    }
  }
  for (let round = 0; round < rounds && high && low; round++) {
    const middle = (low + high) / 2;
    if (await attempt(middle, short)) low = middle;
    else high = middle;
  }
  while (low >= 1) {
    if (await attempt(low, confirm)) return { best: tries[tries.length - 1], tries };
    low *= 0.93;
  }
  return { best: null, tries };
}
