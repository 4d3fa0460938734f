// A note's assumptions beside the sheet: its measure, what has to be true for it and how one finds out, and what it is
// linked to.

import { fallen, restingOn, standingOn } from "../core/coherence.js";
import { iconButton } from "../view/buttons.js";
import { copyOf } from "../view/copies.js";
import { el, icon } from "../view/dom.js";
import { openPanel } from "../view/panel.js";
import { drawAssumption } from "./assumption.js";
import { assumption, MEASURE } from "./fields.js";
import { Form } from "./forms.js";
import { day, open, short, shut } from "./opening.js";

/** @typedef {import("./opening.js").View} View */

/** @typedef {import("../view/stage.js").Stage} Stage */

/** @param {Stage} stage @param {string} id the note's */
export function showAssumptions(stage, id) {
  const { scene, panels } = stage;
  openPanel(stage, "assume", scene.say("assumptions"), (body) => {
    /** The forms that stand open, by what they are about. @type {Map<string, Form>} */
    const forms = new Map();
    let drawn = "";
    const draw = () => {
      const note = scene.note(id);
      if (!note) return panels.close();
      // What stands there stays as long as it says the same: somebody may be typing in it.
      const said = JSON.stringify([[...forms.keys()], scene.may("record"), matter(stage, note)]);
      if (said === drawn) return;
      drawn = said;
      holding(body, () => {
        const parts = new Part({ stage, id, forms, again: draw }).draw();
        body.replaceChildren(el("div", { class: "quote" }, copyOf(scene, note)), ...parts);
      });
    };
    draw();
    return draw;
  });
}

/** All that the panel tells of a note. @param {Stage} stage @param {import("../core/canvas.js").Note} note */
function matter({ scene }, note) {
  const { measure, assumption, experiment, link } = scene.canvas.items;
  const links = [...link.values()].filter((one) => one.note === note.id || one.other === note.id);
  const others = [...links.flatMap((one) => [one.note, one.other]), ...restingOn(scene.canvas, note.id)];
  const texts = others.map((id) => [scene.note(id)?.block, scene.note(id)?.text]);
  const fell = fallen(scene.canvas)
    .get(note.id)
    ?.map((one) => assumption.get(one));
  return [
    note,
    measure.get(note.id),
    standingOn(scene.canvas, note.id),
    [...experiment.values()].filter((one) => assumption.get(one.assumption)?.note === note.id),
    links,
    texts,
    fell,
  ];
}

/** Who types in a form that is put back into the panel types on. @param {HTMLElement} body @param {() => void} work */
function holding(body, work) {
  const field = document.activeElement;
  const held = field instanceof HTMLElement && field.matches("input, textarea, select") && body.contains(field);
  const top = body.scrollTop;
  work();
  body.scrollTop = top;
  if (held && body.contains(field)) field.focus({ preventScroll: true });
}

class Part {
  #view;
  #scene;
  #may;

  /** @param {View} view */
  constructor(view) {
    this.#view = view;
    this.#scene = view.stage.scene;
    this.#may = this.#scene.may("record");
  }

