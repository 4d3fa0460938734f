// Times of the hour as words: the clock, the moments of the day, how far behind. No DOM.

const MINUTE = 60_000;

/** Minutes and seconds, as 03:42; over time as +00:35. @param {number} left milliseconds */
export function clockText(left) {
  // What is left counts as begun: 03:42 until it is 03:41; over time begins at +00:00.
  const seconds = Math.abs(left >= 0 ? Math.ceil(left / 1000) : Math.ceil(-left / 1000) - 1);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${left < 0 ? "+" : ""}${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** The time of day on this device's place, of a moment of the server's. @param {number} at @param {string} language */
export function dayTime(at, language) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/**
 * How far behind, in whole minutes: 0 while it is less than half a minute.
 * @param {number} behind milliseconds
 */
export function minutesBehind(behind) {
  return Math.sign(behind) * Math.round(Math.abs(behind) / MINUTE);
}

/**
 * The moments of a step at which the time is said aloud: half, five minutes, one minute, the end.
 * @param {number} length milliseconds
 * @returns {{at: number, key: string}[]} what is left then, the latest last
 */
export function calls(length) {
  const wanted = [
    { at: length / 2, key: "time-half" },
    { at: 5 * MINUTE, key: "time-five" },
    { at: MINUTE, key: "time-one" },
    { at: 0, key: "time-over" },
  ];
  const [half, five, ...last] = wanted;
  const apart = Math.abs(half.at - five.at) > MINUTE && half.at > 2 * MINUTE;
  return [...(apart || length < 5 * MINUTE ? [half] : []), ...(five.at < length ? [five] : []), ...last]
    .filter(({ at }) => at < length)
    .sort((a, b) => b.at - a.at);
}

/** The calls that were passed between two readings of what is left. @param {number} length @param {number} before @param {number} now */
export function passed(length, before, now) {
  return calls(length).filter(({ at }) => now <= at && at < before);
}
