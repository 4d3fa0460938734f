// Binds a field to a note's text while both this person and others write in it. The field is never replaced: what
// others write is put in around the caret, and while a composition (IME) is open the field is left alone.

import { diff, moveCaret } from "../core/text.js";

/** @typedef {import("./session.js").Refused} Refused */
/** @typedef {import("./session.js").Session} Session */

export class Typing {
  /** What the field held when it was last equal to the note. */
  #shown = "";
  #composing = false;
  /** While a change is on its way from the field to the note. */
  sending = false;
  /** Why what the field holds could not be put into the note; null when it stands there. @type {Refused | null} */
  refusal = null;
  /** Whether others wrote while a composition was open. */
  #behind = false;
  #stop = new AbortController();

  /**
   * @param {HTMLTextAreaElement} field
   * @param {() => Session} session
   * @param {object} on
   * @param {(text: string) => string | null} on.begin the first characters of a new note; its id when it was made
   * @param {(text: string) => void} on.typed the field changed
   * @param {(refused: Refused) => void} on.refused
   * @param {string | null} note the note, or null while it has not been made
   */
  constructor(field, session, on, note) {
    this.field = field;
    this.note = note;
    this.#session = session;
    this.#on = on;
    this.#shown = field.value;
    const { signal } = this.#stop;
    field.addEventListener("compositionstart", () => (this.#composing = true), { signal });
    field.addEventListener("compositionend", () => this.#composed(), { signal });
    field.addEventListener("input", () => this.input(), { signal });
  }

  #session;
  #on;

  get composing() {
    return this.#composing;
  }

  /** Take in what the field holds now. */
  input() {
    if (!this.#behind) this.#send();
    this.#on.typed(this.field.value);
  }

  /** What others changed in the note's text. @param {(number | string)[]} delta */
  remote(delta) {
    if (this.#composing) {
      this.#behind = true;
      return;
    }
    const text = this.#session().canvas.notes.get(this.note ?? "")?.text ?? "";
    this.#put(text, delta);
    this.#on.typed(text);
  }

  /** Put another text into the field, the caret where it belongs. @param {string} text @param {(number | string)[]} delta */
  #put(text, delta) {
    const { field } = this;
    const [start, end, way] = [field.selectionStart, field.selectionEnd, field.selectionDirection];
    const before = field.value;
    this.#shown = text;
    if (before === text) return;
    field.value = text;
    field.setSelectionRange(moveCaret(start, before, delta), moveCaret(end, before, delta), way);
  }

  #composed() {
    this.#composing = false;
    this.#behind = false;
    this.input();
  }

  #send() {
    this.sending = true;
    this.#sendNow(this.field.value);
    this.sending = false;
  }

  /** @param {string} typed */
  #sendNow(typed) {
    if (this.note === null) {
      if (!typed.trim()) return;
      this.note = this.#on.begin(typed);
      this.refusal = this.note === null ? { no: "shape" } : null;
      if (this.note === null) return;
      this.#shown = this.#session().canvas.notes.get(this.note)?.text ?? typed;
    }
    const answer = this.#session().type(this.note, typed, this.#shown);
    this.refusal = "no" in answer ? answer : null;
    if ("no" in answer) this.#refused(answer);
    else if (this.#composing) this.#shown = answer.text === typed ? typed : this.#shown;
    else this.#put(answer.text, diff(typed, answer.text));
  }

  /** @param {Refused} refused */
  #refused(refused) {
    if (refused.no === "text-long" && !this.#composing) {
      const typed = this.field.value;
      const fitting = longest(this.#shown, typed, refused.limit ?? 500);
      this.field.value = fitting.text;
      this.field.setSelectionRange(fitting.caret, fitting.caret);
      const answer = this.#session().type(this.note ?? "", fitting.text, this.#shown);
      if ("no" in answer) return;
      this.refusal = null;
      this.#put(answer.text, diff(fitting.text, answer.text));
    }
    this.#on.refused(refused);
  }

  /** Nothing more from this field; a composition that was open is taken in. */
  close() {
    if (this.#composing) this.#composed();
    this.#stop.abort();
  }
}

/**
 * As much of what was typed as fits: what was put in is cut short, what stood there stays.
 * @param {string} before
 * @param {string} typed
 * @param {number} limit in characters
 * @returns {{text: string, caret: number}} the caret in UTF-16 units
 */
export function longest(before, typed, limit) {
  const [old, now] = [Array.from(before), Array.from(typed)];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const room = Math.max(0, limit - head - tail);
  const start = [...now.slice(0, head), ...now.slice(head, now.length - tail).slice(0, room)].join("");
  return { text: start + now.slice(now.length - tail).join(""), caret: start.length };
}