  draw() {
    return [this.#fell(), this.#assumptions(), this.#measure(), this.#links()].filter((part) => part !== null);
  }

  /** What this note rests on that was refuted, and what rests on it. */
  #fell() {
    const scene = this.#scene;
    const { canvas } = scene;
    const fell = (fallen(canvas).get(this.#view.id) ?? []).flatMap((one) => canvas.items.assumption.get(one) ?? []);
    if (!fell.length) return null;
    const own = fell.some((one) => one.note === this.#view.id);
    const resting = own ? restingOn(canvas, this.#view.id) : [];
    return el(
      "section",
      { class: "fell" },
      el("h3", {}, icon("warn"), scene.say(own ? "fell-own" : "assumed-rests")),
      el(
        "ul",
        {},
        ...fell.map((one) => el("li", {}, one.note === this.#view.id ? "" : this.#go(one.note), ` “${one.statement}”`)),
      ),
      el("p", {}, scene.say("fell-ask")),
      resting.length ? el("p", { class: "sub" }, scene.say("fell-rests")) : "",
      resting.length ? el("ul", {}, ...resting.map((one) => el("li", {}, this.#go(one)))) : "",
    );
  }

  /** The way to another note. @param {string} id */
  #go(id) {
    const { stage } = this.#view;
    const note = this.#scene.note(id);
    const block = note?.block ?? "";
    const go = el(
      "button",
      { type: "button", class: "fold" },
      `${this.#scene.blockName(block)}: ${short(stage, note)}`,
    );
    go.addEventListener("click", () => {
      stage.layout.go(block);
      stage.board.focus(id);
    });
    return go;
  }

  #assumptions() {
    const { stage, id, forms } = this.#view;
    const scene = this.#scene;
    const found = standingOn(scene.canvas, id);
    const key = "assume";
    const begin = el(
      "button",
      { type: "button", class: "btn add-assumption" },
      icon("plus"),
      scene.say("assumption-add"),
    );
    begin.addEventListener("click", () =>
      open(this.#view, key, () => {
        const name = scene.session.newId();
        return new Form(
          stage,
          assumption(scene, true),
          { statement: "", importance: 50, evidence: 0 },
          {
            fresh: true,
            save: scene.say("assumption-save"),
            send: (values) => scene.session.edit({ op: "assume", assumption: name, note: id, ...values }),
            now: () => ({}),
            done: () => shut(this.#view, key, ".add-assumption"),
          },
        );
      }),
    );
    const form = forms.get(key);
    return el(
      "section",
      {},
      el("h3", {}, scene.say("assumptions-true")),
      found.length || form ? "" : el("p", { class: "sub" }, scene.say("assumptions-none")),
      el("ul", { class: "kept assumptions" }, ...found.map((one) => drawAssumption(this.#view, one))),
      form ? form.element : this.#may ? begin : "",
    );
  }

  #measure() {
    const { stage, id, forms } = this.#view;
    const scene = this.#scene;
    const found = scene.canvas.items.measure.get(id);
    const stands = found && !found.removed ? found : null;
    if (!stands && !this.#may) return null;
    const key = "measure";
    const heading = el("h3", {}, scene.say("measure"));
    const form = forms.get(key);
    if (form) return el("section", {}, heading, form.element);
    const none = { name: "", now: "", target: "", unit: "", due: null, owner: "" };
    const now = () => {
      const there = scene.canvas.items.measure.get(id);
      return there && !there.removed ? there : none;
    };
    const begin = () =>
      open(
        this.#view,
        key,
        () =>
          new Form(stage, MEASURE, now(), {
            fresh: false,
            save: scene.say("outcome-save"),
            send: (values, was) => scene.session.edit({ op: "measure", note: id, ...values, was }),
            now,
            done: () => shut(this.#view, key, ".of-measure"),
          }),
      );
    const add = stands
      ? iconButton("pen", `${scene.say("edit")}: ${scene.say("measure")}`, { class: "icon small of-measure" })
      : el("button", { type: "button", class: "btn of-measure" }, icon("plus"), scene.say("measure-add"));
    add.addEventListener("click", begin);
    if (!stands) return el("section", {}, heading, add);
    const way = [stands.now, stands.target].filter(Boolean).join(" → ");
    const line = [stands.owner, day(scene, stands.due)].filter(Boolean).join(", ");
    return el(
      "section",
      { class: "measure" },
      heading,
      el(
        "p",
        { class: "said" },
        [stands.name, [way, stands.unit].filter(Boolean).join(" ")].filter(Boolean).join(": "),
      ),
      el("p", { class: "why" }, line, this.#may ? el("span", { class: "acts" }, add) : ""),
    );
  }

  #links() {
    const { stage, id } = this.#view;
    const scene = this.#scene;
    const { canvas } = scene;
    const found = [...canvas.items.link.values()].filter((one) => !one.removed);
    const row = (/** @type {import("../core/canvas.js").Link} */ link, /** @type {string} */ other) => {
      const remove = iconButton("x", `${scene.say("link-remove")}: ${short(stage, scene.note(other))}`, {
        class: "icon small",
      });
      remove.addEventListener("click", () => stage.deeds.edit({ op: "unlink", link: link.id }, scene.say("link-gone")));
      return el("li", {}, this.#go(other), this.#may ? remove : "");
    };
    const on = found.filter((one) => one.other === id && scene.note(one.note)).map((one) => row(one, one.note));
    const off = found.filter((one) => one.note === id && scene.note(one.other)).map((one) => row(one, one.other));
    if (!on.length && !off.length && !this.#may) return null;
    const add = el("button", { type: "button", class: "btn" }, icon("link"), scene.say("link-to"));
    add.addEventListener("click", async () => (await import("./linking.js")).askLink(stage, id));
    return el(
      "section",
      { class: "linked" },
      el("h3", {}, scene.say("links-title")),
      on.length ? el("p", { class: "sub" }, scene.say("links-on")) : "",
      on.length ? el("ul", {}, ...on) : "",
      off.length ? el("p", { class: "sub" }, scene.say("links-off")) : "",
      off.length ? el("ul", {}, ...off) : "",
      this.#may ? add : "",
    );
  }
}
