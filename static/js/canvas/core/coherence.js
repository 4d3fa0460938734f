// What the assumptions of a canvas say together: what to test first, what rests on one that fell, and whether a result
// reaches its threshold. The twin of workshops/domain/coherence.py.

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./canvas.js").Assumption} Assumption */
/** @typedef {import("./canvas.js").Experiment} Experiment */

const DECIDED = ["passed", "failed"];

/** Whether a note is on the canvas. @param {Canvas} canvas @param {string} note */
const there = (canvas, note) => canvas.notes.get(note)?.removed === false;

/** The assumptions that stand, on notes that are there, oldest first. @param {Canvas} canvas @returns {Assumption[]} */
export const assumptions = (canvas) =>
  [...canvas.items.assumption.values()].filter((one) => !one.removed && there(canvas, one.note));

/** The assumptions of a note, oldest first. @param {Canvas} canvas @param {string} note */
export const standingOn = (canvas, note) =>
  [...canvas.items.assumption.values()].filter((one) => one.note === note && !one.removed);

/** The experiments for an assumption, oldest first. @param {Canvas} canvas @param {string} assumption @returns {Experiment[]} */
export const experimentsOf = (canvas, assumption) =>
  [...canvas.items.experiment.values()].filter((one) => one.assumption === assumption && !one.removed);

/** The links between notes that are there. @param {Canvas} canvas */
export const links = (canvas) =>
  [...canvas.items.link.values()].filter((one) => !one.removed && there(canvas, one.note) && there(canvas, one.other));

/**
 * The ids of the notes that rest on this one through the links, each once, nearest first; itself not among them.
 * @param {Canvas} canvas
 * @param {string} note
 * @returns {string[]}
 */
export function restingOn(canvas, note) {
  /** @type {Map<string, string[]>} */
  const ways = new Map();
  for (const link of links(canvas)) ways.set(link.note, [...(ways.get(link.note) ?? []), link.other]);
  const found = new Set([note]);
  for (const one of found) for (const other of ways.get(one) ?? []) found.add(other);
  return [...found].slice(1);
}

/**
 * By note, the refuted assumptions that it rests on: its own and, through the links, others'; its own first.
 * @param {Canvas} canvas
 * @returns {Map<string, string[]>}
 */
export function fallen(canvas) {
  const refuted = assumptions(canvas).filter(({ status }) => status === "refuted");
  /** @type {Map<string, string[]>} */
  const found = new Map();
  const add = (/** @type {string} */ note, /** @type {string} */ id) =>
    found.set(note, [...(found.get(note) ?? []), id]);
  for (const one of refuted) add(one.note, one.id);
  for (const one of refuted) for (const note of restingOn(canvas, one.note)) add(note, one.id);
  return found;
}

/** How much a test of it would tell: 0 to 10,000. @param {Assumption} one */
export const urgency = (one) => one.importance * (100 - one.evidence);

/**
 * What most depends on and least is known of comes first.
 * @param {Canvas} canvas
 * @returns {Assumption[]}
 */
export function testFirst(canvas) {
  const experiments = [...canvas.items.experiment.values()];
  const decided = new Set(
    experiments.filter((one) => !one.removed && DECIDED.includes(one.verdict)).map((one) => one.assumption),
  );
  const wanted = assumptions(canvas).filter(
    (one) => (one.status === "open" || one.status === "testing") && !decided.has(one.id),
  );
  return wanted.sort((a, b) => urgency(b) - urgency(a) || a.at - b.at || (a.id < b.id ? -1 : 1));
}

const MOST = "≤|<=|=<|at most|no more than|up to|max(?:imum|imaal)?|hoogstens|hooguit|ten hoogste|niet meer dan";
const UNDER = "<|less than|fewer than|under|below|minder dan|onder";
const OVER = ">|more than|over|above|meer dan|boven";
const LEAST = "≥|>=|=>|at least|no less than|min(?:imum|imaal)?|minstens|ten minste|tenminste|niet minder dan";
const NUMBER = "[0-9]+(?:[.,\\u00a0\\u202f][0-9]+)*";
const AMOUNT = new RegExp(
  `^(?:(?<most>${MOST})|(?<least>${LEAST})|(?<under>${UNDER})|(?<over>${OVER}))?` +
    `\\s*[€$£]?\\s*(?<number>${NUMBER})\\s*` +
    `(?:(?<percent>%|procent|percent)|(?:/|of the|of|out of|van de|van|uit|op de|op)\\s*(?<of>${NUMBER}))?` +
    "\\s*(?<unit>\\p{L}*)",
  "u",
);

/**
 * Whether a result reaches a threshold, when both begin with a number that can be compared; null when only a person can
 * say.
 * @param {string} threshold
 * @param {string} result
 * @returns {boolean | null}
 */
export function passed(threshold, result) {
  const [wanted, came] = [read(threshold), read(result)];
  if (!wanted || !came) return null;
  let [limit, value] = [wanted.number, came.number];
  if (wanted.share !== null && came.share !== null) [limit, value] = [wanted.share, came.share];
  else if (wanted.unit && came.unit && wanted.unit !== came.unit) return null;
  if (wanted.compare === "most") return value <= limit;
  if (wanted.compare === "under") return value < limit;
  return wanted.compare === "over" ? value > limit : value >= limit;
}

/** @param {string} words */
function read(words) {
  const found = AMOUNT.exec(words.trim().toLowerCase())?.groups;
  const number = found ? numberOf(found.number) : null;
  if (!found || number === null) return null;
  const of = found.of ? numberOf(found.of) : null;
  const share = of ? number / of : found.percent ? number / 100 : null;
  const compare = ["most", "under", "over"].find((name) => found[name]) ?? "least";
  return { number, share, unit: share === null ? found.unit : "", compare };
}

/** A number as people write it in either language: 1.000, 1,000, 12,5, 12.5. @param {string} written */
function numberOf(written) {
  const parts = written.split(/[.,\u00a0\u202f]/);
  const threes = (/** @type {string[]} */ some) => some.every((part) => part.length === 3);
  if (parts.length === 1 || (threes(parts.slice(1)) && parts[0].length <= 3 && parts[0] !== "0"))
    return Number(parts.join(""));
  return threes(parts.slice(1, -1)) ? Number(`${parts.slice(0, -1).join("")}.${parts.at(-1)}`) : null;
}
