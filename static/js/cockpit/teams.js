// What there is to know of each team, from the workshop and its tiles: who is there, who is ready, what asks for
// attention. No DOM.

/** @typedef {import("../canvas/core/schedule.js").Step} Step */

/**
 * @typedef {object} Tile one canvas as the server tells it (P30)
 * @property {string} canvas
 * @property {Record<string, string[]>} blocks colours in order
 * @property {Record<string, number>} backs
 * @property {number | null} last Unix seconds
 * @property {boolean} locked
 * @property {number[]} people
 * @property {number} writing
 * @property {number[]} writers
 */

/** @typedef {{who: number, name: string, state: "here" | "busy" | "away", ready: boolean, hand: number | null}} Member */

/**
 * @typedef {object} Team
 * @property {string} id
 * @property {string} name
 * @property {string} canvas
 * @property {Tile | undefined} tile
 * @property {Member[]} members
 * @property {number} ready
 * @property {string[]} empty blocks whose step is past and that hold nothing
 * @property {number} quiet whole minutes without a new note, 0 while that is no news
 */

/** @typedef {{kind: "hand" | "empty" | "quiet" | "away" | "done", team: Team, at: number, member?: Member}} Call */

export const QUIET_MINUTES = 3;
const MINUTE = 60_000;
const URGENCY = ["hand", "empty", "quiet", "away", "done"];

/** How many notes a block holds, private ones among them. @param {Tile | undefined} tile @param {string} block */
export function countOf(tile, block) {
  return (tile?.blocks[block]?.length ?? 0) + (tile?.backs[block] ?? 0);
}

/** The step that runs. @param {any} workshop @returns {Step | undefined} */
export function stepOf({ hour, steps }) {
  return hour.phase === "step" ? steps.find((/** @type {Step} */ step) => step.id === hour.step) : undefined;
}

/**
 * Every team as it is now.
 * @param {any} workshop as in P22
 * @param {Map<string, Tile>} tiles by canvas
 * @param {number} now Unix milliseconds
 * @returns {Team[]} in the workshop's order
 */
export function teamsOf(workshop, tiles, now) {
  const past = pastBlocks(workshop);
  return workshop.teams.map((/** @type {{id: string, name: string, canvas: string}} */ team) => {
    const tile = tiles.get(team.canvas);
    const members = membersOf(workshop, team.id, tile);
    return {
      ...team,
      tile,
      members,
      ready: members.filter(({ ready }) => ready).length,
      empty: tile ? past.filter((block) => !countOf(tile, block)) : [],
      quiet: quietFor(workshop, tile, now),
    };
  });
}

/** Blocks of which every step is over. @param {any} workshop @returns {string[]} */
function pastBlocks({ hour, steps }) {
  const ahead = (/** @type {Step} */ step) => !step.skipped && (!step.ended || step.id === hour.step);
  const open = new Set(steps.filter(ahead).map((/** @type {Step} */ { block }) => block));
  const over = steps.filter((/** @type {Step} */ step) => step.ended && step.block && !open.has(step.block));
  return [...new Set(over.map((/** @type {Step} */ { block }) => block))];
}

/** @param {any} workshop @param {string} team @param {Tile | undefined} tile @returns {Member[]} */
function membersOf({ hour, people }, team, tile) {
  const mine = people.filter(
    (/** @type {any} */ one) => one.team === team && one.role === "participant" && !one.removed,
  );
  return mine.map((/** @type {any} */ { who, name }) => ({
    who,
    name,
    state: tile?.writers.includes(who) ? "busy" : tile?.people.includes(who) ? "here" : "away",
    ready: hour.step !== null && hour.ready[who] === hour.step,
    hand: hour.hands[who] ?? null,
  }));
}

/** @param {any} workshop @param {Tile | undefined} tile @param {number} now */
function quietFor(workshop, tile, now) {
  const step = stepOf(workshop);
  if (!step?.may.includes("write") || !tile?.people.length || tile.writing || workshop.hour.paused !== null) return 0;
  const minutes = Math.floor((now - Math.max((tile.last ?? 0) * 1000, workshop.hour.began)) / MINUTE);
  return minutes >= QUIET_MINUTES ? minutes : 0;
}

/**
 * What asks for attention, the most urgent first: each hand, and of each team one thing besides.
 * @param {Team[]} teams
 * @param {boolean} runs whether a step runs
 * @returns {Call[]}
 */
export function callsOf(teams, runs) {
  const calls = teams.flatMap((team) => {
    const hands = team.members.filter(({ hand }) => hand !== null);
    /** @type {Call[]} */
    const raised = hands.map((member) => ({ kind: "hand", team, member, at: member.hand ?? 0 }));
    const other = otherCall(team, runs);
    return other ? [...raised, other] : raised;
  });
  return calls.sort((a, b) => URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || a.at - b.at);
}

/** @param {Team} team @param {boolean} runs @returns {Call | null} */
function otherCall(team, runs) {
  const { members, tile } = team;
  if (!tile || !members.length) return null;
  if (team.empty.length) return { kind: "empty", team, at: 0 };
  if (!runs) return null;
  if (team.ready === members.length) return { kind: "done", team, at: 0 };
  if (team.quiet) return { kind: "quiet", team, at: -team.quiet };
  return members.some(({ state }) => state === "away") ? { kind: "away", team, at: 0 } : null;
}
