// The arithmetic of an hour's clock: what is left, when it ends, how far behind. The twin of part of
// workshops/domain/agenda.py. Times are Unix milliseconds as the server counts them.

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {string} title
 * @property {number} minutes
 * @property {string} purpose
 * @property {string | null} block the block in focus
 * @property {string} question empty: the block's own
 * @property {string[]} may
 * @property {boolean} private
 * @property {boolean} names
 * @property {boolean} reading whether facilitators may read along in private
 * @property {number} dots
 * @property {string[]} vote_blocks
 * @property {boolean} skipped
 * @property {boolean} revealed
 * @property {number | null} began
 * @property {number | null} ended
 * @property {string} [coaching]
 */

/**
 * @typedef {object} Hour
 * @property {string} phase before, step or after
 * @property {string | null} step
 * @property {number | null} started
 * @property {number} planned milliseconds
 * @property {number} began
 * @property {number} length milliseconds
 * @property {number | null} paused
 * @property {number | null} ended
 * @property {boolean} [alone] one person goes through the steps at their own pace: there is no clock
 */

const MINUTE = 60_000;

/** How long the running step has been going, pauses left out. @param {Hour} hour @param {number} now */
export function elapsed(hour, now) {
  return Math.max(0, (hour.paused ?? now) - hour.began);
}

/** What is left of the running step; negative when it is over time. 0 where there is no clock. @param {Hour} hour @param {number} now */
export function remaining(hour, now) {
  return hour.alone ? 0 : hour.length - elapsed(hour, now);
}

/** The steps that are still to come after this one; all when there is none. @param {Step[]} steps @param {string | null} step */
export function following(steps, step) {
  const index = steps.findIndex(({ id }) => id === step);
  return steps.slice(index + 1).filter(({ skipped }) => !skipped);
}

/** When the hour will end if every step to come takes its minutes; `now` without a clock. @param {Hour} hour @param {Step[]} steps @param {number} now */
export function expectedEnd(hour, steps, now) {
  if (hour.alone) return now;
  const later = following(steps, hour.step).reduce((sum, { minutes }) => sum + minutes * MINUTE, 0);
  return now + Math.max(0, remaining(hour, now)) + later;
}

/** How much later than planned the hour will end; negative: earlier. @param {Hour} hour @param {Step[]} steps @param {number} now */
export function behind(hour, steps, now) {
  if (hour.alone || hour.phase !== "step" || hour.started === null) return 0;
  return expectedEnd(hour, steps, now) - (hour.started + hour.planned);
}
