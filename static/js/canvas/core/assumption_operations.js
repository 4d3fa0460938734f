// The rules of measures, assumptions, experiments, links, marks and the review. Importing it adds them to decide(). The
// twin of workshops/domain/rules_assumptions.py and rules_links.py.

import { RULES, WORDS } from "./operations.js";
import { checkBlock, find, Refusal } from "./refusal.js";
import { ACTION } from "./rights.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./canvas.js").Effect} Effect */
/** @typedef {import("./canvas.js").Note} Note */
/** @typedef {import("./operations.js").Actor} Actor */
/** @typedef {import("./operations.js").Operation} Operation */

const ASSUMPTIONS_LIMIT = 300;
const ASSUMPTIONS_OF_NOTE = 20;
const EXPERIMENTS_OF_ASSUMPTION = 10;
const LINKS_LIMIT = 600;
const LINKS_OF_NOTE = 20;

const MEASURE = { name: "", now: "", target: "", unit: "", due: null, owner: "" };
const ASSUMPTION = { importance: 50, evidence: 0, status: "open" };
const EXPERIMENT = {
  starter: "",
  method: "",
  metric: "",
  threshold: "",
  owner: "",
  due: null,
  result: "",
  learning: "",
  verdict: "",
};

/** The fields of an operation that an item has. @param {Operation} op @param {string[]} names */
const given = (op, names) => Object.fromEntries(names.filter((name) => name in op).map((name) => [name, op[name]]));

/** @param {string} sort @param {Record<string, any>} item @param {Record<string, any>} wanted @returns {Effect[]} */
function changes(sort, item, wanted) {
  const changed = Object.entries(wanted).filter(([name, value]) => item[name] !== value);
  return changed.length ? [{ [sort]: item.id, set: Object.fromEntries(changed) }] : [];
}

/** @param {Record<string, any>} item @param {Record<string, any>} values @param {Record<string, any>} [was] */
function checkSame(item, values, was = {}) {
  for (const [field, seen] of Object.entries(was))
    if (field in values && item[field] !== seen && item[field] !== values[field])
      throw new Refusal("changed-since", { field });
}

/** @param {Note[]} notes @param {Actor} actor @param {number} at */
function signed(notes, { who, moment }, at) {
  const made = { by: who, at, removed: false };
  const nameless = (moment && !moment.names) || notes.some((note) => note.anon && note.by === who);
  return nameless ? { ...made, anon: true } : made;
}

/** @template {{removed: boolean}} T @param {Map<string, T>} items */
const standing = (items) => [...items.values()].filter((one) => !one.removed);

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
function measure(canvas, op) {
  const { id } = find(canvas, op.note);
  const found = canvas.items.measure.get(id);
  const was = found && !found.removed ? found : MEASURE;
  const values = given(op, Object.keys(MEASURE));
  checkSame(was, values, op.was);
  const words = { ...given(was, Object.keys(MEASURE)), ...values };
  const wanted = { ...words, removed: !Object.values(words).some(Boolean) };
  if (found) return changes("measure", found, wanted);
  return wanted.removed ? [] : [{ measure: id, set: wanted }];
}

