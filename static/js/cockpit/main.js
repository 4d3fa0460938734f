// All teams at once: makes the session, the band, the tiles and the rail, and draws them at most once a frame.

import { Band } from "../canvas/hour/band.js";
import { Coach } from "../canvas/hour/coach.js";
import { Lead } from "../canvas/hour/lead.js";
import { ask } from "../canvas/sync/asks.js";
import { browserWorld } from "../canvas/sync/browser.js";
import { el, icon } from "../canvas/view/dom.js";
import { openMenu } from "../canvas/view/menu.js";
import { csrfToken, readPage } from "../canvas/view/page.js";
import { Scene } from "../canvas/view/scene.js";
import { showToast } from "../canvas/view/toast.js";
import { Alarm, realTimers } from "../lib/timing.js";
import { Rail } from "./rail.js";
import { CockpitSession } from "./session.js";
import { callsOf, stepOf, teamsOf } from "./teams.js";
import { Tiles } from "./tiles.js";
import { Voice } from "./voice.js";

const LOOK = 10_000; // milliseconds between two looks at what only time changes
const DRAW = 200; // milliseconds between two drawings: twelve teams that type are no film

/** @param {string} selector */
const part = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const named = (/** @type {string} */ name) => part(`[data-part="${name}"]`);

export class Cockpit {
  root = part(".live");
  layer = part("[data-layer]");
  toast = { show: (/** @type {string} */ text) => showToast(part("[data-toasts]"), text) };
  #session;
  #tiles;
  #rail;
  /** @type {Band | null} */
  #band = null;
  /** @type {Coach | null} */
  #coach = null;
  /** @type {Lead | null} */
  #lead = null;
  #drawing = new Alarm(realTimers, () => requestAnimationFrame(() => this.#draw()));
  #drawnAt = -Infinity;

  /** @param {any} page @param {any} words */
  constructor(page, words) {
    this.limits = page.limits;
    this.scene = new Scene(page, words);
    this.announcer = new Voice(part("[data-announcer]"), this.scene);
    this.#session = new CockpitSession(browserWorld({ canvas: page.canvas.id, csrf: csrfToken }), page, {
      workshop: () => this.#hour(),
      tile: () => this.#soon(),
      status: () => this.#status(),
      ended: (text) => this.#ended(text),
    });
    this.scene.session = /** @type {any} */ (this.#session); // the part of it that the scene reads
    const menu = (/** @type {string} */ team, /** @type {HTMLElement} */ from) => this.#menu(team, from);
    this.#tiles = new Tiles(this.scene, part("[data-tiles]"), menu);
    this.#rail = new Rail(this, named);
    const band = this.root.querySelector("[data-band]");
    if (band instanceof HTMLElement) {
      this.#band = new Band(this, band);
      this.#coach = new Coach(this.scene, band);
      this.#lead = new Lead(this, named("acts"));
    }
  }

  start() {
    this.#status();
    this.#hour();
    this.#session.start();
    setInterval(() => this.#soon(), LOOK);
    this.root.dataset.state = "ready";
  }

  /** Do something for the whole workshop; whether it was done. @param {any} op */
  async do(op) {
    const fate = await ask(this.#session, op);
    if (fate.no) this.toast.show(fate.text ?? this.scene.why({ no: fate.no }));
    return !fate.no;
  }

  /** @param {string} name message, light or show @param {string | null} team */
  async ask(name, team) {
    (await import("./asking.js")).openAsking(this, name, team);
  }

  /** @param {{canvas: string}} team */
  address({ canvas }) {
    return this.scene.page.urls.board.replace("00000000-0000-0000-0000-000000000000", canvas);
  }

  /** @param {string | null} team */
  nameOf(team) {
    return this.#session.workshop.teams.find((/** @type {any} */ { id }) => id === team)?.name ?? "";
  }

  /** The workshop or its hour changed. */
  #hour() {
    this.#band?.draw();
    this.#coach?.draw(this.#band?.step);
    this.#lead?.draw();
    this.#soon();
  }

  #soon() {
    if (!this.#drawing.pending) this.#drawing.set(Math.max(0, this.#drawnAt + DRAW - performance.now()));
  }

  #draw() {
    this.#drawnAt = performance.now();
    const { workshop, tiles, clock } = this.#session;
    const now = clock.now() ?? Date.now();
    const step = stepOf(workshop);
    const lit = step?.block ?? null;
    const teams = teamsOf(workshop, tiles, now);
    const calls = callsOf(teams, step !== undefined);
    this.#tiles.draw(teams, calls, lit);
    this.#rail.draw(teams, calls, lit, now);
    const members = teams.flatMap((team) => team.members);
    const counts = [
      this.scene.say("teams-count", { count: teams.length }),
      this.scene.say("people-count", { count: members.length }),
    ];
    named("count").textContent = counts.join(", ");
    const here = members.filter(({ state }) => state !== "away").length;
    named("here").textContent = this.scene.say("here-of", { here, all: members.length });
    if (teams.every(({ tile }) => tile)) this.announcer.heed(calls);
  }

  #status() {
    const { state } = this.#session.status;
    const line = part("[data-saved]");
    const connected = state === "saved";
    line.dataset.state = state;
    line.className = `saved${connected ? "" : state === "offline" ? " is-offline" : " is-failed"}`;
    const words = this.scene.say(connected ? "connected" : state);
    line.replaceChildren(icon(connected ? "check" : "offline"), el("span", {}, words));
    this.root.classList.toggle("is-old", !connected);
  }

  /** @param {string} team @param {HTMLElement} from */
  #menu(team, from) {
    const { scene } = this;
    const { teams, hour } = this.#session.workshop;
    const found = teams.find((/** @type {any} */ { id }) => id === team);
    const shown = hour.plenary === team;
    openMenu(this.layer, from, scene.say("team-more", { team: found.name }), () => [
      { label: scene.say("go-in"), sign: "right", href: this.address(found) },
      { label: scene.say("write-them"), sign: "talk", run: () => this.ask("message", team) },
      { label: scene.say("light-team"), sign: "eye", run: () => this.ask("light", team) },
      {
        label: scene.say(shown ? "show-off" : "show-team"),
        sign: "screen",
        run: () => this.do({ op: "plenary", team: shown ? null : team }),
      },
    ]);
  }

  /** @param {string} text */
  #ended(text) {
    const line = el("p", { class: "banner stop", role: "alert" }, icon("warn"));
    line.append(el("span", {}, text || this.scene.say("stopped-text")));
    part(".notices").append(line);
  }
}

const { page, words } = readPage();
if (/** @type {any} */ (page).canvas) new Cockpit(page, words).start();
