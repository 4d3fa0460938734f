// The load generator: reads what to do as JSON from its input, prints what came of it as JSON.
//
//   {"system": "canvasweb", "sockets": 100, "target": {…}, "watch": {"server": 4711},
//    "hold": {"rate": 150, "seconds": 8}}   or   "highest": {"from": 300, "to": 20000, …}

import { readFileSync } from "node:fs";
import { Crowd } from "./crowd.js";
import { highest, hold } from "./holds.js";

const SETTLE = 1_500; // ms: the joining itself makes news
const WARM = { rate: 150, seconds: 2 };

const config = JSON.parse(readFileSync(0, "utf8"));
const { adapt } = await import(`./systems/${config.system}.js`);
const crowd = new Crowd(config.sockets, (ledger) => adapt(ledger, config.target, config.sockets));

/** @type {Record<string, any>} */
const report = { system: config.system, sockets: config.sockets };
try {
  await crowd.join();
  await new Promise((resolve) => setTimeout(resolve, config.settle ?? SETTLE));
  await hold(crowd, config.warm?.rate ?? WARM.rate, config.warm?.seconds ?? WARM.seconds);
  const attempt = (/** @type {number} */ rate, /** @type {number} */ seconds) =>
    hold(crowd, rate, seconds, config.watch ?? {});
  if (config.hold) report.hold = await attempt(config.hold.rate, config.hold.seconds);
  if (config.highest) report.highest = await highest(attempt, config.highest);
} catch (problem) {
  report.broken = String(problem);
}
crowd.close();
const { ledger } = crowd;
Object.assign(report, ledger.settle(), {
  operations: ledger.made,
  acknowledged: ledger.acked,
  copies: ledger.copies,
  problems: ledger.problems,
  problemCount: ledger.problemCount,
  broken: report.broken || crowd.broken,
});
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
