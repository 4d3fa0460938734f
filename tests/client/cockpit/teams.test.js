// What asks for attention: hands first, then blocks left empty, teams gone quiet, teams that are ready.

import assert from "node:assert/strict";
import test from "node:test";

import { callsOf, teamsOf } from "../../../static/js/cockpit/teams.js";

const MINUTE = 60_000;
/** @param {string} id @param {string} block @param {object} [more] @returns {any} */
const step = (id, block, more = {}) => ({ id, block, may: ["write"], skipped: false, ended: null, ...more });
/** @param {string} canvas @param {object} [more] @returns {any} */
const tile = (canvas, more = {}) => ({
  canvas,
  blocks: {},
  backs: {},
  last: null,
  people: [1],
  writing: 0,
  writers: [],
  ...more,
});

/** Two teams with one person each, in the second of three steps that began at 0. */
function house(hour = {}) {
  const people = [1, 2].map((who) => ({ who, name: `P${who}`, role: "participant", team: `t${who}`, removed: false }));
  return {
    people: [...people, { who: 9, name: "Boss", role: "facilitator", team: null, removed: false }],
    teams: [1, 2].map((n) => ({ id: `t${n}`, name: `Team ${n}`, canvas: `c${n}` })),
    steps: [step("a", "segments", { ended: 1 }), step("b", "costs"), step("c", "channels")],
    hour: { phase: "step", step: "b", began: 0, paused: null, hands: {}, ready: {}, ...hour },
  };
}

/** @param {any} workshop @param {any[]} tiles */
const seen = (workshop, tiles, now = 0) => {
  const teams = teamsOf(workshop, new Map(tiles.map((one) => [one.canvas, one])), now);
  return { teams, calls: callsOf(teams, true).map(({ kind, team }) => `${kind} ${team.id}`) };
};

test("a block is left empty once all its steps are past, private notes counted", () => {
  const tiles = [tile("c1"), tile("c2", { backs: { segments: 1 }, people: [2] })];
  assert.deepEqual(seen(house(), tiles).calls, ["empty t1"]);
  const again = house();
  again.steps.push(step("d", "segments"));
  assert.deepEqual(seen(again, tiles).calls, [], "another step on it is to come");
});

test("hands come first, the longest raised before others", () => {
  const tiles = [tile("c1"), tile("c2", { people: [2] })];
  const { calls, teams } = seen(house({ hands: { 1: 50, 2: 20 } }), tiles);
  assert.deepEqual(calls, ["hand t2", "hand t1", "empty t1", "empty t2"]);
  assert.equal(teams[0].members[0].hand, 50);
});

test("quiet is counted from the last note or the step's start, and not in a pause or while somebody writes", () => {
  const full = { blocks: { segments: ["sun"] } };
  const tiles = [tile("c1", { ...full, last: 120 }), tile("c2", { ...full, people: [2], writing: 1, writers: [2] })];
  assert.deepEqual(seen(house(), tiles, 4 * MINUTE).calls, []);
  const { teams, calls } = seen(house(), tiles, 6 * MINUTE);
  assert.deepEqual(calls, ["quiet t1"]);
  assert.equal(teams[0].quiet, 4);
  assert.equal(teams[1].members[0].state, "busy");
  assert.deepEqual(seen(house({ paused: 5 * MINUTE }), tiles, 6 * MINUTE).calls, []);
});

test("ready counts for the running step alone; who is not there is away", () => {
  const full = { blocks: { segments: ["sun"] } };
  const tiles = [tile("c1", full), tile("c2", { ...full, people: [] })];
  const { teams, calls } = seen(house({ ready: { 1: "b", 2: "a" } }), tiles);
  assert.deepEqual(calls, ["away t2", "done t1"]);
  assert.deepEqual(
    teams.map(({ ready }) => ready),
    [1, 0],
  );
});
