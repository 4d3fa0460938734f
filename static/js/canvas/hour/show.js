// The hour on the board: fetched once the board stands, it draws the band, the lamp and what people press.

import "../core/hour_operations.js";
import { Asks, ask } from "../sync/asks.js";
import { ServerClock } from "../sync/clock.js";
import { Alone } from "./alone.js";
import { Backs } from "./backs.js";
import { Band } from "./band.js";
import { Calls } from "./calls.js";
import { Ending } from "./ending.js";
import { Lamp } from "./focus.js";
import { tallies } from "./ranking.js";
import { readable, showReading } from "./reading.js";
import { Votes } from "./votes.js";
import { Way } from "./way.js";

/** @typedef {import("../view/stage.js").Stage} Stage */

const ROOMY = 1361; // CSS pixels: below it a panel covers the sheet

export class HourView {
  #stage;
  #lamp;
  #votes;
  #backs;
  #calls;
  #ending;
  #drawn = "";
  /** The votes that were counted when last looked. @type {Set<string>} */
  #counted;
  #band;
  /** @type {{draw: () => void} | null} */
  #controls = null;
  #way;
  /** For facilitators. @type {import("./coach.js").Coach | null} */
  #coach = null;

  /** @param {Stage} stage @param {HTMLElement} element of the band */
  constructor(stage, element) {
    this.#stage = stage;
    const { session } = stage.scene;
    session.clock = new ServerClock(() => performance.now());
    session.asks = new Asks((message) => session.say(message));
    session.beat();
    this.#band = session.workshop.hour.alone ? new Alone(stage, element) : new Band(stage, element);
    this.#lamp = new Lamp(stage);
    this.#votes = new Votes(stage);
    this.#backs = new Backs(stage);
    this.#calls = new Calls(stage);
    this.#ending = new Ending(stage);
    this.#counted = new Set(this.#tallies);
    this.#way = new Way(stage, {
      opening: () => this.subject(),
      back: () => this.back(),
      outcomes: () => this.outcomes(),
    });
    this.#fetchControls(element);
    setTimeout(() => import("./ahead.js"), 5_000);
  }

  /** @param {HTMLElement} element */
  async #fetchControls(element) {
    if (this.#band instanceof Alone) return;
    const place = element.querySelector("[data-part='acts']");
    if (!(place instanceof HTMLElement)) return;
    const leads = this.#stage.scene.may("lead");
    if (leads) {
      const [{ Lead }, { Coach }] = await Promise.all([import("./lead.js"), import("./coach.js")]);
      this.#controls = new Lead(this.#stage, place, {
        menu: () => this.#leading(),
        outcomes: () => this.outcomes(),
      });
      this.#coach = new Coach(this.#stage.scene, element);
      this.#coach.draw(this.#band.step);
    } else this.#controls = new (await import("./own.js")).Own(this.#stage, place, this.#calls);
    this.#controls.draw();
  }

  /** The workshop changed. */
  draw() {
    this.#band.draw();
    this.#lamp.draw(this.#band.step);
    this.#controls?.draw();
    this.#coach?.draw(this.#band.step);
    const { moment } = this.#stage.scene.session.you;
    this.#stage.root.classList.toggle("is-private", moment.private);
    this.#stage.root.classList.toggle("is-voting", moment.dots > 0);
    this.#stage.root.classList.toggle("is-over", moment.phase === "after");
    this.#backs.draw();
    if (this.#band instanceof Alone) return;
    this.#calls.draw();
    const look = JSON.stringify([moment.step, moment.dots, moment.grants]);
    if (look !== this.#drawn) {
      this.#votes.draw();
      this.#open(this.#drawn === "");
    }
    this.#drawn = look;
    this.#ending.draw(this.#band.step !== undefined);
  }

  /** A step that has a panel of its own opens it, where there is room beside the sheet. @param {boolean} first */
  #open(first) {
    const { panels, layout, editor } = this.#stage;
    const { step } = this.#band;
    this.#way.draw(step?.purpose);
    if (layout.single || innerWidth < ROOMY || panels.name || editor.id !== null) return;
    if (step?.purpose === "outcomes") this.outcomes();
    else if (step?.purpose === "back") this.back();
    else if (step?.purpose === "opening" && !first && !this.#stage.scene.session.workshop.topic) this.subject();
  }

  async back() {
    (await import("./back.js")).showBack(this.#stage);
  }

  async outcomes() {
    (await import("./outcomes.js")).showOutcomes(this.#stage);
  }

  async subject() {
    (await import("./subject.js")).showSubject(this.#stage);
  }

  async results() {
    (await import("./results.js")).showResults(this.#stage, () => this.outcomes());
  }

  get #tallies() {
    const { canvas, session } = this.#stage.scene;
    return tallies(canvas.ballots, session.workshop.steps).map(({ step }) => step);
  }

  /** A vote that was just counted: who leads sees what came of it, others are offered it (calls.js). */
  #count() {
    const { scene, layout, announcer } = this.#stage;
    const counted = this.#tallies;
    const news = counted.some((step) => !this.#counted.has(step));
    this.#counted = new Set(counted);
    this.#calls.draw();
    if (!news) return;
    announcer?.say(scene.say("results-there"));
    if (scene.may("lead") && !layout.single) this.results();
  }

  /** Point everybody somewhere, or (`block` null) nowhere any more. @param {{block: string | null, note?: string | null, team?: string | null}} where */
  async light({ block, note = null, team = null }) {
    const { scene, toast } = this.#stage;
    const fate = await ask(scene.session, { op: "spotlight", block, note, team });
    if (fate.no) toast.show(fate.text ?? scene.why({ no: fate.no }));
  }

  reading() {
    showReading(this.#stage);
  }

  /** What the facilitator's menu has on a board: what is private here, and the spotlight. @returns {import("../view/menu.js").Item[]} */
  #leading() {
    const { scene } = this.#stage;
    const next = { label: scene.say("next-note"), sign: "eye", run: () => this.#backs.next(this.#backs.first) };
    const read = { label: scene.say("reading"), sign: "search", run: () => this.reading() };
    const light = [
      { label: scene.say("spotlight-to"), sign: "eye", run: () => this.#calls.toSpotlight() },
      { label: scene.say("spotlight-off"), sign: "hidden", run: () => this.light({ block: null }) },
    ];
    return [
      ...(this.#backs.first ? [next] : []),
      ...(readable(this.#stage) ? [read] : []),
      ...(this.#calls.spotlight ? light : []),
    ];
  }

  /** What the menu of the top bar has besides. @returns {import("../view/menu.js").Item[]} */
  menu() {
    const { scene } = this.#stage;
    const outcomes = { label: scene.say("outcomes"), sign: "list", run: () => this.outcomes() };
    const leaving = leavingItems(scene);
    if (this.#band instanceof Alone) return [outcomes, ...leaving, ...this.#band.menu()];
    const results = { label: scene.say("results"), sign: "check", run: () => this.results() };
    const back = { label: scene.say("back"), sign: "person", run: () => this.back() };
    return [
      ...(this.#counted.size ? [results] : []),
      ...(scene.page.questions?.length ? [back] : []),
      ...(readable(this.#stage) ? [{ label: scene.say("reading"), sign: "search", run: () => this.reading() }] : []),
      outcomes,
      { label: scene.say("subject"), sign: "talk", run: () => this.subject() },
      this.#ending.item(),
      ...leaving,
    ];
  }

  /** Notes, votes or outcomes changed. @param {import("../view/session.js").Change} change */
  change(change) {
    this.#backs.draw();
    this.#backs.revealed(change);
    if (this.#band instanceof Alone) return this.#band.draw();
    if (change.record) this.#votes.draw();
    if (change.record || change.reset) this.#count();
  }
}

/** How notes come in by the list, and how a canvas leaves. @param {import("../view/scene.js").Scene} scene */
function leavingItems(scene) {
  const { urls } = scene.page;
  const list = { label: scene.say("from-list"), sign: "bring", href: urls.list };
  const coming = urls.list && scene.may("write") ? [list] : [];
  if (!urls.export) return coming;
  return [
    ...coming,
    { label: scene.say("export"), sign: "take", href: urls.export },
    { label: scene.say("links"), sign: "link", href: urls.links },
  ];
}
