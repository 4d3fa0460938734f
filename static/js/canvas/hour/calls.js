// What brings people together: a message from the facilitator, the spotlight, a team before all, the end. Each is a line
// over the canvas; where nobody is in the middle of a sentence, the screen goes along by itself.

import { el, icon } from "../view/dom.js";
import { closeSoon, wasClosed } from "./closing.js";
import { point } from "./point.js";
import { fresh } from "./ranking.js";

/** @typedef {import("../view/stage.js").Stage} Stage */
/** @typedef {{key: string, sign: string, text: string, act?: {label: string, href?: string, run?: () => void}, kind?: string}} Call */

export class Calls {
  #stage;
  /** What was closed by hand, or followed already. @type {Set<string>} */
  #done = new Set();
  #drawn = "";
  #place = el("div", { class: "calls", role: "status" });
  #first = true;
  /** The end for which the closing page was arranged. @type {number | null} */
  #closing = null;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    stage.notices.append(this.#place);
  }

  get #hour() {
    return this.#stage.scene.session.workshop.hour;
  }

  /** Whether somebody is in the middle of a sentence here. */
  get #writing() {
    const { editor, root, scene } = this.#stage;
    return editor.id !== null || root.classList.contains("is-composing") || scene.session.status.waiting > 0;
  }

  draw() {
    const calls = [this.#notice(), this.#spotlight(), this.#plenary(), this.#result(), this.#end()];
    const open = calls.filter((call) => call !== null).filter(({ key }) => !this.#done.has(key));
    const look = JSON.stringify(open.map(({ key, text }) => [key, text]));
    if (look !== this.#drawn) this.#place.replaceChildren(...open.map((call) => this.#line(call)));
    this.#drawn = look;
    this.#first = false;
  }

  /** @param {Call} call */
  #line({ key, sign, text, act, kind = "" }) {
    const { scene } = this.#stage;
    const close = el("button", { type: "button", class: "icon", title: scene.say("close") }, icon("x"));
    close.append(el("span", { class: "vh" }, scene.say("close")));
    close.addEventListener("click", () => {
      this.#done.add(key);
      this.draw();
    });
    const follow =
      act &&
      (act.href
        ? el("a", { class: "btn", href: act.href }, act.label)
        : el("button", { class: "btn", type: "button" }, act.label));
    if (follow && act?.run)
      follow.addEventListener("click", () => {
        this.#done.add(key);
        act.run?.();
        this.draw();
      });
    return el(
      "p",
      { class: `banner ${kind}` },
      icon(sign),
      el("span", {}, text),
      el("span", { class: "acts" }, follow, close),
    );
  }

  /** A message is about the step it was sent in, and goes with it. @returns {Call | null} */
  #notice() {
    const { notice, step } = this.#hour;
    const { scene } = this.#stage;
    if (!notice || (notice.team && notice.team !== scene.page.team)) return null;
    const { steps } = scene.session.workshop;
    const began = steps.find((/** @type {{id: string}} */ { id }) => id === step)?.began ?? 0;
    if (notice.at < began) return null;
    return { key: `notice ${notice.at}`, sign: "talk", text: `${scene.name(notice.by)}: ${notice.text}`, kind: "call" };
  }

  /** @returns {Call | null} */
  #spotlight() {
    const { spotlight } = this;
    const { scene } = this.#stage;
    if (!spotlight) return null;
    const key = `spotlight ${spotlight.at}`;
    if (!this.#done.has(key) && !this.#writing && !this.#first) {
      this.#done.add(key);
      this.toSpotlight();
      this.#stage.announcer?.say(scene.say("spotlight", { block: scene.blockName(spotlight.block) }));
    }
    const text = scene.say("spotlight", { block: scene.blockName(spotlight.block) });
    return { key, sign: "eye", text, act: { label: scene.say("go-along"), run: () => this.toSpotlight() } };
  }

  /** What everybody is asked to look at here, while it lasts. */
  get spotlight() {
    const { spotlight, phase } = this.#hour;
    const here = spotlight && (!spotlight.team || spotlight.team === this.#stage.scene.page.team);
    return here && phase !== "after" ? spotlight : null;
  }

  /** To where the facilitator is. */
  toSpotlight() {
    const { spotlight } = this;
    if (spotlight) point(this.#stage, spotlight.block, spotlight.note);
  }

  /** @returns {Call | null} */
  #plenary() {
    const { plenary } = this.#hour;
    const { scene } = this.#stage;
    const team = scene.session.workshop.teams.find((/** @type {any} */ one) => one.id === plenary);
    if (!team) return null;
    if (team.id === scene.page.team)
      return { key: `plenary ${plenary}`, sign: "screen", text: scene.say("plenary-here") };
    const href = scene.page.urls.board.replace("00000000-0000-0000-0000-000000000000", team.canvas);
    if (!this.#writing && !this.#done.has(`plenary ${plenary}`) && !scene.may("lead")) location.assign(href);
    const text = scene.say("plenary", { team: team.name });
    return { key: `plenary ${plenary}`, sign: "screen", text, act: { label: scene.say("look-along"), href } };
  }

  /** Whether it is time for the closing page. @param {number} ended @returns {"go" | "wait" | "stay"} */
  #leaving(ended) {
    if (this.#hour.ended !== ended || this.#done.has(`end ${ended}`)) return "stay";
    return this.#writing || this.#stage.scene.session.tray.list().length ? "wait" : "go";
  }

  /** A vote was counted: facilitators see at once what came of it, others when they want to. @returns {Call | null} */
  #result() {
    const { scene, layout, hour } = this.#stage;
    const last = fresh(scene.canvas.ballots, scene.session.workshop.steps);
    if (!last || (scene.may("lead") && !layout.single)) return null;
    const act = { label: scene.say("results-show"), run: () => hour?.results() };
    return { key: `result ${last.step}`, sign: "check", text: scene.say("results-there"), act };
  }

  /** @returns {Call | null} */
  #end() {
    const { scene } = this.#stage;
    const { phase, ended } = this.#hour;
    if (phase !== "after" || scene.may("lead")) return null;
    if (this.#closing !== ended && !wasClosed(scene.page.urls.lobby, ended, this.#first))
      closeSoon(scene.page.urls.lobby, ended, () => this.#leaving(ended));
    this.#closing = ended;
    const act = { label: scene.say("to-the-end"), href: scene.page.urls.lobby };
    return { key: `end ${this.#hour.ended}`, sign: "check", text: scene.say("hour-ended"), act };
  }
}
