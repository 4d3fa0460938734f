// Which notes are chosen. One by a click, more with Ctrl, Cmd or Shift, or one after another in the choosing mode.

/** @typedef {import("./board.js").Board} Board */

export class Selection {
  /** @type {Set<string>} */
  #ids = new Set();
  /** @type {string | null} */
  #anchor = null;
  /** Whether a tap adds to what is chosen, for those without a Ctrl key. */
  many = false;
  #board;
  #changed;

  /** @param {Board} board @param {() => void} changed */
  constructor(board, changed) {
    this.#board = board;
    this.#changed = changed;
  }

  get size() {
    return this.#ids.size;
  }

  /** @param {string} id */
  has(id) {
    return this.#ids.has(id);
  }

  /** The chosen notes in the order in which they stand on the canvas. @returns {string[]} */
  list() {
    if (this.#ids.size < 2) return [...this.#ids];
    const { canvas } = this.#board.scene;
    const order = this.#board.blocks.flatMap((key) =>
      canvas.group(key).flatMap((note) => [note, ...canvas.group(note.id)]),
    );
    return order.filter((note) => this.#ids.has(note.id)).map((note) => note.id);
  }

  /** @param {string} id */
  only(id) {
    this.#anchor = id;
    this.#set(new Set([id]));
  }

  /** @param {string} id */
  toggle(id) {
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#anchor = id;
    this.#set(ids);
  }

  /** From where it began to this note, within one block. @param {string} id */
  reach(id) {
    const block = this.#board.blockAt(this.#board.paper(id));
    const shown = block ? this.#board.shown(block) : [];
    const [from, to] = [shown.indexOf(this.#anchor ?? id), shown.indexOf(id)];
    if (from < 0) return this.only(id);
    this.#set(new Set(shown.slice(Math.min(from, to), Math.max(from, to) + 1)));
  }

  /** @param {string[]} ids */
  all(ids) {
    this.#anchor = ids[0] ?? null;
    this.#set(new Set(ids));
  }

  clear() {
    this.many = false;
    if (this.#ids.size) this.#set(new Set());
  }

  /** Forget notes that went away, or into a closed stack. */
  settle() {
    const left = [...this.#ids].filter((id) => {
      const note = this.#board.scene.note(id);
      return note && (!note.under || this.#board.isOpen(note.under));
    });
    if (left.length !== this.#ids.size) this.#set(new Set(left));
  }

  /** @param {Set<string>} ids */
  #set(ids) {
    this.#ids = ids;
    if (!ids.size) this.many = false;
    this.#board.select(ids);
    this.#changed();
  }
}
