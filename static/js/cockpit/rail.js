// Beside the tiles: what asks for attention, the most urgent first, and what can be done for all teams at once.

import { el, icon } from "../canvas/view/dom.js";
import { countOf } from "./teams.js";

/** @typedef {import("./teams.js").Team} Team */
/** @typedef {import("./teams.js").Call} Call */
/** @typedef {import("./main.js").Cockpit} Cockpit */

const SIGNS = { hand: "hand", empty: "warn", quiet: "clock", away: "offline", done: "check" };

export class Rail {
  #cockpit;
  #calls;
  #all;
  #deeds;
  /** What was drawn last, by part. @type {Record<string, string>} */
  #drawn = {};

  /** @param {Cockpit} cockpit @param {(name: string) => HTMLElement} part */
  constructor(cockpit, part) {
    this.#cockpit = cockpit;
    this.#calls = part("attention");
    this.#all = part("all");
    this.#deeds = part("deeds");
  }

  /** @param {Team[]} teams @param {Call[]} calls @param {string | null} lit @param {number} now */
  draw(teams, calls, lit, now) {
    // Who is not there is on the tiles: nothing can be done about it from here.
    const shown = calls.filter(({ kind }) => kind !== "away");
    const minute = (/** @type {Call} */ { kind, at, team }) =>
      kind === "hand" ? Math.floor((now - at) / 60_000) : team.quiet;
    const heads = shown.map((call) => [call.kind, call.team.name, call.member, call.team.empty, minute(call)]);
    this.#part(this.#calls, heads, () =>
      shown.length ? shown.map((call) => this.#item(call, minute(call))) : [this.#calm()],
    );
    const { hour } = this.#cockpit.scene.session.workshop;
    const notes = lit ? teams.reduce((sum, { tile }) => sum + countOf(tile, lit), 0) : null;
    const ready = teams.map(({ name, members }) => [name, members.map((one) => [one.name, one.ready])]);
    this.#part(this.#all, [hour.phase, notes, ready], () => this.#sum(teams, notes));
    const names = teams.map(({ name }) => name);
    const { spotlight, plenary, notice } = hour;
    this.#part(this.#deeds, [hour.phase, spotlight, plenary, notice, names], () => this.#together());
  }

  /** Put it there if it differs; the focus stays on the same button, and what was unfolded stays so. @param {HTMLElement} place @param {any} facts what it is drawn from @param {() => HTMLElement[]} draw */
  #part(place, facts, draw) {
    const look = JSON.stringify(facts);
    const name = place.dataset.part ?? "";
    if (look === this.#drawn[name]) return;
    this.#drawn[name] = look;
    const held = place.contains(document.activeElement) && document.activeElement;
    const key = held instanceof HTMLElement ? held.dataset.key : undefined;
    const open = place.querySelector("details")?.open ?? false;
    place.replaceChildren(...draw());
    const details = place.querySelector("details");
    if (details) details.open = open;
    const again = key && place.querySelector(`[data-key="${key}"]`);
    if (again instanceof HTMLElement) again.focus();
    else if (held) document.getElementById("attention")?.focus();
  }

  #calm() {
    return el("li", { class: "calm" }, this.#cockpit.scene.say("rail-calm"));
  }

