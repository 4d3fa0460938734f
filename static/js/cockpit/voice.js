// Tells screen readers what asks for attention: new hands and teams that are ready, in sums, at most once per five seconds.

import { Alarm, realTimers } from "../lib/timing.js";

/** @typedef {import("./teams.js").Call} Call */

const CALM = 5_000; // milliseconds between two sentences

export class Voice {
  #line;
  #scene;
  /** @type {string[]} */
  #news = [];
  /** What was told and still stands. @type {Set<string> | null} */
  #known = null;
  #spokeAt = -Infinity;
  #alarm = new Alarm(realTimers, () => this.#tell());

  /** @param {HTMLElement} line @param {import("../canvas/view/scene.js").Scene} scene */
  constructor(line, scene) {
    this.#line = line;
    this.#scene = scene;
  }

  /** @param {Call[]} calls */
  heed(calls) {
    const heard = calls.filter(({ kind }) => kind === "hand" || kind === "done");
    const keys = new Map(heard.map((call) => [`${call.kind} ${call.team.id} ${call.member?.who ?? ""}`, call]));
    const news = this.#known ? [...keys].filter(([key]) => !this.#known?.has(key)) : [];
    this.#known = new Set(keys.keys());
    for (const [, { kind, team, member }] of news)
      this.say(this.#scene.say(`voice-${kind}`, { team: team.name, name: member?.name ?? "" }));
  }

  /** @param {string} text */
  say(text) {
    this.#news.push(text);
    if (!this.#alarm.pending) this.#alarm.set(Math.max(0, this.#spokeAt + CALM - performance.now()));
  }

  #tell() {
    this.#spokeAt = performance.now();
    const text = this.#news.join(" ");
    this.#news = [];
    // The same sentence twice is only read twice when the line changes in between.
    this.#line.textContent = this.#line.textContent === text ? `${text}\u00a0` : text;
  }
}
