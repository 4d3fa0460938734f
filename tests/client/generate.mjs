// Prints cases with JavaScript's answers for Python to check: node generate.mjs [seed] [rounds].

import { Canvas } from "../../static/js/canvas/core/canvas.js";
import "../../static/js/canvas/core/arranging.js";
import { decide } from "../../static/js/canvas/core/operations.js";
import { diff, length } from "../../static/js/canvas/core/text.js";
import { newId } from "../../static/js/lib/ids.js";
import { chance } from "./clock.js";
import { emptyPicture, KIND } from "./kind.js";
import { Server } from "./server.js";
import { Twin } from "./twins.mjs";

const random = chance(Number(process.argv[2] ?? 1));
const rounds = Number(process.argv[3] ?? 400);
const pick = (/** @type {any[]} */ from) => from[Math.floor(random() * from.length)];
const some = (/** @type {any[]} */ from, most = 4) => [
  ...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(from))),
];
const twin = new Twin();

/** @param {any} one */
function print(one) {
  const expect = twin.answer(one);
  process.stdout.write(`${JSON.stringify(expect === undefined ? one : { ...one, expect })}\n`);
}

const LETTERS = ["a", "b", "é", "字", "👍", "🏽", "\u{1f1f3}", "\n", " "];
const words = () => Array.from({ length: Math.floor(random() * 12) }, () => pick(LETTERS)).join("");

/** @param {string} text */
function edited(text) {
  const chars = Array.from(text);
  for (let times = 1 + Math.floor(random() * 3); times; times--) {
    chars.splice(
      Math.floor(random() * (chars.length + 1)),
      Math.floor(random() * 4),
      ...Array.from(words().slice(0, 6)),
    );
  }
  return chars.join("").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}

function texts() {
  const base = words();
  const [one, other] = [diff(base, edited(base)), diff(base, edited(base))];
  for (const name of ["apply", "invert"]) print({ do: name, args: [base, one] });
  for (const side of ["left", "right"]) print({ do: "transform", args: [one, other, side] });
  print({ do: "compose", args: [one, twin.answer({ do: "transform", args: [other, one, "right"] })] });
  print({ do: "apply", args: [base, [length(base) + 1, -1]] });
  for (const name of ["growth", "reach", "check"]) print({ do: name, args: [one] });
  const loose = Array.from({ length: Math.floor(random() * 6) }, () => pick([0, 1, 3, -1, -2, "", "a", "👍", words()]));
  for (const name of ["normal", "check"]) print({ do: name, args: [loose] });
}

function keys() {
  const list = ["V"];
  for (let times = 0; times < 30; times++) {
    const index = Math.floor(random() * (list.length + 1)) * (random() < 0.7 ? 1 : 0);
    const args = [list[index - 1] ?? null, list[index] ?? null];
    print({ do: "between", args });
    list.splice(index, 0, twin.answer({ do: "between", args }));
  }
  print({ do: "spread", args: [Math.floor(random() * 400)] });
}

const COLOURS = ["sun", "sky", "rose", "mint", "lilac", "plain"];

/** @param {Canvas} canvas @returns {any} */
function operation(canvas) {
  const ids = [...canvas.notes.keys()];
  const talk = ids.flatMap((id) => canvas.talk(id)).map(({ id }) => id);
  const block = pick(["segments", "segments", "channels", "costs", "nowhere"]);
  const after = pick([{}, { after: null }, { after: pick([...ids, newId(random)]) }]);
  const draft = () => ({
    note: newId(random),
    text: words(),
    colour: pick(COLOURS),
    tags: some(["role.user", "role.buyer", "role.no"], 1),
  });
  if (ids.length < 3 || random() < 0.15) return { op: "add", notes: some([draft(), draft()]), block, ...after };
  const notes = some(random() < 0.05 ? [...ids, newId(random)] : ids);
  const note = pick(ids);
  const text = canvas.notes.get(note)?.text ?? "";
  const delta = diff(text, edited(text));
  return pick([
    { op: "move", notes, block, ...after },
    { op: "move", notes, block, ...after },
    { op: "stack", notes, on: note },
    { op: "stack", notes, on: note },
    { op: "unstack", notes },
    { op: "colour", notes, colour: pick(COLOURS) },
    { op: "tag", notes, tag: pick(["role.user", "role.no"]), on: random() < 0.6 },
    { op: "duplicate", notes, copies: notes.map(() => newId(random)) },
    { op: "remove", notes },
    { op: "restore", notes, ...pick([{}, {}, { block, ...after }]) },
    { op: "comment", note, comment: newId(random), text: "Ja" },
    { op: "uncomment", comment: pick([...talk, newId(random)]) },
    { op: "react", note, reaction: pick(["agree", "idea"]), on: random() < 0.6 },
    { op: "lock", block: pick([null, block]), on: random() < 0.3 },
    ...(delta.length ? [{ op: "text", note, base: canvas.notes.get(note)?.v, delta }] : []),
  ]);
}

function decisions() {
  const server = new Server(() => 0);
  server.canvas = new Canvas(KIND, emptyPicture());
  for (let step = 0; step < 60; step++) {
    const op = operation(server.canvas);
    const actor = {
      who: 1 + Math.floor(random() * 3),
      role: pick(["facilitator", "participant", "participant", "observer"]),
    };
    print({ do: "decide", canvas: server.picture(), head: 1000, op, actor, at: step });
    const decision = decide(server.canvas, op, { ...actor, role: "facilitator" }, step);
    if ("fx" in decision) server.canvas.apply(decision.fx, step + 1);
  }
}

/** So many new notes at one spot that keys grow too long and the block is spread anew. */
function crowd() {
  const server = new Server(() => 0);
  server.canvas = new Canvas(KIND, emptyPicture());
  const actor = { who: 1, role: "participant" };
  const first = newId(random);
  for (let step = 0; step < 170; step++) {
    const note = step ? newId(random) : first;
    const op = { op: "add", notes: [{ note, text: "" }], block: "costs", after: step ? first : null };
    if (step > 105 && step < 130) print({ do: "decide", canvas: server.picture(), head: 1000, op, actor, at: step });
    const decision = decide(server.canvas, op, actor, step);
    if ("fx" in decision) server.canvas.apply(decision.fx, step + 1);
  }
}

print({ do: "kind", kind: KIND });
crowd();
for (let round = 0; round < rounds; round++) {
  texts();
  if (round % 20 === 0) keys();
  if (round % 20 === 0) decisions();
}
