// One assumption in the panel, with its experiments.

import { experimentsOf } from "../core/coherence.js";
import { iconButton } from "../view/buttons.js";
import { el, icon } from "../view/dom.js";
import { assumption as fields, PLAN, result } from "./fields.js";
import { Form, level } from "./forms.js";
import { day, open, reading, shut } from "./opening.js";

/** @typedef {import("./opening.js").View} View */
/** @typedef {import("../core/canvas.js").Assumption} Assumption */
/** @typedef {import("../core/canvas.js").Experiment} Experiment */

/** What an assumption becomes by a verdict. @type {Record<string, string>} */
const BECOMES = { passed: "confirmed", failed: "refuted", unclear: "testing" };

/** @param {View} view @param {Assumption} one */
export function drawAssumption(view, one) {
  const { scene, deeds } = view.stage;
  const form = view.forms.get(one.id);
  if (form) return el("li", {}, form.element);
  const name = scene.short(one.statement);
  const levels = `${scene.say(level("importance", one.importance))}, ${scene.say(level("evidence", one.evidence))}`;
  const line = el(
    "p",
    { class: "why" },
    icon(one.status),
    el("b", {}, scene.say(`assumption-${one.status}`)),
    ` · ${levels}`,
  );
  const row = el("li", { class: `is-${one.status}` }, el("p", { class: "said" }, one.statement), line);
  if (scene.may("record")) {
    const change = iconButton("pen", `${scene.say("edit")}: ${name}`, { class: `icon small pen-${one.id}` });
    change.addEventListener("click", () =>
      open(view, one.id, () => {
        const now = () => /** @type {Record<string, any>} */ (scene.canvas.items.assumption.get(one.id) ?? one);
        return new Form(view.stage, fields(scene, false), now(), {
          fresh: false,
          save: scene.say("outcome-save"),
          send: (values, was) => scene.session.edit({ op: "assume", assumption: one.id, ...values, was }),
          now,
          done: () => shut(view, one.id, `.pen-${CSS.escape(one.id)}`),
        });
      }),
    );
    const remove = iconButton("bin", `${scene.say("take-away")}: ${name}`, { class: "icon small" });
    remove.addEventListener("click", () => {
      if (deeds.edit({ op: "assume-remove", assumption: one.id }))
        deeds.offer(scene.say("assumption-gone"), scene.say("undo"), () => deeds.undo());
    });
    line.append(el("span", { class: "acts" }, change, remove));
  }
  const trials = experimentsOf(scene.canvas, one.id);
  row.append(el("ul", { class: "trials" }, ...trials.map((trial) => drawExperiment(view, one, trial))));
  row.append(beginning(view, one));
  return row;
}

/** The way to a new experiment, or the form for it. @param {View} view @param {Assumption} one */
function beginning(view, one) {
  const { scene } = view.stage;
  const key = `new ${one.id}`;
  const form = view.forms.get(key);
  if (form) return form.element;
  if (!scene.may("record")) return "";
  const begin = el(
    "button",
    { type: "button", class: `btn small try-${one.id}` },
    icon("plus"),
    scene.say("experiment-add"),
  );
  begin.addEventListener("click", () =>
    open(view, key, () => {
      const id = scene.session.newId();
      const status = one.status === "open" ? { status: "testing" } : {};
      const none = { method: "", metric: "", threshold: "", due: null, owner: "" };
      const made = new Form(view.stage, PLAN, none, {
        fresh: true,
        save: scene.say("experiment-save"),
        send: (values) =>
          scene.session.edit({
            op: "experiment",
            experiment: id,
            assumption: one.id,
            starter: starter.value,
            ...values,
            ...status,
          }),
        now: () => ({}),
        done: () => shut(view, key, `.try-${CSS.escape(one.id)}`),
      });
      const { label, select: starter } = starters(view, made);
      made.begin(label);
      return made;
    }),
  );
  return begin;
}

/** A choice of ways to begin, which fills in the form; what somebody wrote themselves stays. @param {View} view @param {Form} form */
function starters({ stage }, form) {
  const { scene } = stage;
  const all = scene.page.starters;
  const select = el(
    "select",
    { class: "input" },
    el("option", { value: "" }, scene.say("starter-own")),
    ...all.map(({ key, name }) => el("option", { value: key }, name)),
  );
  const fits = el("p", { class: "sub" }, scene.say("starter-hint"));
  /** @type {Record<string, string>} */
  let filled = {};
  select.addEventListener("change", () => {
    const found = all.find(({ key }) => key === select.value);
    fits.textContent = found?.fits ?? scene.say("starter-hint");
    for (const name of ["method", "metric", "threshold"]) {
      const input = form.inputs[name];
      if (input.value && input.value !== filled[name]) continue;
      input.value = found?.[name] ?? "";
      filled = { ...filled, [name]: input.value };
    }
  });
  return {
    select,
    label: el("div", {}, el("label", {}, el("span", { class: "label" }, scene.say("starter")), select), fits),
  };
}

