// One person's hold on one canvas: edits at once, keeps what is not yet taken, agrees with the server in the end.
// What the view may ask of it is described in docs/client.md.

import { newId } from "../../lib/ids.js";
import { clean } from "../core/clean.js";
import { momentOf } from "../core/moment.js";
import { decide, RULES } from "../core/operations.js";
import { BEFORE, forbidden } from "../core/rights.js";
import { COMMENT_LIMIT, length, NOTE_LIMIT } from "../core/text.js";
import { Exchange } from "./exchange.js";
import { Outbox } from "./outbox.js";
import { Pending } from "./pending.js";
import { StatusLine } from "./status.js";
import { typedOn } from "./texts.js";
import { fallingWith, keepWords, Tray } from "./tray.js";

/** @typedef {import("./pending.js").Entry} Entry */
/** @typedef {import("../core/operations.js").Operation} Operation */
/** @typedef {import("../core/operations.js").Refused} Refused */
/** @typedef {import("./link.js").Message} Message */

/**
 * @typedef {object} World what a browser gives, see sync/browser.js
 * @property {import("./link.js").Transport} socket
 * @property {import("./link.js").Transport | null} poll
 * @property {import("./link.js").Hints} [hints]
 * @property {import("./outbox.js").Store | null} store
 * @property {((name: string) => import("./outbox.js").Channel) | null} channel
 * @property {import("../../lib/timing.js").Timers} timers
 * @property {() => number} now milliseconds
 * @property {() => number} random
 * @property {() => string} [id] a new UUID
 */

/**
 * @typedef {object} Listeners
 * @property {(change: import("./changes.js").Change) => void} [onChange]
 * @property {(status: import("./status.js").Status) => void} [onStatus]
 * @property {(people: any[]) => void} [onPeople]
 * @property {(workshop: any, role: string) => void} [onWorkshop]
 * @property {(refusal: Record<string, any>) => void} [onRefused]
 * @property {(bye: {code: number, reason: string, text: string}) => void} [onBye]
 */

/** Why the server wants us no more, by close code (P26). @type {Record<number, string>} */
const REASONS = { 4001: "removed", 4002: "version", 4006: "malformed", 4007: "gone" };

/** What only the server can work out; there is nothing to show before. */
const ASKED = ["undo", "redo", "reveal", "close-vote", "version", "take-back"];
const RUN_PAUSE = 5_000; // milliseconds; typing with shorter pauses is undone as one (P18)

export class Session {
  /** @type {any} */
  workshop;
  /** @type {any[]} */
  people = [];
  /** How many private notes there are in each block, one's own among them. @type {Record<string, number>} */
  backs = {};
  /** The server's time and what is asked of the whole workshop; given by whoever shows the hour. @type {import("./clock.js").ServerClock | null} */
  clock = null;
  /** @type {import("./asks.js").Asks | null} */
  asks = null;
  #world;
  #on;
  #pending;
  #outbox;
  #exchange;
  #status;
  /** Own latest edits that were dropped before they were sent, for redo. @type {Entry[]} */
  #undone = [];
  /** New notes that were refused: that other edits of them fail too is no news. @type {Set<string>} */
  #refusedNotes = new Set();

