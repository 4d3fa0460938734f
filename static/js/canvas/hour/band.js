// The band over the canvas while an hour runs: the clock, the step and its question, the hour as a line. Fetched when
// there is an hour to show; what facilitators and participants press is in lead.js and own.js.

import { behind, expectedEnd, remaining } from "../core/schedule.js";
import { el, hidden, icon } from "../view/dom.js";
import { clockText, dayTime, minutesBehind, passed } from "./time.js";

/**
 * What the band needs of the page it is on.
 * @typedef {{scene: import("../view/scene.js").Scene, root: HTMLElement, announcer?: {say: (text: string) => void}}} Place
 */
/** @typedef {import("../core/schedule.js").Step} Step */
/** @typedef {import("../core/schedule.js").Hour} Hour */

const SECOND = 1_000; // milliseconds
const AFTER = 5; // milliseconds: timers may be a little early, and then a whole second would be missed

export class Band {
  #stage;
  #parts;
  #title = document.title;
  #left = Number.POSITIVE_INFINITY;
  #drawn = "";

  /** @param {Place} stage @param {HTMLElement} element */
  constructor(stage, element) {
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (element.querySelector(`[data-part="${name}"]`));
    this.#stage = stage;
    this.element = element;
    this.#parts = {
      time: part("time"),
      of: part("of"),
      where: part("where"),
      phases: part("phases"),
      question: part("question"),
      context: part("context"),
      acts: part("acts"),
      line: part("line"),
      start: part("start"),
      end: part("end"),
    };
    this.#next();
  }

  /** Look again when the second that is shown is over: who looks now and then is late by as much. */
  #next() {
    const now = this.#stage.scene.session.clock?.now() ?? null;
    const over = now === null ? 0 : remaining(this.#workshop.hour, now) % SECOND;
    setTimeout(
      () => {
        this.tick();
        this.#next();
      },
      (over > 0 ? over : SECOND + over) + AFTER,
    );
  }

  /** @returns {{hour: Hour & Record<string, any>, steps: Step[], wording: Record<string, {question: string, context: string}>}} */
  get #workshop() {
    return this.#stage.scene.session.workshop;
  }

  /** The running step. @returns {Step | undefined} */
  get step() {
    const { hour, steps } = this.#workshop;
    return hour.phase === "step" ? steps.find(({ id }) => id === hour.step) : undefined;
  }

  /** The workshop changed. */
  draw() {
    const { step } = this;
    const { scene } = this.#stage;
    this.element.hidden = !step && !scene.may("lead");
    if (!step) {
      document.title = this.#title;
      this.#left = Number.POSITIVE_INFINITY;
      if (!this.element.hidden) this.#rest();
      return;
    }
    const { steps, wording } = this.#workshop;
    const shown = steps.filter(({ skipped }) => !skipped);
    const words = step.block ? wording[step.block] : undefined;
    const place = { number: shown.indexOf(step) + 1, of: shown.length };
    this.#parts.where.replaceChildren(el("b", {}, scene.say("step-of", place)), step.title);
    this.#parts.question.textContent =
      step.question || words?.question || (step.block && scene.blocks.get(step.block)?.question) || step.title;
    this.#parts.context.textContent = words?.context ?? "";
    this.#parts.context.hidden = !words?.context;
    this.#phases(step);
    this.#line(steps);
    this.tick();
  }

  /** For who leads, before the start and after the end: what is planned, or that it is over. */
  #rest() {
    const { scene } = this.#stage;
    const { hour, steps } = this.#workshop;
    const shown = steps.filter(({ skipped }) => !skipped);
    const minutes = shown.reduce((sum, step) => sum + step.minutes, 0);
    this.#parts.time.textContent = clockText(minutes * 60_000);
    this.#parts.of.textContent = scene.say("steps-count", { count: shown.length });
    this.#parts.where.textContent = scene.say(hour.phase === "after" ? "hour-was" : "hour-not-yet");
    this.#parts.question.textContent = scene.session.workshop.topic || scene.session.workshop.title;
    this.#parts.context.hidden = true;
    this.#parts.phases.hidden = true;
    this.#parts.start.textContent = "";
    this.#parts.end.textContent = "";
    this.#line(steps);
    this.#drawn = "";
  }

  /** What this step lets people do, as phases where it has them. @param {Step} step */
  #phases(step) {
    const { scene } = this.#stage;
    const phase = (/** @type {string} */ name, /** @type {boolean} */ done, /** @type {boolean} */ now) =>
      el(
        "li",
        { class: done ? "done" : now ? "cur" : "", "aria-current": now ? "step" : null },
        done ? icon("check") : "",
        scene.say(name),
      );
    const phases = step.private
      ? [phase("phase-private", step.revealed, !step.revealed), phase("phase-open", false, step.revealed)]
      : step.may.includes("vote")
        ? [phase("phase-vote", false, true)]
        : step.may.length
          ? []
          : [phase("phase-look", false, true)];
    if (step.private && step.reading && !step.revealed)
      phases.push(el("li", { class: "told" }, icon("eye"), scene.say("phase-reading")));
    if (!step.names) phases.push(el("li", {}, icon("hidden"), scene.say("phase-nameless")));
    this.#parts.phases.replaceChildren(...phases);
    this.#parts.phases.hidden = !phases.length;
  }

  /** The hour as a line: each step as long as its minutes. @param {Step[]} steps */
  #line(steps) {
    const { scene } = this.#stage;
    const items = steps
      .filter(({ skipped }) => !skipped)
      .map((step) => {
        const state = step.id === this.step?.id ? "now" : step.ended ? "done" : "next";
        const bar = el("span", { class: "bar" });
        if (state === "now") bar.append(el("i", { class: "fill" }), el("i", { class: "lag" }));
        const minutes = el("span", { class: "min" }, String(step.minutes), hidden(` ${scene.say("minutes-word")}`));
        const item = el("li", { class: state, "aria-current": state === "now" ? "step" : null }, bar);
        item.append(el("span", { class: "lab" }, step.title, " ", minutes));
        item.style.setProperty("--minutes", String(step.minutes));
        return item;
      });
    this.#parts.line.replaceChildren(...items);
  }

  /** Time passed. Nothing is drawn that looks the same. */
  tick() {
    const now = this.#stage.scene.session.clock?.now() ?? null;
    if (now === null || !this.step) return;
    const { hour, steps } = this.#workshop;
    const left = remaining(hour, now);
    const text = clockText(left);
    const late = minutesBehind(behind(hour, steps, now));
    const end = dayTime(expectedEnd(hour, steps, now), this.#stage.scene.page.language);
    const look = [text, hour.paused !== null, late, end, hour.length, this.step.id].join(" ");
    this.#call(hour.length, left, hour.paused !== null);
    if (look === this.#drawn) return;
    this.#drawn = look;
    this.#clock(text, left, hour);
    this.#spent(hour, left);
    this.#parts.start.textContent = hour.started ? dayTime(hour.started, this.#stage.scene.page.language) : "";
    this.#end(late, end);
    document.title = `${text} · ${this.#title}`;
  }

  /** @param {string} text @param {number} left @param {Hour} hour */
  #clock(text, left, hour) {
    const { scene } = this.#stage;
    const { time, of } = this.#parts;
    time.textContent = text;
    const minutes = Math.round(hour.length / 60_000);
    const word = hour.paused !== null ? "paused" : left < 0 ? "over-time" : "of-minutes";
    of.replaceChildren(hour.paused !== null ? icon("pause") : "", scene.say(word, { count: minutes, minutes }));
    const clock = time.parentElement;
    clock?.classList.toggle("is-last", left >= 0 && left <= 60_000 && hour.paused === null);
    clock?.classList.toggle("is-paused", hour.paused !== null);
  }

  /** How much of the running step is spent, and how much it runs over. @param {Hour} hour @param {number} left */
  #spent(hour, left) {
    const bar = this.#parts.line.querySelector(".now .bar");
    if (!(bar instanceof HTMLElement)) return;
    const planned = (this.step?.minutes ?? 1) * 60_000;
    const spent = hour.length - left;
    bar.style.setProperty("--spent", `${Math.min(100, (100 * spent) / Math.max(planned, spent))}%`);
    bar.style.setProperty("--planned", `${Math.min(100, (100 * planned) / Math.max(planned, spent))}%`);
  }

  /** @param {number} late minutes @param {string} end */
  #end(late, end) {
    const { scene } = this.#stage;
    const count = Math.abs(late);
    const word = late > 0 ? scene.say("behind", { count }) : late < 0 ? scene.say("ahead", { count }) : "";
    this.#parts.end.replaceChildren(el("b", {}, word), scene.say("end-at", { time: end }));
  }

  /** Say the time aloud where it matters. @param {number} length @param {number} left @param {boolean} paused */
  #call(length, left, paused) {
    if (!paused) {
      for (const { key } of passed(length, this.#left, left)) {
        this.#stage.announcer?.say(this.#stage.scene.say(key));
        if (key === "time-over") this.#stage.root.dispatchEvent(new CustomEvent("time-over"));
      }
    }
    this.#left = left;
  }
}
