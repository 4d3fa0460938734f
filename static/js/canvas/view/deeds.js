// What can be done with notes, whoever asks: a key, a button, a drag. Each says aloud what was done or why it was not.

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {{say: (text: string) => void}} Announcer */
/** @typedef {{show: (text: string, action?: {label: string, run: () => void}) => void}} Toast */

export class Deeds {
  #scene;
  #announcer;
  #toast;

  /** @param {Scene} scene @param {Announcer} announcer @param {Toast} toast */
  constructor(scene, announcer, toast) {
    this.#scene = scene;
    this.#announcer = announcer;
    this.#toast = toast;
  }

  /** Make an edit; whether it was allowed. @param {any} op @param {string} [done] what to say of it */
  edit(op, done) {
    return this.#judge(this.#scene.session.edit(op), done);
  }

  /** @param {any} answer @param {string} [done] */
  #judge(answer, done) {
    if ("no" in answer) this.refused(answer);
    else if (done) this.#announcer.say(done);
    return !("no" in answer);
  }

  /** Say why something could not be. @param {import("./scene.js").Refused} refused */
  refused(refused) {
    this.#toast.show(this.#scene.why(refused));
  }

  /** @param {string[]} notes @param {string} block @param {string | null} [after] */
  move(notes, block, after) {
    const to = this.#scene.say("moved", { count: notes.length, block: this.#scene.blockName(block) });
    return this.edit(after === undefined ? { op: "move", notes, block } : { op: "move", notes, block, after }, to);
  }

  /** One place up or down in its block or stack's block. @param {string} id @param {-1 | 1} step */
  nudge(id, step) {
    const note = this.#scene.note(id);
    if (!note || note.under) return false;
    const list = this.#scene.canvas.list(note.block);
    const at = list.indexOf(note) + step;
    if (at < 0 || at >= list.length) return false;
    const after = step > 0 ? list[at].id : (list[at - 1]?.id ?? null);
    return this.move([id], note.block, after);
  }

  /** Into the bin, and how to get them out again. @param {string[]} notes */
  remove(notes) {
    const count = notes.length;
    if (!this.edit({ op: "remove", notes })) return false;
    this.offer(this.#scene.say("binned", { count }), this.#scene.say("put-back"), () =>
      this.edit({ op: "restore", notes }, this.#scene.say("restored", { count })),
    );
    return true;
  }

  /** @param {string | null} block null for the whole canvas */
  lock(block) {
    const { canvas } = this.#scene;
    const on = !(block === null ? canvas.locked : canvas.block(block).locked);
    const what = block === null ? this.#scene.say("canvas") : this.#scene.blockName(block);
    return this.edit({ op: "lock", block, on }, this.#scene.say(on ? "locked-now" : "unlocked-now", { name: what }));
  }

  /**
   * Words that could not be placed while they were typed: into the tray, to be offered again.
   * @param {import("./typing.js").Typing | null} typing
   * @param {string | null} block
   */
  keep(typing, block) {
    const text = typing?.field.value ?? "";
    if (typing?.refusal) import("./kept.js").then(({ keep }) => keep(this.#scene, typing, text, block));
  }

  /** Something that may be done with what was just done. @param {string} text @param {string} label @param {() => void} run */
  offer(text, label, run) {
    this.#toast.show(text, { label, run });
  }

  /** @param {{sure?: boolean}} [how] */
  undo(how) {
    this.#judge(this.#scene.session.undo(how), this.#scene.say("undone"));
  }

  redo() {
    this.#judge(this.#scene.session.redo(), this.#scene.say("redone"));
  }
}
