// When the time of a step is up: a soft sound that can be muted. And the screen stays awake while an hour runs, where the
// browser lets it.

/** @typedef {import("../view/stage.js").Stage} Stage */

const NOTES = [523.25, 659.25]; // Hz: C5 and E5
const LONG = 0.9; // seconds

export class Ending {
  #stage;
  /** @type {{release: () => Promise<void>} | null} */
  #awake = null;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    stage.root.addEventListener("time-over", () => this.#sound());
    document.addEventListener("visibilitychange", () => this.#wake());
  }

  get #muted() {
    return !this.#stage.settings.get("sound", true);
  }

  /** The item of the menu that mutes it. @returns {import("../view/menu.js").Item} */
  item() {
    const { scene, settings } = this.#stage;
    const sounds = !this.#muted;
    return {
      label: scene.say("sound"),
      sign: "clock",
      kind: "checkbox",
      checked: sounds,
      run: () => {
        settings.set("sound", !sounds);
        if (!sounds) this.#sound();
      },
    };
  }

  /** Whether an hour runs. @param {boolean} runs */
  draw(runs) {
    this.runs = runs;
    this.#wake();
  }

  async #wake() {
    const lock = /** @type {any} */ (navigator).wakeLock;
    if (!this.runs) {
      await this.#awake?.release().catch(() => {});
      this.#awake = null;
    } else if (lock && document.visibilityState === "visible") {
      // The browser takes it back when the page is hidden; it may also refuse, and then the screen dims as ever.
      this.#awake = await lock.request("screen").catch(() => null);
    }
  }

  #sound() {
    if (this.#muted || !("AudioContext" in globalThis)) return;
    const context = new AudioContext();
    // Before somebody touched the page a browser plays nothing; then it stays silent.
    if (context.state === "suspended" && !navigator.userActivation?.hasBeenActive) {
      context.close();
      return;
    }
    NOTES.forEach((hertz, index) => {
      const start = context.currentTime + index * 0.22;
      const [tone, volume] = [context.createOscillator(), context.createGain()];
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0.0001, start);
      volume.gain.exponentialRampToValueAtTime(0.18, start + 0.03);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + LONG);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + LONG);
    });
    setTimeout(() => context.close(), 2_000);
  }
}
