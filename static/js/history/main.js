// Looking back: makes the sheet, the line of time and the player, and joins them.

import { Canvas } from "../canvas/core/canvas.js";
import { around, icon } from "../canvas/view/dom.js";
import { Line } from "./line.js";
import { fetchJson, Past } from "./past.js";
import { Player, SPEEDS } from "./play.js";
import { Sheet } from "./sheet.js";
import { short, speaker } from "./words.js";

const NARROW = 899; // CSS pixels up to which everything stands under each other

/** @param {string} id */
const data = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
/** @param {string} selector */
const part = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

class History {
  #page = data("page-data");
  #say = speaker(data("words-data"));
  #root = part(".looking");
  #past = new Past(this.#page);
  #announcer = part("[data-announcer]");
  #sheet;
  #line;
  #player;
  /** The note whose past is told. @type {string | null} */
  #chosen = null;
  #asked = 0;

  constructor() {
    const { kind, canvas, names, you, shown } = this.#page;
    const tags = new Map();
    for (const { facets } of kind.blocks)
      for (const facet of facets) for (const one of facet.values) tags.set(`${facet.key}.${one.key}`, one.name);
    this.#sheet = new Sheet(part("#main"), new Canvas(kind, canvas), { say: this.#say, names, tags, you }, shown);
    this.#line = new Line(this.#root, this.#page, this.#say, (n) => this.look(n));
    this.#player = new Player(this.#past, this.#sheet, this.#page, {
      frame: (frame) => this.#show(frame.n, frame.n >= this.#page.head ? undefined : frame.when),
      state: () => this.#drawPlay(),
      end: () => {
        this.#sheet.unflag();
        this.#tell(this.#say("ended"));
      },
      trouble: () => this.#tell(this.#say("unreachable")),
    });
    this.#root.addEventListener("click", (event) => this.#click(event));
    this.#root.addEventListener("keydown", (event) => this.#key(event));
    this.#show(this.#page.n);
    this.#grown();
    this.#root.dataset.state = "ready";
  }

  /** Show the canvas at a number. @param {number} n */
  async look(n) {
    const asked = ++this.#asked;
    this.#player.pause();
    this.#show(n);
    // While the slider is dragged, only the moment where it rests is fetched.
    await new Promise((resolve) => setTimeout(resolve, 60));
    if (asked !== this.#asked) return;
    try {
      const { canvas, when } = await this.#past.at(n);
      if (asked !== this.#asked) return;
      if (n < this.#page.head) this.#line.set(n, when);
      if (await this.#sheet.show(canvas)) this.#arrived(n);
    } catch {
      if (asked === this.#asked) this.#tell(this.#say("unreachable"));
    }
  }

  /** @param {number} n */
  #arrived(n) {
    this.#choose(this.#chosen);
    this.#root.dataset.at = `${n}`;
    const address = new URL(location.href);
    if (n >= this.#page.head) address.searchParams.delete("n");
    else address.searchParams.set("n", `${n}`);
    history.replaceState(null, "", address);
  }

  /** What stands around the sheet says which moment it is. @param {number} n @param {string} [words] */
  #show(n, words) {
    this.#line.set(n, words);
    const back = document.querySelector("[data-back]");
    if (back instanceof HTMLElement && back.hidden !== n >= this.#page.head) {
      back.hidden = n >= this.#page.head;
      const held = document.activeElement; // what comes or goes above it must not take it out of sight
      if (held?.closest(".beside")) held.scrollIntoView({ block: "nearest" });
    }
    const link = document.querySelector("[data-compare]");
    if (link instanceof HTMLAnchorElement) link.search = `?a=${n}&b=now`;
  }

  #drawPlay() {
    const button = part("[data-do=play]");
    const words = this.#say(this.#player.playing ? "pause" : "play");
    button.replaceChildren(icon(this.#player.playing ? "pause" : "play"), words);
    this.#root.classList.toggle("is-playing", this.#player.playing);
    if (!this.#player.playing) this.#sheet.draw();
  }

  /** @param {string} words */
  #tell(words) {
    this.#announcer.textContent = words;
  }

  /** @param {Event} event */
  #click(event) {
    const link = around(event.target, "a[data-n]");
    if (link && !(/** @type {MouseEvent} */ (event).ctrlKey) && !(/** @type {MouseEvent} */ (event).metaKey)) {
      event.preventDefault();
      return void this.look(Number(link.dataset.n));
    }
    const act = around(event.target, "[data-do]")?.dataset.do;
    if (act) return this.#do(act, event);
    const id = this.#sheet.idAt(event.target);
    if (id) this.#choose(id === this.#chosen ? null : id, true);
  }

  /** @param {string} act @param {Event} event */
  #do(act, event) {
    const from = this.#line.value;
    if (act === "open") {
      const paper = around(event.target, "[data-note]");
      const opened = paper?.classList.toggle("is-open") ?? false;
      around(event.target, ".count")?.setAttribute("aria-expanded", `${opened}`);
    } else if (act === "more") {
      event.preventDefault();
      this.#sheet.more(around(event.target, "[data-block]")?.dataset.block ?? "");
    } else if (act === "play") {
      this.#asked++;
      if (this.#player.playing) this.#player.pause();
      else this.#player.play(from);
    } else if (act === "speed") {
      this.#player.speed = SPEEDS[(SPEEDS.indexOf(this.#player.speed) + 1) % SPEEDS.length];
      const button = part("[data-do=speed]");
      button.textContent = `${this.#player.speed}×`;
      button.setAttribute("aria-label", this.#say("speed", { times: this.#player.speed }));
    } else {
      const to = this.#line.mark(from, act === "mark-back" ? -1 : 1);
      if (to !== undefined) this.look(to);
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const paper = event.target instanceof HTMLElement && event.target.dataset.note ? event.target : null;
    if (!paper) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const id = paper.dataset.note ?? null;
      this.#choose(id === this.#chosen ? null : id, true);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#sheet.step(paper, event.key === "ArrowDown" ? 1 : -1);
    }
  }

  /** Choose a note: its past alone is told, and it can be brought back. @param {string | null} id @param {boolean} [tell] */
  async #choose(id, tell = false) {
    if (this.#chosen) this.#sheet.paper(this.#chosen)?.classList.remove("is-chosen");
    this.#chosen = id;
    if (id) this.#sheet.paper(id)?.classList.add("is-chosen");
    this.#offer(id);
    if (!tell) return;
    const { htmx } = /** @type {any} */ (window);
    const url = `${this.#page.urls.account}${id ? `?note=${id}` : ""}`;
    const { innerWidth } = window;
    await htmx?.ajax("GET", url, { target: "#account", swap: "outerHTML" });
    if (id && innerWidth > NARROW) part("#account").parentElement?.scrollIntoView({ block: "nearest" });
  }

  /** The chosen note among what can be brought back. @param {string | null} id */
  #offer(id) {
    const what = document.querySelector("[data-what]");
    const field = document.querySelector("[data-note-chosen]");
    if (!(what instanceof HTMLSelectElement) || !(field instanceof HTMLInputElement)) return;
    what.querySelector("[value=notes]")?.remove();
    const note = id ? this.#sheet.canvas.notes.get(id) : undefined;
    field.disabled = !note;
    if (!note) return;
    field.value = note.id;
    what.prepend(new Option(short(note.text) || this.#say("empty-note"), "notes", true, true));
  }

  /** What changed from version to version: counted after the page stands. */
  async #grown() {
    if (!this.#page.marks.length) return;
    const { changes } = await fetchJson(this.#page.urls.grown).catch(() => ({ changes: {} }));
    for (const place of document.querySelectorAll("[data-grew]")) {
      const said = place instanceof HTMLElement && changes[place.dataset.grew ?? ""];
      if (said) place.textContent = said;
    }
  }
}

new History();
