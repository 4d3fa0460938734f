// Latencies in buckets that are 2 % wide: adding one is a few instructions, however many there are.

const STEP = Math.log(1.02);
const LEAST = 0.01; // milliseconds
const BUCKETS = 1 + Math.ceil(Math.log(600_000 / LEAST) / STEP);

export class Histogram {
  counts = new Float64Array(BUCKETS);
  total = 0;
  most = 0;

  /** @param {number} milliseconds */
  add(milliseconds) {
    const bucket = milliseconds <= LEAST ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log(milliseconds / LEAST) / STEP));
    this.counts[bucket]++;
    this.total++;
    if (milliseconds > this.most) this.most = milliseconds;
  }

  /** The value below which the share `part` of all lies, in milliseconds; null when there are none. @param {number} part */
  at(part) {
    if (!this.total) return null;
    let left = part * this.total;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      left -= this.counts[bucket];
      if (left <= 0) return Math.min(this.most, LEAST * Math.exp(STEP * (bucket + 0.5)));
    }
    return this.most;
  }

  summary() {
    const round = (/** @type {number | null} */ value) => (value === null ? null : Math.round(value * 100) / 100);
    return { p50: round(this.at(0.5)), p95: round(this.at(0.95)), p99: round(this.at(0.99)), max: round(this.most) };
  }
}
