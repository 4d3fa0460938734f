// The time-lapse: how the canvas grew, in sixty seconds. Frames are applied in order, and only what they touch is drawn.

/** @typedef {import("./past.js").Past} Past */
/** @typedef {import("./past.js").Frame} Frame */
/** @typedef {import("./sheet.js").Sheet} Sheet */

const FRAME = 100; // milliseconds that a frame stands, at the first speed
const CALM = 20; // frames that who wants less motion sees as one
const DRAW = 6; // milliseconds of drawing between two pictures, at most
const PICTURE = 16; // milliseconds that a picture may take with all that the browser does for it
export const SPEEDS = [1, 2, 4];

export class Player {
  speed = SPEEDS[0];
  playing = false;
  #past;
  #sheet;
  #page;
  #on;
  #turn = 0;
  #draw = DRAW;

  /**
   * @param {Past} past @param {Sheet} sheet @param {any} page
   * @param {{frame: (frame: Frame) => void, state: () => void, end: () => void, trouble: () => void}} on
   */
  constructor(past, sheet, page, on) {
    this.#past = past;
    this.#sheet = sheet;
    this.#page = page;
    this.#on = on;
  }

  get #calm() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Play on from a number; from the beginning when that is the end. @param {number} from */
  async play(from) {
    const turn = ++this.#turn;
    this.playing = true;
    this.#on.state();
    try {
      await this.#run(turn, from >= this.#page.head ? 0 : from);
    } catch {
      if (turn === this.#turn) this.#on.trouble();
    }
    if (turn === this.#turn) this.pause();
  }

  pause() {
    this.#turn++;
    if (!this.playing) return;
    this.playing = false;
    this.#on.state();
  }

  /** @param {number} turn @param {number} from */
  async #run(turn, from) {
    const size = this.#page.part;
    const { of } = await this.#past.frames(0);
    const stops = Array.from({ length: of }, (_, index) => Math.floor((this.#page.head * (index + 1)) / of));
    let index = from
      ? Math.max(
          0,
          stops.findIndex((stop) => stop > from),
        )
      : 0;
    const base = index ? stops[index - 1] : 0;
    const { canvas } = base ? await this.#past.at(base) : { canvas: this.#past.nothing() };
    let part = (await this.#past.frames(Math.floor(index / size))).frames;
    if (turn !== this.#turn || !(await this.#sheet.show(canvas))) return;
    let due = performance.now();
    while (index < of) {
      const now = await this.#picture();
      if (turn !== this.#turn) return;
      const calm = this.#calm;
      const length = (FRAME * (calm ? CALM : 1)) / this.speed;
      if (now - due > 1000) due = now - length; // the page slept, or the network did
      if (now < due) {
        this.#sheet.drawFor(this.#draw);
        continue;
      }
      due += length;
      for (let count = calm ? CALM : 1; count > 0 && index < of; count--, index++) {
        const frame = part[index % size];
        this.#sheet.apply(frame.fx, frame.n);
        if (!calm || count === 1) {
          this.#sheet.drawFor(this.#draw);
          if (!calm) this.#sheet.flag(frame.who);
        }
        this.#on.frame(frame);
        const next = index + 1;
        if (next < of && next % size === 0) part = (await this.#past.frames(next / size)).frames;
        else if (next < of && next % size === Math.floor(size / 2)) this.#ahead(Math.ceil(next / size), of);
      }
    }
    await this.#sheet.draw();
    if (turn === this.#turn) this.#on.end();
  }

  /** The moment of the next picture. Where the last one took long, less is drawn in this one. */
  async #picture() {
    const now = await picture();
    const begun = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const slow = performance.now() - begun > PICTURE; // by now its layout and paint are done too
      this.#draw = Math.min(DRAW, Math.max(1, this.#draw * (slow ? 0.5 : 1.2)));
    };
    port2.postMessage(null);
    return now;
  }

  /** Have the next part ready by the time it is needed. @param {number} part @param {number} of */
  #ahead(part, of) {
    if (part * this.#page.part < of) this.#past.frames(part).catch(() => {});
  }
}

/** The moment of the next picture. @returns {Promise<number>} */
function picture() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
