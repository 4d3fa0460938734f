// The page of assumptions: a live session on the canvas, with a map, what to test first, a table and a panel.

import "../canvas/core/assumption_operations.js";
import { testFirst } from "../canvas/core/coherence.js";
import { browserWorld } from "../canvas/sync/browser.js";
import { Session } from "../canvas/sync/session.js";
import { Announcer } from "../canvas/view/announcer.js";
import { Deeds } from "../canvas/view/deeds.js";
import { el, icon } from "../canvas/view/dom.js";
import { csrfToken, readPage } from "../canvas/view/page.js";
import { Scene } from "../canvas/view/scene.js";
import { StatusLine } from "../canvas/view/status.js";
import { showToast } from "../canvas/view/toast.js";
import { Card } from "./card.js";
import { drawFirst } from "./first.js";
import { MapView } from "./map.js";
import { News } from "./news.js";
import { quadrant } from "./places.js";
import { Table } from "./table.js";

/** @typedef {import("../canvas/core/canvas.js").Assumption} Assumption */

/** @param {string} selector */
const part = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

export class Desk {
  /** The place of each assumption in what to test first, from 1. @type {Map<string, number>} */
  ranks = new Map();
  /** @type {string | null} */
  chosen = null;
  #status;
  #news;
  #first = "";
  /** @type {HTMLElement | null} */
  #back = null;

  constructor() {
    const { canvas, page, words } = readPage();
    this.scene = new Scene(page, words);
    this.choose = this.choose.bind(this);
    this.announcer = new Announcer(part("[data-announcer]"), this.scene);
    this.toast = {
      show: (/** @type {string} */ text, /** @type {any} */ act) => showToast(part("[data-toasts]"), text, act),
    };
    this.deeds = new Deeds(this.scene, this.announcer, this.toast);
    this.#status = new StatusLine(part("[data-saved]"), this.scene, this.announcer);
    this.#news = new News(this.scene, this.announcer);
    const session = new Session({
      canvas,
      kind: page.kind,
      you: page.you,
      workshop: page.workshop,
      ...browserWorld({ canvas: canvas.id, csrf: csrfToken }),
      onChange: (change) => this.#changed(change),
      onStatus: (status) => this.#status.show(status),
      onWorkshop: () => this.#draw(),
      onRefused: (refusal) => this.deeds.refused(/** @type {any} */ (refusal)),
      onBye: ({ reason, text }) => this.#ended(text || this.scene.say(`end-${reason}`)),
    });
    this.session = session;
    this.scene.session = session;
    this.map = new MapView(this, part("[data-map]"));
    this.card = new Card(this);
    this.table = new Table(this, part("[data-table]"));
    part("[data-beside]").append(this.card.element);
    // What the forms of the board's panel work with.
    this.stage = {
      scene: this.scene,
      deeds: this.deeds,
      announcer: this.announcer,
      panels: { open: { element: this.card.element } },
    };
  }

  start() {
    part(".top").addEventListener("click", (event) => {
      const name = event.target instanceof Element && event.target.closest("[data-do]")?.getAttribute("data-do");
      if (name === "undo" || name === "redo") this.deeds[name]();
    });
    this.#status.show(this.session.status);
    this.#draw();
    this.#news.heed(true);
    this.session.start();
    part(".live").dataset.state = "ready";
    const named = location.hash.replace("#a-", "");
    if (this.scene.canvas.items.assumption.has(named)) this.choose(named);
  }

  /** Open the panel of an assumption, or close it. @param {string | null} id @param {HTMLElement} [from] where the focus goes back to */
  choose(id, from) {
    const was = this.chosen;
    this.chosen = id;
    if (from) this.#back = from;
    part("[data-beside]").classList.toggle("has-panel", id !== null);
    this.card.show(id); // before all is drawn: one that is gone closes its own panel
    this.#draw();
    if (id !== null || was === null) return;
    const back = this.#back;
    if (back?.isConnected) back.focus();
    else if (back?.closest(".dots") || !back) this.map.focus(was);
    else this.table.focus(was);
  }

  /** A point is held somewhere else than it stands: what shows its place follows. @param {string} id */
  moving(id) {
    if (this.chosen === id) this.card.draw();
  }

  /** Move an assumption: only what is different is said, so that two people can each move it one way. @param {Assumption} one @param {{importance: number, evidence: number}} place */
  move(one, place) {
    const { importance, evidence } = place;
    const values = {
      ...(importance === one.importance ? {} : { importance }),
      ...(evidence === one.evidence ? {} : { evidence }),
    };
    if (!Object.keys(values).length) return;
    this.deeds.edit(
      { op: "assume", assumption: one.id, ...values },
      this.scene.say("point-moved", { importance, evidence, field: this.scene.say(quadrant(place)) }),
    );
  }

  /** @param {import("../canvas/view/session.js").Change} change */
  #changed(change) {
    this.#news.heed(change.local || change.reset);
    this.#draw();
  }

  #draw() {
    const undoes = this.scene.may("undo");
    for (const button of document.querySelectorAll("[data-do]")) button.toggleAttribute("hidden", !undoes);
    const order = testFirst(this.scene.canvas);
    this.ranks = new Map(order.map(({ id }, index) => [id, index + 1]));
    this.map.draw();
    this.table.draw();
    this.card.draw();
    const { assumption, experiment } = this.scene.canvas.items;
    const notes = [...this.scene.canvas.notes.values()].some((note) => !note.removed);
    const said = JSON.stringify([order, [...experiment.values()], assumption.size, notes, this.scene.may("record")]);
    if (said === this.#first) return;
    this.#first = said;
    const place = part("[data-first]");
    const focus = document.activeElement;
    const held = focus instanceof HTMLElement && place.contains(focus) ? focus.dataset.id : null;
    drawFirst(this, place);
    const again = held && place.querySelector(`[data-id="${CSS.escape(held)}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  /** @param {string} text */
  #ended(text) {
    const line = el("p", { class: "banner stop", role: "alert" }, icon("warn"), el("span", {}, text));
    part(".notices").append(line);
    this.#draw();
  }
}

new Desk().start();
