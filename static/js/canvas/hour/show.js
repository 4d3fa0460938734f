// The hour on the board: fetched once the board stands, it draws the band, the lamp and what people press.

import "../core/hour_operations.js";
import { Asks } from "../sync/asks.js";
import { ServerClock } from "../sync/clock.js";
import { Backs } from "./backs.js";
import { Band } from "./band.js";
import { Calls } from "./calls.js";
import { Lamp } from "./focus.js";
import { Votes } from "./votes.js";

/** @typedef {import("../view/stage.js").Stage} Stage */

export class HourView {
  #stage;
  #lamp;
  #votes;
  #backs;
  #calls;
  #drawn = "";
  #band;
  /** @type {{draw: () => void} | null} */
  #controls = null;

  /** @param {Stage} stage @param {HTMLElement} element of the band */
  constructor(stage, element) {
    this.#stage = stage;
    const { session } = stage.scene;
    session.clock = new ServerClock(() => performance.now());
    session.asks = new Asks((message) => session.say(message));
    session.beat();
    this.#band = new Band(stage, element);
    this.#lamp = new Lamp(stage);
    this.#votes = new Votes(stage);
    this.#backs = new Backs(stage);
    this.#calls = new Calls(stage);
    this.#fetchControls(element);
  }

  /** @param {HTMLElement} element */
  async #fetchControls(element) {
    const place = element.querySelector("[data-part='acts']");
    if (!(place instanceof HTMLElement)) return;
    const leads = this.#stage.scene.may("lead");
    const { Lead } = leads ? await import("./lead.js") : { Lead: null };
    const { Own } = leads ? { Own: null } : await import("./own.js");
    this.#controls = Lead ? new Lead(this.#stage, place) : Own ? new Own(this.#stage, place) : null;
    this.#controls?.draw();
  }

  /** The workshop changed. */
  draw() {
    this.#band.draw();
    this.#lamp.draw(this.#band.step);
    this.#controls?.draw();
    const { moment } = this.#stage.scene.session.you;
    this.#stage.root.classList.toggle("is-private", moment.private);
    this.#stage.root.classList.toggle("is-voting", moment.dots > 0);
    this.#stage.root.classList.toggle("is-over", moment.phase === "after");
    this.#backs.draw();
    this.#calls.draw();
    const look = JSON.stringify([moment.step, moment.dots, moment.grants]);
    if (look !== this.#drawn) this.#votes.draw();
    this.#drawn = look;
  }

  /** Notes, votes or outcomes changed. @param {import("../view/session.js").Change} change */
  change(change) {
    this.#backs.draw();
    this.#backs.revealed(change);
    if (change.record) this.#votes.draw();
  }
}
