// The band of somebody who fills in a canvas alone: the step and its question, the steps as pearls on a string, the way
// back and on; after the last one, what to do next. There is no clock. A partner sees it too, and does not lead.

import { following } from "../core/schedule.js";
import { ask } from "../sync/asks.js";
import { el, hidden, icon } from "../view/dom.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {import("../core/schedule.js").Step} Step */

export class Alone {
  #stage;
  #parts;
  /** The step that was asked for, until the server has gone there: so it works at once, and on a train. @type {string | null} */
  #ahead = null;
  /** The number in the log with which it has. */
  #until = Number.POSITIVE_INFINITY;
  /** Whether the closing was put away, to look at the canvas. */
  #away = false;
  #drawn = "";

  /** @param {Stage} stage @param {HTMLElement} element */
  constructor(stage, element) {
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (element.querySelector(`[data-part="${name}"]`));
    this.#stage = stage;
    this.element = element;
    this.#parts = {
      where: part("where"),
      question: part("question"),
      context: part("context"),
      acts: part("acts"),
      pearls: part("pearls"),
    };
    element.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.dataset.step) this.#go(button.dataset.step);
      else if (button?.dataset.lead) this.#pressed(button.dataset.lead);
    });
  }

  get #workshop() {
    return this.#stage.scene.session.workshop;
  }

  /** The steps, those that were dropped left out. @returns {Step[]} */
  get #steps() {
    return this.#workshop.steps.filter((/** @type {Step} */ { skipped }) => !skipped);
  }

  /** The step that one is at. @returns {Step | undefined} */
  get step() {
    const { hour } = this.#workshop;
    const at = this.#ahead ?? (hour.phase === "step" ? hour.step : null);
    return this.#steps.find(({ id }) => id === at);
  }

  /** How many notes the block of a step has. @param {Step} step */
  #count({ block }) {
    return block ? this.#stage.scene.canvas.size(block) : 0;
  }

  /** The workshop or the canvas changed. */
  draw() {
    const { scene, root, editor } = this.#stage;
    const { hour, people, head } = this.#workshop;
    // It is a workshop with a group now, which has another page.
    if (!hour.alone) {
      if (!scene.session.status.waiting && editor.id === null) location.reload();
      return;
    }
    if (head >= this.#until) this.#arrived();
    const { step } = this;
    const present = people.filter((/** @type {{removed: boolean}} */ { removed }) => !removed);
    root.classList.toggle("has-company", present.length > 1);
    root.classList.toggle("is-stepping", Boolean(step) && scene.may("lead"));
    this.element.hidden = !step && this.#away;
    if (step) this.#ask(step);
    else this.#close();
    this.#acts(step);
    this.#pearls(step);
  }

  #arrived() {
    this.#ahead = null;
    this.#until = Number.POSITIVE_INFINITY;
  }

  /** @param {Step} step */
  #ask(step) {
    const { scene } = this.#stage;
    const { where, question, context } = this.#parts;
    const steps = this.#steps;
    const place = { number: steps.indexOf(step) + 1, of: steps.length };
    const words = step.block ? this.#workshop.wording[step.block] : undefined;
    where.replaceChildren(el("b", {}, scene.say("step-of", place)), step.title);
    question.lang = this.#stage.board.sheet.querySelector(".ask[lang]")?.getAttribute("lang") ?? "";
    question.textContent =
      step.question || words?.question || (step.block && scene.blocks.get(step.block)?.question) || step.title;
    context.textContent = words?.context ?? "";
    context.hidden = !words?.context;
    this.#away = false;
  }

  /** After the last step: what stands, what is still empty, what to do next. */
  #close() {
    const { scene } = this.#stage;
    const { where, question, context } = this.#parts;
    const empty = this.#steps.filter((step) => !this.#count(step)).map(({ title }) => title);
    where.replaceChildren(el("b", {}, scene.say("alone-over")));
    question.lang = scene.page.language;
    const asks = empty.length ? "alone-not-yet" : "alone-what-now";
    question.textContent = scene.say(scene.may("lead") ? asks : "alone-stands");
    context.textContent = empty.length
      ? scene.say("alone-empty", { blocks: empty.join(", ") })
      : scene.say("alone-full");
    context.hidden = false;
  }

  /** What can be pressed. A button that stays keeps the focus. @param {Step | undefined} step */
  #acts(step) {
    const { scene } = this.#stage;
    const steps = this.#steps;
    const last = step && !following(steps, step.id).length;
    const leads = scene.may("lead");
    const look = JSON.stringify([leads, step ? [step.id, step.ended !== null] : null, last]);
    if (look === this.#drawn) return;
    this.#drawn = look;
    if (!leads) return this.#parts.acts.replaceChildren();
    const button = (
      /** @type {string} */ name,
      /** @type {string} */ sign,
      kind = "btn",
      /** @type {any} */ more = {},
    ) =>
      el("button", { type: "button", class: kind, "data-lead": name, ...more }, icon(sign), scene.say(`alone-${name}`));
    const link = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {string} */ at) =>
      el("a", { class: "btn", href: scene.page.urls.workshop + at }, icon(sign), scene.say(`alone-${name}`));
    const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.lead : undefined;
    this.#parts.acts.replaceChildren(
      ...(step
        ? [
            button("back", "left", "btn", { disabled: step === steps[0] }),
            button("done", "check", "btn", { "aria-pressed": String(step.ended !== null) }),
            button(last ? "end" : "next", last ? "check" : "right", "btn now"),
          ]
        : [
            button("whole", "grid", "btn now"),
            link("partner", "person", "#partner"),
            link("group", "people", "#group"),
          ]),
    );
    if (!held) return;
    const again = this.#parts.acts.querySelector(`[data-lead="${held}"]:enabled`) ?? this.#parts.question;
    if (again instanceof HTMLElement) again.focus();
  }

  /** The steps as pearls: dark where there are notes, with a tick where it was said to be done. @param {Step | undefined} now */
  #pearls(now) {
    const { scene } = this.#stage;
    const { pearls } = this.#parts;
    const steps = this.#steps;
    const tag = scene.may("lead") ? "button" : "span";
    const same = [...pearls.children].map(
      ({ firstElementChild: one }) => `${one?.localName} ${one?.getAttribute("data-step")}`,
    );
    if (steps.length !== same.length || steps.some(({ id }, index) => `${tag} ${id}` !== same[index]))
      pearls.replaceChildren(...steps.map(({ id }) => el("li", {}, el(tag, { "data-step": id }))));
    for (const [index, step] of steps.entries()) {
      const pearl = /** @type {HTMLElement} */ (pearls.children[index].firstElementChild);
      const count = this.#count(step);
      const done = step.ended !== null;
      pearl.className = `${step === now ? "now " : ""}${done ? "done " : ""}${count || done ? "full" : ""}`;
      if (step === now) pearl.setAttribute("aria-current", "step");
      else pearl.removeAttribute("aria-current");
      const look = JSON.stringify([count, done]);
      if (pearl.dataset.look === look) continue;
      pearl.dataset.look = look;
      pearl.title = step.title;
      const says = [scene.say("notes", { count }), ...(done ? [scene.say("alone-done")] : [])];
      pearl.replaceChildren(
        el("span", { class: "dot" }, done ? icon("check") : "", done ? hidden(String(index + 1)) : String(index + 1)),
        el("span", { class: "lab" }, step.title),
        hidden(`, ${says.join(", ")}`),
      );
    }
  }

  /** @param {string} name */
  #pressed(name) {
    const { step } = this;
    const steps = this.#steps;
    if (name === "whole") {
      this.#away = true;
      this.draw();
      this.#stage.board.sheet.focus();
    } else if (!step) return;
    else if (name === "done") this.#do({ op: "done", step: step.id, on: step.ended === null });
    else if (name === "end") this.#do({ op: "end", done: this.#count(step) > 0 });
    else {
      const to = name === "next" ? following(steps, step.id)[0] : steps[steps.indexOf(step) - 1];
      if (to) this.#go(to.id, name === "next" && this.#count(step) > 0);
    }
  }

  /** @param {string} to @param {boolean} [done] whether the step that is left is done */
  async #go(to, done = false) {
    const { step } = this;
    if (step?.id === to) return;
    this.#ahead = to;
    this.#until = Number.POSITIVE_INFINITY;
    this.#stage.hour?.draw();
    const fate = await this.#do(step ? { op: "go", from: step.id, to, done } : { op: "reopen", step: to });
    if (this.#ahead !== to) return;
    this.#until = fate.n ?? 0;
    this.#stage.hour?.draw();
  }

  /** On with the step that was done last. */
  async again() {
    await this.#do({ op: "reopen" });
  }

  /** @param {any} op */
  async #do(op) {
    const { scene, toast } = this.#stage;
    const fate = await ask(scene.session, op);
    // Another tab of the same person was first: this one shows where they are.
    if (fate.no && fate.no !== "already-moved") toast.show(fate.text ?? scene.why({ no: fate.no }));
    return fate;
  }

  /** What the menu of the top bar has besides. @returns {import("../view/menu.js").Item[]} */
  menu() {
    const { scene } = this.#stage;
    if (!scene.may("lead")) return [];
    const over = this.#workshop.hour.phase === "after";
    return [
      ...(over ? [{ label: scene.say("alone-again"), sign: "list", run: () => this.again() }] : []),
      { label: scene.say("alone-partner"), sign: "person", href: `${scene.page.urls.workshop}#partner` },
      { label: scene.say("alone-settings"), sign: "pen", href: `${scene.page.urls.workshop}settings/` },
    ];
  }
}