/** @param {Canvas} canvas @param {string} id */
function theAssumption(canvas, id) {
  const found = canvas.items.assumption.get(id);
  if (!found || found.removed) throw new Refusal("no-assumption", { assumption: id });
  find(canvas, found.note);
  return found;
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @param {number} at @returns {Effect[]} */
function assume(canvas, op, actor, at) {
  const values = given(op, ["statement", ...Object.keys(ASSUMPTION)]);
  if (canvas.items.assumption.has(op.assumption)) {
    const found = theAssumption(canvas, op.assumption);
    if (op.note && op.note !== found.note) throw new Refusal("id-taken", { assumption: found.id });
    checkSame(found, values, op.was);
    return changes("assumption", found, values);
  }
  if (!op.note) throw new Refusal("no-assumption", { assumption: op.assumption });
  const note = find(canvas, op.note);
  const all = standing(canvas.items.assumption);
  if (all.length >= ASSUMPTIONS_LIMIT || all.filter((one) => one.note === note.id).length >= ASSUMPTIONS_OF_NOTE)
    throw new Refusal("assumptions-full", { limit: ASSUMPTIONS_OF_NOTE, most: ASSUMPTIONS_LIMIT });
  if (!("statement" in values)) throw new Refusal("text-empty");
  const made = signed([note], actor, at);
  return [{ assumption: op.assumption, set: { note: note.id, ...ASSUMPTION, ...values, ...made } }];
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @param {number} at @returns {Effect[]} */
function experiment(canvas, op, actor, at) {
  const found = canvas.items.experiment.get(op.experiment);
  if (!found && !op.assumption) throw new Refusal("no-experiment", { experiment: op.experiment });
  const of = theAssumption(canvas, found?.assumption ?? op.assumption);
  const values = given(op, Object.keys(EXPERIMENT));
  /** @type {Effect[]} */
  let effects;
  if (found) {
    if (found.removed) throw new Refusal("no-experiment", { experiment: found.id });
    if (op.assumption && op.assumption !== of.id) throw new Refusal("id-taken", { experiment: found.id });
    checkSame(found, values, op.was);
    effects = changes("experiment", found, values);
  } else {
    const all = standing(canvas.items.experiment).filter((one) => one.assumption === of.id);
    if (all.length >= EXPERIMENTS_OF_ASSUMPTION)
      throw new Refusal("experiments-full", { limit: EXPERIMENTS_OF_ASSUMPTION });
    if (!("method" in values)) throw new Refusal("text-empty");
    const made = signed([/** @type {Note} */ (canvas.notes.get(of.note))], actor, at);
    effects = [{ experiment: op.experiment, set: { assumption: of.id, ...EXPERIMENT, ...values, ...made } }];
  }
  return op.status ? [...effects, ...changes("assumption", of, { status: op.status })] : effects;
}

/** @param {Canvas} canvas @param {Operation} op @param {Actor} actor @param {number} at @returns {Effect[]} */
function link(canvas, op, actor, at) {
  const [note, other] = [find(canvas, op.note), find(canvas, op.other)];
  if (canvas.items.link.has(op.link)) throw new Refusal("id-taken", { link: op.link });
  if (note.block === other.block) throw new Refusal("link-within", { block: note.block });
  const all = standing(canvas.items.link);
  const ends = all.map((one) => [one.note, one.other]);
  if (ends.some((pair) => pair.includes(note.id) && pair.includes(other.id))) return [];
  const busiest = Math.max(...[note, other].map(({ id }) => ends.filter((pair) => pair.includes(id)).length));
  if (all.length >= LINKS_LIMIT || busiest >= LINKS_OF_NOTE)
    throw new Refusal("notes-links-full", { limit: LINKS_OF_NOTE, most: LINKS_LIMIT });
  return [{ link: op.link, set: { note: note.id, other: other.id, ...signed([note, other], actor, at) } }];
}

/** @param {"assumption" | "experiment" | "link"} sort @returns {(canvas: Canvas, op: Operation) => Effect[]} */
const remover = (sort) => (canvas, op) => {
  const found = canvas.items[sort].get(op[sort]);
  if (!found) throw new Refusal(`no-${sort}`, { [sort]: op[sort] });
  return found.removed ? [] : [{ [sort]: found.id, set: { removed: true } }];
};

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
function mark(canvas, { block, mark: to }) {
  checkBlock(canvas, block);
  return canvas.block(block).mark === to ? [] : [{ block, set: { mark: to } }];
}

/** @param {Canvas} canvas @param {Operation} op @returns {Effect[]} */
function review(canvas, { date }) {
  return canvas.block(null).review === date ? [] : [{ canvas: true, set: { review: date } }];
}

const rules = {
  measure,
  assume,
  "assume-remove": remover("assumption"),
  experiment,
  "experiment-remove": remover("experiment"),
  link,
  unlink: remover("link"),
  mark,
};
for (const op of Object.keys(rules)) ACTION[op] = "record";
ACTION.review = "prepare";
Object.assign(RULES, rules, { review });
Object.assign(WORDS, {
  measure: ["name", "now", "target", "unit"],
  assume: ["statement"],
  experiment: ["method", "metric", "threshold", "result", "learning"],
});
