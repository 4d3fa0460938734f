// What others do on the map, told to screen readers calmly and in sums.

import { assumptions } from "../canvas/core/coherence.js";
import { quadrant } from "./places.js";

const QUIET = 4_000; // milliseconds in which what others do is told together

export class News {
  #scene;
  #announcer;
  /** What each assumption was when it was last told: its field and its status. @type {Map<string, string> | null} */
  #known = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {import("../canvas/view/scene.js").Scene} scene @param {{say: (text: string) => void}} announcer */
  constructor(scene, announcer) {
    this.#scene = scene;
    this.#announcer = announcer;
  }

  /** Something changed. @param {boolean} own whether it is known to who looks, or everything is new */
  heed(own) {
    if (own || this.#known === null) this.#known = this.#now();
    else this.#timer ??= setTimeout(() => this.#tell(), QUIET);
  }

  #now() {
    return new Map(assumptions(this.#scene.canvas).map((one) => [one.id, `${quadrant(one)} ${one.status}`]));
  }

  #tell() {
    this.#timer = undefined;
    const [was, now] = [this.#known ?? new Map(), this.#now()];
    this.#known = now;
    const other = [...now.keys()].filter((id) => was.get(id) !== now.get(id));
    const gone = [...was.keys()].filter((id) => !now.has(id)).length;
    const one = other.length === 1 && !gone ? this.#scene.canvas.items.assumption.get(other[0]) : undefined;
    if (one)
      this.#announcer.say(
        this.#scene.say("news-one", {
          statement: one.statement,
          status: this.#scene.say(`assumption-${one.status}`),
          field: this.#scene.say(quadrant(one)),
        }),
      );
    else if (other.length + gone) this.#announcer.say(this.#scene.say("news-many", { count: other.length + gone }));
  }
}