  /**
   * @param {World & Listeners & {
   *   canvas: {id: string, head: number, canvas: import("../core/canvas.js").Picture},
   *   kind: import("../core/canvas.js").Kind, you: {who: number, role: string}, workshop?: any}} options
   */
  constructor(options) {
    const { canvas, kind, you, workshop = null } = options;
    this.you = { ...you, moment: BEFORE };
    this.#follow(workshop);
    this.#world = options;
    this.#on = options;
    this.#pending = new Pending(kind, canvas, this.you);
    this.#outbox = new Outbox(options, canvas.id, you.who);
    this.tray = new Tray(options.store, canvas.id, you.who);
    this.#status = new StatusLine(options, () => this.#on.onStatus?.(this.status));
    this.#exchange = new Exchange(options, this.#pending, this.#outbox, {
      changed: () => this.#settled(false),
      replaced: (change) => this.#tell(change),
      refused: (entry, verdict) => this.#refused(entry, verdict),
      heard: (message) => this.#heard(message),
      connected: (up) => {
        this.#status.connected(up);
        this.#status.told(this.status);
      },
      stopped: (code, text, why) => this.#stopped(code, text, why),
      workshopHead: () => this.workshop?.head ?? Infinity,
      clock: () => this.clock,
      asks: () => this.asks,
    });
  }

  /** The optimistic canvas; another object after a reset. */
  get canvas() {
    return this.#pending.canvas;
  }

  /** The last number seen. */
  get seen() {
    return this.#pending.seen;
  }

  /** @returns {import("./status.js").Status} */
  get status() {
    const waiting = this.#pending.entries.length + this.#exchange.held.length;
    return this.#status.now(waiting, this.#exchange.transport, this.#outbox.unsafe);
  }

  start() {
    this.#outbox.adopt(async (entries) => {
      if (entries.some(({ op }) => !(op.op in RULES))) await allRules();
      this.#exchange.start(entries);
      this.#status.told(this.status);
    });
  }

  close() {
    this.#exchange.close();
    this.#status.close();
    this.#outbox.close();
  }

  newId() {
    return (this.#world.id ?? newId)();
  }

  /** Ask the server for a sign of life, and what time it is. */
  beat() {
    this.#exchange.beat();
  }

  /** Say something to the server, when we are connected; whether it was sent. @param {Message} message */
  say(message) {
    return this.#exchange.say(message);
  }

  /**
   * Make an edit, at once.
   * @param {Operation} raw
   * @returns {{id: string} | Refused}
   */
  edit(raw) {
    const op = this.#now(cleaned(raw));
    const id = this.newId();
    if (!(op.op in RULES)) {
      allRules().then(() => this.edit(raw));
      return { id };
    }
    const decision = badWords(op) ?? this.#judge(op);
    if ("no" in decision) return decision;
    const asksServer = ASKED.includes(op.op);
    if (!asksServer && !decision.fx.length) return { id };
    if (!asksServer) this.#undone = [];
    return this.#push({ id, op, at: this.#world.now() }) ?? { id };
  }

  /**
   * The field of a note now holds this text.
   * @param {string} noteId
   * @param {string} typed
   * @param {string} [shown] what the field held when it last agreed with the note
   * @returns {{text: string} | Refused}
   */
  type(noteId, typed, shown) {
    const before = this.canvas.notes.get(noteId)?.text ?? "";
    const earlier = shown === undefined || clean(shown) === clean(before) ? before : clean(shown);
    const delta = typedOn(earlier, clean(typed), before);
    const op = this.#now({ op: "text", note: noteId, base: 0, delta });
    const decision = this.#judge(op);
    if ("no" in decision) return decision;
    if (!delta.length) return { text: before };
    this.#undone = [];
    const now = this.#world.now();
    /** @type {Entry} */
    const entry = this.#growing(noteId, now) ?? { id: this.newId(), op, at: now, text: before };
    if (entry.op === op) this.#pending.push(entry);
    else this.#pending.grow(entry, noteId, delta);
    entry.grown = now;
    this.#outbox.save(entry);
    this.#settled(true, noteId);
    return { text: this.canvas.notes.get(noteId)?.text ?? before };
  }

  /**
   * Take back one's own latest change; one that was never sent is simply dropped.
   * @param {{sure?: boolean}} [how]
   * @returns {{id: string} | {local: true} | Refused}
   */
  undo({ sure } = {}) {
    const { entries } = this.#pending;
    const last = entries[entries.length - 1];
    const unsent = last && !last.sent && last.op.op !== "undo" && last.op.op !== "redo";
    if (!unsent) return this.edit(sure ? { op: "undo", sure } : { op: "undo" });
    this.#undone.push(last);
    this.#exchange.forget([last]);
    this.#settled(true);
    return { local: true };
  }

  /** @returns {{id: string} | {local: true} | Refused} */
  redo() {
    const last = this.#undone.pop();
    if (!last) return this.edit({ op: "redo" });
    return this.#push({ ...last, id: this.newId(), at: this.#world.now() }) ?? { local: true };
  }

  /** Where this person is. @param {{block?: string | null, note?: string | null, typing?: boolean}} place */
  here(place) {
    this.#exchange.here(place);
  }

  /** The operation with the step it is made in. @param {Operation} op @returns {Operation} */
  #now(op) {
    const { step } = this.you.moment;
    return step ? { ...op, step } : op;
  }

  /** @param {Operation} op */
  #judge(op) {
    return forbidden(this.canvas, op, this.you.role, this.you.moment) ?? decide(this.canvas, op, this.you, 0);
  }

  /** @param {any} workshop */
  #follow(workshop) {
    this.workshop = workshop;
    if (workshop?.hour) this.you.moment = momentOf(workshop.hour, workshop.steps, workshop.archived);
  }

  /** Show an edit, write it down, send it; answers only when it is refused. @param {Entry} entry */
  #push(entry) {
    const refused = this.#pending.push(entry);
    if (refused) return refused;
    this.#outbox.save(entry);
    this.#settled(true);
    return null;
  }

  /**
   * The unsent edit that more typing in this note can go into: its text edit or its `add`, when what was done since
   * was only writing elsewhere. After a pause it is another edit, so that undo takes back as much as it would online.
   * @param {string} noteId
   * @param {number} now
   */
  #growing(noteId, now) {
    for (const entry of [...this.#pending.entries].reverse()) {
      const { op, sent, at, grown = at } = entry;
      if (op.op !== "text" && op.op !== "add") return null;
      const same =
        op.op === "text" ? op.note === noteId : op.notes.some((/** @type {any} */ draft) => draft.note === noteId);
      if (same) return sent || now - grown > RUN_PAUSE ? null : entry;
    }
    return null;
  }

  /** After any change of the queue or the canvas: tell, and go on sending. @param {boolean} local @param {string} [typed] */
  #settled(local, typed) {
    this.#tell(this.#pending.change(local, typed));
  }

  /** @param {import("./changes.js").Change} change */
  #tell(change) {
    this.#exchange.schedule();
    const { notes, blocks, comments, canvas, bin, record, reset } = change;
    if (reset || record || canvas || bin || notes.size || blocks.size || comments.size) this.#on.onChange?.(change);
    this.#status.told(this.status);
  }

  /** @param {Entry} entry @param {Message} verdict */
  #refused(entry, verdict) {
    const { t: _, id, ...details } = verdict;
    const kept = keepWords(this.tray, entry, verdict, this.#pending, this.#world.now());
    if (entry.op.op === "add") for (const draft of entry.op.notes) this.#refusedNotes.add(draft.note);
    this.#exchange.forget([entry, ...fallingWith(entry, this.#pending.entries)]);
    this.#settled(false);
    const echo = verdict.no === "no-note" && this.#refusedNotes.has(verdict.note);
    if (!echo) this.#on.onRefused?.({ id, op: entry.op, no: verdict.no, text: "", ...details, kept });
  }

  /** @param {Message} message */
  #heard(message) {
    if (message.t === "people") {
      this.people = message.people;
      this.backs = message.backs ?? {};
      this.#on.onPeople?.(this.people);
    } else if (message.t === "workshop") {
      this.#follow(message.workshop);
      if (message.role) this.you.role = message.role;
      this.#on.onWorkshop?.(this.workshop, this.you.role);
    } else if (message.t === "hour") {
      this.#follow({ ...this.workshop, head: message.head, hour: message.hour });
      this.#on.onWorkshop?.(this.workshop, this.you.role);
    }
  }

  /** @param {number} code @param {string} text @param {string} why */
  #stopped(code, text, why) {
    const reason = why === "moved" ? why : (REASONS[code] ?? "gone");
    this.#status.stop(reason);
    this.#status.told(this.status);
    this.#on.onBye?.({ code, reason, text });
  }
}

/** The rules that the first edit does not ask for are fetched after it. */
const allRules = () =>
  Promise.all([
    import("../core/arranging.js"),
    import("../core/hour_operations.js"),
    import("../core/assumption_operations.js"),
  ]);

/**
 * The operation with its words as the server takes them.
 * @param {Operation} op
 * @returns {Operation}
 */
function cleaned(op) {
  if (op.op === "add")
    return { ...op, notes: op.notes.map((/** @type {any} */ draft) => ({ ...draft, text: clean(draft.text ?? "") })) };
  return op.op === "comment" ? { ...op, text: clean(op.text).trim() } : op;
}

/**
 * What the server would say of an operation's words.
 * @param {Operation} op
 * @returns {Refused | null}
 */
function badWords(op) {
  const tooLong = (/** @type {string} */ text, /** @type {number} */ limit) =>
    length(text) > limit ? { no: "text-long", limit } : null;
  if (op.op === "add")
    return op.notes.map((/** @type {any} */ draft) => tooLong(draft.text, NOTE_LIMIT)).find(Boolean) ?? null;
  if (op.op !== "comment") return null;
  return op.text ? tooLong(op.text, COMMENT_LIMIT) : { no: "text-empty" };
}
