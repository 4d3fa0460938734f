// The fields of each form, as workshops/domain/messages_assumptions.py bounds them.

/** @typedef {import("../view/scene.js").Scene} Scene */
/** @typedef {import("./forms.js").Field} Field */

const STATUSES = ["open", "testing", "confirmed", "refuted"];
const VERDICTS = ["", "passed", "failed", "unclear"];

/** @type {Field[]} */
const WHEN = [
  { name: "due", label: "assume-due", sort: "date", half: true },
  { name: "owner", label: "outcome-owner", sort: "line", limit: 60, people: true },
];

/** @type {Field[]} */
export const MEASURE = [
  { name: "name", label: "measure-name", sort: "line", limit: 80, hint: "measure-name-hint" },
  { name: "now", label: "measure-now", sort: "line", limit: 80, half: true },
  { name: "target", label: "measure-target", sort: "line", limit: 80 },
  { name: "unit", label: "measure-unit", sort: "line", limit: 80, hint: "measure-unit-hint" },
  ...WHEN,
];

/** @param {Scene} scene @param {boolean} fresh @returns {Field[]} */
export function assumption(scene, fresh) {
  /** @type {[string, string][]} */
  const options = STATUSES.map((one) => [one, scene.say(`assumption-${one}`)]);
  return [
    {
      name: "statement",
      label: "assumption-statement",
      sort: "area",
      limit: 280,
      wanted: true,
      hint: "assumption-hint",
    },
    { name: "importance", label: "importance", sort: "range" },
    { name: "evidence", label: "evidence", sort: "range" },
    ...(fresh ? [] : [/** @type {Field} */ ({ name: "status", label: "assumption-status", sort: "choice", options })]),
  ];
}

/** @type {Field[]} */
export const PLAN = [
  { name: "method", label: "experiment-method", sort: "area", limit: 500, wanted: true },
  { name: "metric", label: "experiment-metric", sort: "line", limit: 120 },
  { name: "threshold", label: "experiment-threshold", sort: "line", limit: 120, hint: "threshold-hint" },
  ...WHEN,
];

/** @param {Scene} scene @returns {Field[]} */
export function result(scene) {
  /** @type {[string, string][]} */
  const verdicts = VERDICTS.map((one) => [one, scene.say(`verdict-${one || "none"}`)]);
  /** @type {[string, string][]} */
  const statuses = STATUSES.map((one) => [one, scene.say(`assumption-${one}`)]);
  return [
    { name: "result", label: "experiment-result", sort: "line", limit: 120, hint: "result-hint" },
    { name: "verdict", label: "experiment-verdict", sort: "choice", options: verdicts, half: true },
    { name: "status", label: "assumption-becomes", sort: "choice", options: statuses },
    { name: "learning", label: "experiment-learning", sort: "area", limit: 500 },
  ];
}
