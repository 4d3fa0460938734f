// Reads cases with Python's answers, a JSON object a line, and holds JavaScript's against them. Exits 1 and prints the
// first case that differs; else prints how many there were.

import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { Twin } from "./twins.mjs";

const twin = new Twin();
let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const one = JSON.parse(line);
  const answer = twin.answer(one);
  if (answer === undefined) continue;
  count++;
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(answer)), one.expect)) continue;
  process.stdout.write(`case ${count}: ${line}\nJavaScript answers: ${JSON.stringify(answer)}\n`);
  process.exit(1);
}
process.stdout.write(`${count} cases alike\n`);
