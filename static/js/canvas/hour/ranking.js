// The result of a vote as a list: the notes by their dots, equal ones on the same place. No DOM.

/** @typedef {{mine: Record<string, number>, closed: boolean, totals: Record<string, number>}} Ballot */
/** @typedef {{id: string, dots: number, place: number}} Ranked */

/**
 * The notes that got dots, most first. Equal ones share a place, and the next one's counts them: 1, 2, 2, 4.
 * @param {Record<string, number>} totals dots by note
 * @param {string[]} standing the notes in the order of the canvas, which is kept among equals
 * @returns {Ranked[]}
 */
export function ranked(totals, standing) {
  const at = new Map(standing.map((id, index) => [id, index]));
  const where = (/** @type {string} */ id) => at.get(id) ?? standing.length;
  const rows = Object.entries(totals)
    .filter(([, dots]) => dots > 0)
    .map(([id, dots]) => ({ id, dots, place: 1 }))
    .sort((a, b) => b.dots - a.dots || where(a.id) - where(b.id) || (a.id < b.id ? -1 : 1));
  rows.forEach((row, index) => {
    const above = rows[index - 1];
    row.place = above?.dots === row.dots ? above.place : index + 1;
  });
  return rows;
}

/**
 * The votes that are counted, the last one first, by the step they were held in.
 * @param {Map<string, Ballot>} ballots
 * @param {import("../core/schedule.js").Step[]} steps
 * @returns {{step: string, title: string, ended: number, totals: Record<string, number>}[]}
 */
export function tallies(ballots, steps) {
  const about = new Map(steps.map((step) => [step.id, step]));
  return [...ballots]
    .filter(([, { closed }]) => closed)
    .map(([step, { totals }]) => ({
      step,
      title: about.get(step)?.title ?? "",
      ended: about.get(step)?.ended ?? 0,
      totals,
    }))
    .sort((a, b) => b.ended - a.ended);
}

/**
 * The vote that was counted when the last step ended; null when something else came after it.
 * @param {Map<string, Ballot>} ballots
 * @param {import("../core/schedule.js").Step[]} steps
 */
export function fresh(ballots, steps) {
  const [last] = tallies(ballots, steps);
  return last && steps.every(({ ended }) => (ended ?? 0) <= last.ended) ? last : null;
}
