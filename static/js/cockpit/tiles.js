// The tiles: each team's canvas as a small true picture, who is there, who is ready. Only what changed is drawn anew.

import { iconButton } from "../canvas/view/buttons.js";
import { el, hidden, icon } from "../canvas/view/dom.js";
import { initials, personColour } from "../canvas/view/people.js";
import { countOf } from "./teams.js";

/** @typedef {import("./teams.js").Team} Team */
/** @typedef {import("./teams.js").Call} Call */
/** @typedef {import("../canvas/view/scene.js").Scene} Scene */

const SIGNS = { hand: "hand", empty: "warn", quiet: "clock", away: "offline", done: "check" };
const MOOD = { hand: "stop", empty: "wait", quiet: "wait", away: "wait", done: "ok" };

export class Tiles {
  #scene;
  #list;
  #menu;
  /** @type {Map<string, TileView>} */
  #views = new Map();

  /** @param {Scene} scene @param {HTMLElement} list @param {(team: string, from: HTMLElement) => void} menu */
  constructor(scene, list, menu) {
    this.#scene = scene;
    this.#list = list;
    this.#menu = menu;
  }

  /** @param {Team[]} teams @param {Call[]} calls @param {string | null} lit the block in focus */
  draw(teams, calls, lit) {
    this.#list.dataset.size = teams.length <= 2 ? "few" : teams.length <= 6 ? "some" : "many";
    for (const team of teams)
      this.#view(team).draw(
        team,
        calls.filter((call) => call.team === team),
        lit,
      );
  }

  /** @param {Team} team */
  #view(team) {
    const known = this.#views.get(team.id);
    if (known) return known;
    const found = this.#list.querySelector(`[data-team="${team.id}"]`);
    const item = found instanceof HTMLElement ? found : el("li", { class: "tile", "data-team": team.id });
    if (!found) this.#list.append(item);
    const view = new TileView(this.#scene, item, (from) => this.#menu(team.id, from));
    this.#views.set(team.id, view);
    return view;
  }
}

class TileView {
  #scene;
  #item;
  #link;
  #call = el("p", { class: "att", hidden: true });
  #more;
  #blocks;
  #foot = el("footer");
  /** What was drawn last, by part. @type {Record<string, string>} */
  #drawn = {};

