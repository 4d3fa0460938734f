// Tells screen readers what happens: one's own deeds at once, what others do calmly and in sums.

const QUIET = 5_000; // milliseconds in which what others add is counted together

export class Announcer {
  #line;
  #scene;
  /** @type {Map<string, number>} */
  #news = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} line @param {import("./scene.js").Scene} scene */
  constructor(line, scene) {
    this.#line = line;
    this.#scene = scene;
  }

  /** @param {string} text */
  say(text) {
    // The same sentence twice is only read twice when the line changes in between.
    this.#line.textContent = this.#line.textContent === text ? `${text}\u00a0` : text;
  }

  /** Notes that others added. @param {string[]} ids */
  arrived(ids) {
    for (const id of ids) {
      const note = this.#scene.note(id);
      if (note && note.by !== this.#scene.me) this.#news.set(note.block, (this.#news.get(note.block) ?? 0) + 1);
    }
    if (this.#news.size && this.#timer === undefined) this.#timer = setTimeout(() => this.#tell(), QUIET);
  }

  #tell() {
    this.#timer = undefined;
    const lines = [...this.#news].map(([block, count]) =>
      this.#scene.say("arrived", { count, block: this.#scene.blockName(block) }),
    );
    this.#news.clear();
    this.say(lines.join(" "));
  }
}