  /** @param {Call} call @param {number} minutes */
  #item(call, minutes) {
    const { scene } = this.#cockpit;
    const { team, kind, member } = call;
    const since = kind === "hand" && minutes < 1 ? scene.say("since-now") : scene.say("since", { count: minutes });
    const timed = kind === "hand" || kind === "quiet";
    const head = el("p", { class: "who" }, icon(SIGNS[kind]), el("b", {}, team.name), timed && el("span", {}, since));
    const item = el("li", { class: `is-${kind}` }, head, el("p", { class: "says" }, this.#sentence(call)));
    const key = `${kind}-${team.id}-${member?.who ?? ""}`;
    const acts = el("p", { class: "do" });
    const go = {
      class: kind === "hand" ? "btn ink" : "btn",
      href: this.#cockpit.address(team),
      "data-key": `go-${key}`,
    };
    if (kind !== "done") acts.append(el("a", go, scene.say("go-in")));
    if (member) acts.append(this.#lower(member, key));
    else acts.append(this.#button("write-them", `write-${key}`, () => this.#cockpit.ask("message", team.id)));
    item.append(acts);
    return item;
  }

  /** @param {import("./teams.js").Member} member @param {string} key */
  #lower({ who, name }, key) {
    const button = this.#button("lower", `lower-${key}`, () => this.#cockpit.do({ op: "hand", on: false, who }));
    button.setAttribute("aria-label", this.#cockpit.scene.say("lower-of", { name }));
    return button;
  }

  /** @param {Call} call */
  #sentence({ kind, team, member }) {
    const { scene } = this.#cockpit;
    return scene.say(`rail-${kind}`, {
      name: member?.name ?? "",
      block: team.empty.map((block) => scene.blockName(block)).join(", "),
      count: team.quiet,
    });
  }

  /** @param {Team[]} teams @param {number | null} notes in the block of this step */
  #sum(teams, notes) {
    const { scene } = this.#cockpit;
    const members = teams.flatMap((team) => team.members);
    const ready = teams.reduce((sum, team) => sum + team.ready, 0);
    const step = scene.session.workshop.hour.phase === "step";
    if (!step || !members.length) return [];
    const sum = el("p", { class: "sum" }, el("b", {}, scene.say("ready-of", { ready, of: members.length })));
    if (notes !== null) sum.append(el("span", {}, scene.say("notes-now", { count: notes })));
    const waiting = members.length - ready;
    if (!waiting) return [sum];
    const lines = teams
      .map(({ name, members }) => [name, members.filter((one) => !one.ready).map((one) => one.name)])
      .filter(([, names]) => names.length)
      .map(([team, names]) =>
        el("li", {}, el("b", {}, String(team)), ` ${/** @type {string[]} */ (names).join(", ")}`),
      );
    const summary = el("summary", { "data-key": "waiting" }, scene.say("not-ready", { count: waiting }));
    return [sum, el("details", { class: "waiting" }, summary, el("ul", {}, ...lines))];
  }

  /** What holds for everybody now, and what can be done for them. */
  #together() {
    const { scene } = this.#cockpit;
    if (!scene.may("lead")) return [];
    const { spotlight, plenary, notice } = scene.session.workshop.hour;
    const team = (/** @type {string | null} */ id) => this.#cockpit.nameOf(id);
    const now = [];
    if (plenary) {
      const back = { op: "plenary", team: null };
      now.push(this.#state("screen", scene.say("show-on", { team: team(plenary) }), "show-off", back));
    }
    if (spotlight) {
      const values = { block: scene.blockName(spotlight.block), team: team(spotlight.team) };
      const words = scene.say(spotlight.team ? "light-on-team" : "light-on", values);
      now.push(this.#state("eye", words, "light-off", { op: "spotlight", block: null, note: null, team: null }));
    }
    if (notice) {
      const words = scene.say(notice.team ? "message-now-team" : "message-now", {
        text: notice.text,
        team: team(notice.team),
      });
      now.push(this.#state("talk", words, "message-off", { op: "notice", text: "", team: null }));
    }
    const acts = [
      this.#button("light", "light", () => this.#cockpit.ask("light", null), "eye"),
      this.#button("show", "show", () => this.#cockpit.ask("show", null), "screen"),
      this.#button("message", "message", () => this.#cockpit.ask("message", null), "talk"),
    ];
    for (const act of acts) act.classList.add("wide");
    return [...now, ...acts];
  }

  /** @param {string} sign @param {string} text @param {string} off @param {any} op */
  #state(sign, text, off, op) {
    const button = this.#button(off, off, () => this.#cockpit.do(op));
    return el("div", { class: "state" }, el("p", {}, icon(sign), el("span", {}, text)), button);
  }

  /** @param {string} name @param {string} key @param {() => void} run @param {string} [sign] */
  #button(name, key, run, sign) {
    const { scene } = this.#cockpit;
    const button = el("button", { class: "btn", type: "button", "data-key": key }, sign && icon(sign), scene.say(name));
    button.addEventListener("click", run);
    return button;
  }
}