  /** @param {Scene} scene @param {HTMLElement} item @param {(from: HTMLElement) => void} menu */
  constructor(scene, item, menu) {
    this.#scene = scene;
    this.#item = item;
    this.#link = item.querySelector("a") ?? el("a");
    this.#more = iconButton("more", "", { class: "icon", "aria-haspopup": "menu" });
    this.#more.addEventListener("click", () => menu(this.#more));
    this.#blocks = new Map(
      scene.page.kind.blocks.map(({ key, area }) => [key, el("li", { class: `a-${area}`, "data-block": key })]),
    );
    const mini = el("ol", { class: "mini grid-classic all-lit", "aria-label": scene.say("mini") });
    mini.append(...this.#blocks.values());
    const title = el("h3", {}, this.#link);
    item.replaceChildren(el("header", {}, title, this.#call, this.#more), mini, this.#foot);
  }

  /** @param {Team} team @param {Call[]} calls @param {string | null} lit */
  draw(team, calls, lit) {
    this.#part("name", team.name, () => this.#name(team));
    const heads = calls.map(({ kind, at, team }) => [kind, at, kind === "empty" && team.empty]);
    const away = team.members.filter(({ state }) => state === "away").length;
    this.#part("calls", JSON.stringify([heads, away]), () => this.#calls(team, calls));
    for (const [key, item] of this.#blocks) {
      const { blocks = {}, backs = {} } = team.tile ?? {};
      const past = team.empty.includes(key);
      const look = `${blocks[key]} ${backs[key]} ${past} ${lit === key}`;
      this.#part(key, look, () => this.#block(item, key, team, lit === key));
    }
    const { members, ready, tile } = team;
    this.#part("foot", JSON.stringify([members, ready, tile?.writing]), () => this.#footer(team));
  }

  /** @param {string} part @param {string} look @param {() => void} draw */
  #part(part, look, draw) {
    if (this.#drawn[part] === look) return;
    this.#drawn[part] = look;
    draw();
  }

  /** @param {Team} team */
  #name({ name, canvas }) {
    const { urls } = this.#scene.page;
    this.#link.textContent = name;
    this.#link.href = urls.board.replace("00000000-0000-0000-0000-000000000000", canvas);
    const label = this.#scene.say("team-more", { team: name });
    this.#more.title = label;
    this.#more.replaceChildren(icon("more"), hidden(label));
  }

  /** The most urgent of what asks for attention. @param {Team} team @param {Call[]} calls */
  #calls(team, calls) {
    const [first] = calls;
    const hands = calls.filter(({ kind }) => kind === "hand").length;
    this.#item.classList.toggle("is-calling", hands > 0);
    this.#call.hidden = !first;
    if (!first) return;
    const { kind } = first;
    const say = (/** @type {Record<string, string | number>} */ values) => this.#scene.say(`att-${kind}`, values);
    const away = team.members.filter(({ state }) => state === "away").length;
    const text =
      hands > 1
        ? this.#scene.say("att-hands", { count: hands })
        : kind === "away" && away === team.members.length
          ? this.#scene.say("att-nobody")
          : say({
              count: kind === "away" ? away : team.quiet,
              block: kind === "empty" ? this.#scene.blockName(team.empty[0]) : "",
            });
    this.#call.className = `att ${MOOD[kind]}`;
    this.#call.title = text;
    this.#call.replaceChildren(icon(SIGNS[kind]), el("span", {}, text));
  }

  /** @param {HTMLElement} item @param {string} key @param {Team} team @param {boolean} lit */
  #block(item, key, team, lit) {
    const { tile } = team;
    const count = countOf(tile, key);
    const backs = tile?.backs[key] ?? 0;
    const past = team.empty.includes(key);
    item.classList.toggle("is-lit", lit);
    item.classList.toggle("zero", past);
    const words = [this.#scene.say("notes-in", { block: this.#scene.blockName(key), count })];
    if (backs) words.push(this.#scene.say("backs-in", { count: backs }));
    if (past) words.push(this.#scene.say("skipped-empty"));
    const stripes = el("span", { class: "dots", "aria-hidden": "true" });
    stripes.append(...(tile?.blocks[key] ?? []).map((colour) => el("i", { class: colour })));
    for (let index = 0; index < backs; index++) stripes.append(el("i", { class: "back" }));
    const number = el("span", { class: "n", "aria-hidden": "true" }, tile ? String(count) : "");
    item.replaceChildren(hidden(words.join(", ")), number, stripes);
    item.title = this.#scene.blockName(key);
  }

  /** @param {Team} team */
  #footer({ members, ready, tile }) {
    const say = this.#scene.say.bind(this.#scene);
    if (!members.length) return this.#foot.replaceChildren(el("p", { class: "act" }, say("nobody-yet")));
    const faces = members.map(({ who, name, state }) => {
      const label = say(`member-${state}`, { name });
      const look = `av ${personColour(who)}${state === "busy" ? " busy" : state === "away" ? " is-away" : ""}`;
      return el(
        "li",
        { title: label },
        el("span", { class: look, "aria-hidden": "true" }, initials(name)),
        hidden(label),
      );
    });
    const pips = el("span", { class: "pips", "aria-hidden": "true" });
    pips.append(...members.map((_, index) => el("i", { class: index < ready ? "on" : null })));
    const writing = tile?.writing ?? 0;
    const act = writing ? say("writing", { count: writing }) : say("writing-none");
    this.#foot.replaceChildren(
      el("ul", { class: "peeps", "aria-label": say("members") }, ...faces),
      el("p", { class: "ready" }, pips, say("ready-of", { ready, of: members.length })),
      el("p", { class: "act" }, writing ? icon("pen") : "", act),
    );
  }
}
