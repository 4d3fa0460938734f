// What the hour makes of an operation; the twin of `moment` in workshops/domain/agenda.py.

import { BEFORE } from "./rights.js";

/** @typedef {import("./schedule.js").Hour} Hour */
/** @typedef {import("./schedule.js").Step} Step */

/** What the hour makes of operations made now. @param {Hour} hour @param {Step[]} steps @param {boolean} archived @returns {import("./rights.js").Moment} */
export function momentOf(hour, steps, archived) {
  const step = steps.find(({ id }) => id === hour.step);
  if (archived || (hour.phase === "after" && !hour.alone)) return { ...BEFORE, phase: archived ? "archived" : "after" };
  if (!step) return BEFORE;
  return {
    phase: "step",
    step: step.id,
    grants: step.may,
    private: step.private && !step.revealed,
    names: step.names,
    dots: step.may.includes("vote") ? step.dots : 0,
    voteBlocks: step.vote_blocks,
  };
}
