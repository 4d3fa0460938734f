import { test } from "node:test";
import { story } from "./story.js";

const SEEDS = Number(process.env.FUZZ_SEEDS ?? 200);
const FIRST = Number(process.env.FUZZ_FIRST ?? 1);

test(`invariants 2, 4 and 5: ${SEEDS} random hours end with all equal and no typed word lost`, () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    try {
      story(seed);
    } catch (problem) {
      throw new Error(`seed ${seed}: ${problem instanceof Error ? problem.message : problem}`, { cause: problem });
    }
  }
});
