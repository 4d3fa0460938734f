// Which edits go next (P8, P16): in order, one batch on its way at a time, at most one text edit of a note in it.

const BATCH = 100; // operations
const BATCH_SIZE = 120_000; // characters of JSON; a frame may have 256 KiB
const TYPING_PAUSE = 150; // milliseconds between two text edits of one note
const MAKING = new Set(["add", "duplicate"]);

/** @typedef {import("./pending.js").Entry} Entry */

export class Sender {
  /** Ids of the batch that is on its way. @type {Set<string>} */
  #going = new Set();
  /** When a note's text was last sent, in milliseconds. @type {Map<string, number>} */
  #typed = new Map();

  get busy() {
    return this.#going.size > 0;
  }

  /** The connection is another: whatever was on its way is asked for anew. */
  restart() {
    this.#going.clear();
  }

  /** The fate of an operation is known. @param {string} id */
  settle(id) {
    this.#going.delete(id);
  }

  /**
   * How many milliseconds to wait before the next batch; null when there is none to send now.
   * @param {Entry[]} entries all that wait
   * @param {number} now
   */
  delay(entries, now) {
    const waiting = entries.filter((entry) => entry.taken === undefined);
    if (this.busy || !waiting.length) return null;
    if (waiting.some(({ op }) => op.op !== "text")) return 0;
    const due = (this.#typed.get(waiting[0].op.note) ?? -Infinity) + TYPING_PAUSE;
    return Math.min(TYPING_PAUSE, Math.max(0, due - now));
  }

  /**
   * The next batch; its entries count as sent from here on.
   * @param {Entry[]} entries all that wait, in order
   * @param {number} now
   */
  batch(entries, now) {
    /** @type {Entry[]} */
    const batch = [];
    const unsettled = new Set(); // notes whose text has no version yet that a delta could be based on
    let size = 0;
    for (const entry of entries) {
      const { op } = entry;
      if (op.op === "text" && (unsettled.has(op.note) || !op.delta.length)) break;
      for (const id of textual(op)) unsettled.add(id);
      if (entry.taken !== undefined) continue;
      size += JSON.stringify(op).length + 60;
      if (batch.length === BATCH || (batch.length && size > BATCH_SIZE)) break;
      batch.push(entry);
    }
    for (const entry of batch) {
      entry.sent = true;
      this.#going.add(entry.id);
      if (entry.op.op === "text") this.#typed.set(entry.op.note, now);
    }
    return batch;
  }
}

/**
 * The notes whose text an operation sets or changes.
 * @param {import("../core/operations.js").Operation} op
 * @returns {string[]}
 */
function textual(op) {
  if (op.op === "text") return [op.note];
  if (!MAKING.has(op.op)) return [];
  return op.copies ?? op.notes.map((/** @type {any} */ draft) => draft.note);
}