/** @param {View} view @param {Assumption} of @param {Experiment} one */
function drawExperiment(view, of, one) {
  const { scene, deeds } = view.stage;
  const form = view.forms.get(one.id);
  if (form) return el("li", {}, form.element);
  const name = scene.page.starters.find(({ key }) => key === one.starter)?.name ?? scene.say("experiment");
  const today = new Date().toLocaleDateString("sv");
  const over = one.due && one.due < today && !one.verdict;
  const when = one.due && scene.say(over ? "experiment-late" : "experiment-by", { date: day(scene, one.due) ?? "" });
  const row = el(
    "li",
    {},
    el("p", { class: "said" }, el("b", {}, `${name}. `), one.method),
    one.metric || one.threshold
      ? el(
          "p",
          { class: "sub" },
          scene.say("experiment-passes", { what: [one.metric, one.threshold].filter(Boolean).join(", ") }),
        )
      : "",
    el(
      "p",
      { class: over ? "why is-late" : "why" },
      over ? icon("warn") : "",
      [when, one.owner].filter(Boolean).join(", "),
    ),
    one.result || one.verdict
      ? el(
          "p",
          { class: "came" },
          icon(BECOMES[one.verdict] ?? "open"),
          el("b", {}, scene.say(`verdict-${one.verdict || "none"}`)),
          one.result ? ` · ${one.result}` : "",
        )
      : "",
    one.learning ? el("p", { class: "sub" }, one.learning) : "",
  );
  if (!scene.may("record")) return row;
  const now = () => /** @type {Record<string, any>} */ ({ ...(scene.canvas.items.experiment.get(one.id) ?? one) });
  const send = (/** @type {any} */ values, /** @type {any} */ was) =>
    scene.session.edit({ op: "experiment", experiment: one.id, ...values, was });
  const done = (/** @type {string} */ to) => () => shut(view, one.id, `.${to}-${CSS.escape(one.id)}`);
  const record = el(
    "button",
    { type: "button", class: `btn small result-${one.id}` },
    scene.say(one.verdict ? "result-change" : "result-add"),
  );
  record.addEventListener("click", () => open(view, one.id, () => resultForm(view, of, one, done("result"))));
  const change = iconButton("pen", `${scene.say("edit")}: ${scene.short(one.method)}`, {
    class: `icon small plan-${one.id}`,
  });
  change.addEventListener("click", () =>
    open(
      view,
      one.id,
      () =>
        new Form(view.stage, PLAN, now(), {
          fresh: false,
          save: scene.say("outcome-save"),
          send,
          now,
          done: done("plan"),
        }),
    ),
  );
  const remove = iconButton("bin", `${scene.say("take-away")}: ${scene.short(one.method)}`, { class: "icon small" });
  remove.addEventListener("click", () => {
    if (deeds.edit({ op: "experiment-remove", experiment: one.id }))
      deeds.offer(scene.say("experiment-gone"), scene.say("undo"), () => deeds.undo());
  });
  row.append(el("p", { class: "acts" }, record, change, remove));
  return row;
}

/** The result of an experiment, and what becomes of its assumption. @param {View} view @param {Assumption} of @param {Experiment} one @param {() => void} done */
function resultForm({ stage }, of, one, done) {
  const { scene } = stage;
  const now = () => ({
    ...(scene.canvas.items.experiment.get(one.id) ?? one),
    status: scene.canvas.items.assumption.get(of.id)?.status ?? of.status,
  });
  const form = new Form(stage, result(scene), now(), {
    fresh: false,
    save: scene.say("result-save"),
    send: (values, { status: _, ...was }) =>
      scene.session.edit({ op: "experiment", experiment: one.id, ...values, was }),
    now,
    done,
  });
  const hint = el("p", { class: "sub", role: "status" });
  form.end(hint);
  const { result: came, verdict, status } = form.inputs;
  came.addEventListener("input", () => {
    const said = reading(one.threshold, came.value);
    hint.textContent = said && scene.say(said, { threshold: one.threshold });
  });
  verdict.addEventListener("change", () => {
    if (BECOMES[verdict.value]) status.value = BECOMES[verdict.value];
  });
  return form;
}
