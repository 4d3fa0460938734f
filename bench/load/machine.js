// What processes cost, as Linux counts it. Elsewhere everything is null.

import { readdirSync, readFileSync } from "node:fs";

const TICKS = 100; // a second; sysconf(_SC_CLK_TCK) is 100 on every Linux there is

/** The fields of /proc/<pid>/stat behind the name, which may hold blanks. @param {number | string} pid */
function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, "latin1");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** A process and its children. @param {number} pid @returns {number[]} */
export function family(pid) {
  const found = [pid];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (Number(stat(name)[1]) === pid) found.push(Number(name));
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

/** Seconds of processor that the processes used so far, by process. @param {number[]} pids */
export function processorSeconds(pids) {
  /** @type {Map<number, number>} */
  const used = new Map();
  for (const pid of pids) {
    try {
      const fields = stat(pid);
      used.set(pid, (Number(fields[11]) + Number(fields[12])) / TICKS);
    } catch {
      // Not there, or no Linux.
    }
  }
  return used;
}

/**
 * Memory of the processes in MiB. What several share is counted once, in parts.
 * @param {number[]} pids
 */
export function memory(pids) {
  let sum = 0;
  for (const pid of pids) {
    try {
      const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "latin1"));
      sum += Number(pss?.[1] ?? 0) / 1024;
    } catch {
      // Not there, not ours, or no Linux.
    }
  }
  return sum ? Math.round(sum * 10) / 10 : null;
}

/** The share of one core that processes used between two looks, in per cent. */
export class Meter {
  /** @param {Record<string, number>} groups the first process of each */
  constructor(groups) {
    this.groups = groups;
    this.at = performance.now();
    this.before = this.#look();
    this.own = process.cpuUsage();
  }

  #look() {
    /** @type {Record<string, Map<number, number>>} */
    const found = {};
    for (const [name, pid] of Object.entries(this.groups)) {
      try {
        found[name] = processorSeconds(family(pid));
      } catch {
        found[name] = new Map();
      }
    }
    return found;
  }

  /** @returns {{load: number, [group: string]: number | null}} */
  read() {
    const seconds = (performance.now() - this.at) / 1000;
    const { user, system } = process.cpuUsage(this.own);
    const percent = (/** @type {number} */ used) => Math.round((used / seconds) * 1000) / 10;
    /** @type {{load: number, [group: string]: number | null}} */
    const shares = { load: percent((user + system) / 1e6) };
    const after = this.#look();
    for (const name of Object.keys(this.groups)) {
      let used = 0;
      for (const [pid, value] of after[name]) used += value - (this.before[name].get(pid) ?? 0);
      shares[name] = after[name].size ? percent(used) : null;
    }
    return shares;
  }
}
