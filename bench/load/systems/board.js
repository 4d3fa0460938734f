// The canvas as the generator knows it, and what a workshop does to it.
//
// The mix: of 100 operations 70 are typing (1 to 8 characters put into a note; in one that has become long they stand in
// for 20 others), 15 move a note, 10 add one (until the canvas has 1,500), 5 give one another colour. Four out of five
// concern a note of one's own, one out of five a note of ten that everybody works on at once.

const MOST_NOTES = 1_500;
const LONG = 150;
const SHARED = 10;
const COLOURS = ["sun", "sky", "rose", "mint", "lilac", "plain"];
const WORDS = "wij helpen elkaar in het dorp met vervoer zorg en een warm huis voor jong en oud ".repeat(4);

/** What each of the first notes says. */
export const BEGINNING = "Een briefje om mee te beginnen";

/** @typedef {{id: string, v: number, length: number, colour: string, busy: Set<number>}} Note */

export class Board {
  /** @type {Note[]} */
  notes = [];
  /** @type {Map<string, Note>} */
  #byId = new Map();
  #adding = 0;
  #seed = 1;

  /** @param {string[]} blocks @param {number[]} people the `who` of each socket */
  constructor(blocks, people) {
    this.blocks = blocks;
    this.people = people;
  }

  /** Begin with a picture of the canvas (P6). @param {{notes: any[]}} canvas */
  picture(canvas) {
    for (const { id, v, text, colour } of canvas.notes) this.#put(id, v, text, colour);
  }

  /** @param {string} id @param {number} v @param {string} text @param {string} colour */
  #put(id, v, text, colour) {
    const note = { id, v, length: [...text].length, colour, busy: new Set() };
    this.notes.push(note);
    this.#byId.set(id, note);
  }

  /** Take in an entry of the log. @param {{n: number, by: number, fx: any[]}} entry */
  apply(entry) {
    for (const effect of entry.fx) {
      const note = this.#byId.get(effect.note);
      if (!note) {
        if (effect.set?.text !== undefined) this.#put(effect.note, entry.n, effect.set.text, effect.set.colour);
      } else if (effect.set?.colour) note.colour = effect.set.colour;
      else if (effect.text) {
        note.v = entry.n;
        for (const part of effect.text) {
          if (typeof part === "string") note.length += [...part].length;
          else if (part < 0) note.length += part;
        }
        note.busy.delete(entry.by);
      }
    }
  }

  /** What the person at `index` does next. @param {number} index @returns {Record<string, any>} */
  operation(index) {
    const roll = this.#random();
    if (roll < 0.1 && this.notes.length + this.#adding < MOST_NOTES) return this.#add();
    if (roll < 0.25) {
      const after = this.#pick(this.notes).id;
      const { id } = this.#note(index);
      const place = after === id ? {} : { after };
      return { op: "move", notes: [id], block: this.#pick(this.blocks), ...place };
    }
    return roll < 0.3 ? this.#colour(this.#note(index)) : this.#type(index);
  }

  /** @param {Note} note */
  #colour(note) {
    const colour = this.#pick(COLOURS.filter((one) => one !== note.colour));
    return { op: "colour", notes: [note.id], colour };
  }

  #add() {
    this.#adding++;
    const tail = Math.floor(this.#random() * 2 ** 48)
      .toString(16)
      .padStart(12, "0");
    const head = Math.floor(this.#random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
    const note = { note: `${head}-0000-4000-9000-${tail}`, text: this.#words(20 + this.#random() * 40) };
    return { op: "add", notes: [note], block: this.#pick(this.blocks) };
  }

  /** @param {number} index */
  #type(index) {
    const who = this.people[index];
    let note = this.#note(index);
    // A person has one text operation of a note on its way (P16).
    for (let tries = 0; note.busy.has(who) && tries < 8; tries++) note = this.#pick(this.notes);
    if (note.busy.has(who)) return this.#colour(note);
    note.busy.add(who);
    const at = Math.floor(this.#random() * Math.max(0, note.length - 20));
    const change = [this.#words(1 + this.#random() * 8), ...(note.length > LONG ? [-20] : [])];
    return { op: "text", note: note.id, base: note.v, delta: at ? [at, ...change] : change };
  }

  /** @param {number} index @returns {Note} */
  #note(index) {
    const { notes } = this;
    if (this.#random() < 0.2) return notes[Math.floor(this.#random() * Math.min(SHARED, notes.length))];
    const own = Math.floor((notes.length - 1 - index) / this.people.length) + 1;
    return own > 0 ? notes[index + this.people.length * Math.floor(this.#random() * own)] : this.#pick(notes);
  }

  /** @param {number} length */
  #words(length) {
    const start = Math.floor(this.#random() * 80);
    return WORDS.slice(start, start + Math.floor(length));
  }

  /** @template T @param {T[]} from @returns {T} */
  #pick(from) {
    return from[Math.floor(this.#random() * from.length)];
  }

  /** Between 0 and 1, the same row in every run (mulberry32). */
  #random() {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
}

/** What an operation does to the board, where nobody else comes between. @param {any} operation */
export function effects(operation) {
  if (operation.op === "text") return [{ note: operation.note, text: operation.delta }];
  if (operation.op === "add") return [{ note: operation.notes[0].note, set: { text: operation.notes[0].text } }];
  return operation.op === "colour" ? [{ note: operation.notes[0], set: { colour: operation.colour } }] : [];
}
