// Writing in a note where it stands. Enter places it, Escape stops; what was typed is kept either way.

import { diff, length } from "../core/text.js";
import { el } from "./dom.js";
import { Typing } from "./typing.js";

/** @typedef {import("./board.js").Board} Board */
/** @typedef {import("./deeds.js").Deeds} Deeds */

const COUNT_FROM = 280; // characters from which the length is shown

export class Editor {
  /** The note being written in, or the draft that will be one. @type {string | null} */
  id = null;
  /** When a note went away under the pen: keys that follow were meant for it. */
  lostAt = -Infinity;
  /** The colour of the next new note. */
  colour = "sun";
  #board;
  #scene;
  #deeds;
  /** @type {Typing | null} */
  #typing = null;
  /** @type {{box: HTMLElement, foot: HTMLElement, say: HTMLElement, chars: HTMLElement} | null} */
  #parts = null;

  /** @param {Board} board @param {Deeds} deeds */
  constructor(board, deeds) {
    this.#board = board;
    this.#scene = board.scene;
    this.#deeds = deeds;
  }

  /** Whether a composition (IME) is open: the field must not be touched now. */
  get composing() {
    return this.#typing?.composing ?? false;
  }

  /**
   * Begin a new note in a block. Others see it from its first character on; one that stays empty never was.
   * @param {string} block
   * @param {{after?: string, placeholder?: string}} [how]
   */
  begin(block, { after, placeholder } = {}) {
    if (!this.#scene.mayEdit(block)) return this.#deeds.refused(this.#scene.closed(block));
    this.close();
    const id = this.#scene.session.newId();
    this.#board.draft(id, block, this.colour);
    this.#open(id, block, "", placeholder ?? this.#scene.say("one-idea"), (text) => {
      const op = { op: "add", notes: [{ note: id, text, colour: this.colour }], block, ...(after && { after }) };
      return this.#deeds.edit(op) ? id : null;
    });
  }

  /** Write in a note that is there. @param {string} id */
  open(id) {
    const note = this.#scene.note(id);
    if (!note || this.id === id) return;
    if (!this.#scene.mayEdit(note.block)) return this.#deeds.refused(this.#scene.closed(note.block));
    this.close();
    const field = this.#open(id, note.block, note.text, "", () => null);
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  /**
   * @param {string} id
   * @param {string} block
   * @param {string} text
   * @param {string} placeholder
   * @param {(text: string) => string | null} begin
   */
  #open(id, block, text, placeholder, begin) {
    const paper = this.#board.paper(id);
    if (!paper) return null;
    const field = el("textarea", {
      class: "edit",
      rows: 1,
      placeholder,
      enterkeyhint: "done",
      "aria-label": this.#scene.say("write-in", { block: this.#scene.blockName(block) }),
    });
    field.value = text;
    const say = el("span", { class: "say" }, this.#scene.say("enter-places"));
    const chars = el("span", { class: "chars" });
    const foot = el("p", { class: "meta writing" }, say, chars);
    const box = el("div", { class: "edit-box" }, field);
    for (const part of paper.querySelectorAll(":scope > .text, :scope > .meta"))
      if (part instanceof HTMLElement) part.hidden = true;
    paper.querySelector(":scope > .text")?.after(box, foot);
    paper.classList.add("is-writing");
    this.id = id;
    this.#parts = { box, foot, say, chars };
    const isDraft = !this.#scene.note(id);
    this.#typing = new Typing(
      field,
      () => this.#scene.session,
      {
        begin,
        typed: (now) => this.#typed(now, block),
        refused: (refused) => this.#refused(refused),
      },
      isDraft ? null : id,
    );
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("focusout", () => this.#left());
    field.addEventListener("paste", (event) => this.#pasted(event, block));
    this.#typed(text, block);
    field.focus({ preventScroll: true });
    paper.scrollIntoView({ block: "nearest" });
    return field;
  }

  /** @param {string} text @param {string} block */
  #typed(text, block) {
    if (!this.#parts) return;
    const count = length(text);
    const { box, say, chars } = this.#parts;
    box.dataset.text = text;
    const limit = this.#scene.page.limits.note;
    chars.textContent = count >= COUNT_FROM ? `${count} / ${limit}` : "";
    chars.classList.toggle("is-over", count >= limit);
    if (count < limit) say.textContent = this.#scene.say("enter-places");
    this.#scene.session.here({ block, note: this.id, typing: true });
  }

  /** @param {import("./session.js").Refused} refused */
  #refused(refused) {
    if (!this.#parts) return;
    this.#parts.say.textContent = this.#scene.why(refused);
    this.#parts.chars.classList.add("is-over");
    this.#deeds.refused(refused);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if ((event.key === "Enter" && !event.shiftKey) || event.key === "Escape") {
      event.preventDefault();
      this.close({ focus: true });
    }
  }

  #left() {
    // Moved by the board, or the whole window went to the back: the pen is still in hand.
    if (this.#board.settling || !document.hasFocus()) return;
    this.close();
  }

  /** @param {ClipboardEvent} event @param {string} block */
  async #pasted(event, block) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text.includes("\n") && text.length < COUNT_FROM) return;
    const typing = this.#typing;
    const before = typing?.field.value ?? "";
    const { offerNotes } = await import("./paste.js");
    offerNotes({ text, before, block, typing, scene: this.#scene, deeds: this.#deeds });
  }

  /** What a change means for the note being written in. @param {import("./session.js").Change} change */
  change(change) {
    if (!this.id || !this.#typing) return;
    const note = this.#scene.note(this.id);
    const delta = change.texts.get(this.id);
    if (!note) {
      if (!this.#board.drafts.has(this.id) && change.notes.has(this.id)) this.#gone();
    } else if (delta) this.#typing.remote(delta);
    else if (change.local && change.notes.has(this.id) && !this.#typing.sending) {
      this.#typing.remote(diff(this.#typing.field.value, note.text));
    }
  }

  /** Somebody put it in the bin meanwhile. */
  #gone() {
    const typed = this.#typing?.field.value ?? "";
    const id = this.id;
    this.lostAt = performance.now();
    this.#forget();
    if (typed.trim() && id) import("./kept.js").then(({ offerBack }) => offerBack(this.#scene, this.#deeds, id));
  }

  /** Stop writing. @param {{focus?: boolean}} [how] whether the note gets the focus */
  close({ focus = false } = {}) {
    const { id } = this;
    if (!id) return;
    this.#typing?.close();
    const block = this.#board.blockAt(this.#board.paper(id));
    const written = this.#typing?.note !== null;
    this.#deeds.keep(this.#typing, block);
    this.#forget();
    const note = this.#scene.note(id);
    if (!written || !note) this.#board.discard(id);
    else if (!note.text.trim()) this.#deeds.edit({ op: "remove", notes: [id] });
    const stands = this.#board.paper(id);
    if (focus && stands) stands.focus({ preventScroll: true });
    else if (focus && block) this.#board.block(block)?.section.querySelector("button")?.focus();
    this.#scene.session.here({ block, note: stands ? id : null, typing: false });
  }

  #forget() {
    const paper = this.id && this.#board.paper(this.id);
    this.#typing?.close();
    this.#typing = null;
    this.id = null;
    this.#parts?.box.remove();
    this.#parts?.foot.remove();
    this.#parts = null;
    if (!paper) return;
    paper.classList.remove("is-writing");
    for (const part of paper.querySelectorAll(":scope > .text, :scope > .meta"))
      if (part instanceof HTMLElement) part.hidden = false;
  }
}
