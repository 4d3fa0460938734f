// A small server written from docs/protocol.md, for the tests of the client: a numbered log of one canvas that merges
// text with the same core as the client. Rights, undo of anything but text and colours, and persistence are left out.

import { Canvas } from "../../static/js/canvas/core/canvas.js";
import "../../static/js/canvas/core/arranging.js";
import { decide } from "../../static/js/canvas/core/operations.js";
import { growth, length, reach, transform } from "../../static/js/canvas/core/text.js";
import { KIND } from "./kind.js";

const CHUNK = 500;

export class Server {
  canvas = new Canvas(KIND);
  /** @type {{n: number, id: string, by: number, at: number, op: string, fx: any[], back: any[], of?: number}[]} */
  log = [];
  /** @type {Map<string, number>} */
  known = new Map();
  /** @type {Set<Peer>} */
  peers = new Set();
  /** Beyond so many missed numbers comes a picture. */
  resetAfter = 2000;
  /** Verdicts to give instead of judging, by `op`; for the tests of refusals. @type {Map<string, any>} */
  refuse = new Map();

  /** @param {() => number} now */
  constructor(now) {
    this.now = now;
  }

  get head() {
    return this.log.length;
  }

  picture() {
    const { canvas } = this;
    const notes = [...canvas.notes.values()].map(({ waiting, ...note }) => structuredClone(note));
    const comments = notes.flatMap((note) => structuredClone(canvas.talk(note.id)));
    const blocks = Object.fromEntries([...canvas.blocks].map((key) => [key, canvas.block(key)]));
    return { locked: canvas.locked, blocks, notes, comments };
  }

  /**
   * What a batch of one person comes to (P8-P12).
   * @param {any[]} ops
   * @param {{who: number, role: string}} actor
   * @returns {any[]} the verdicts
   */
  take(ops, actor) {
    const verdicts = [];
    for (const { id, ...op } of ops) {
      const n = this.known.get(id);
      const verdict = n === undefined ? this.judge(id, op, actor) : { n };
      if (verdict) verdicts.push({ t: "verdict", id, ...verdict });
    }
    for (const peer of this.peers) peer.news();
    return verdicts;
  }

  /** @param {string} id @param {any} op @param {{who: number, role: string}} actor */
  judge(id, op, actor) {
    const refused = this.refuse.get(op.op);
    if (refused?.once) this.refuse.delete(op.op);
    if (refused) return refused;
    const at = Math.floor(this.now() / 1000);
    const entry = { n: this.head + 1, id, by: actor.who, at, op: op.op };
    const decision =
      op.op === "undo" ? this.undo(actor) : op.op === "text" ? this.merge(op) : decide(this.canvas, op, actor, at);
    if (!("fx" in decision)) return decision;
    if (!decision.fx.length) return { none: true };
    const fx = structuredClone(decision.fx);
    this.log.push({ ...entry, fx, back: this.canvas.apply(structuredClone(fx), entry.n), of: decision.of });
    this.known.set(id, entry.n);
    return null;
  }

  /** @param {any} op @returns {any} */
  merge(op) {
    const note = this.canvas.notes.get(op.note);
    if (!note) return { no: "no-note", note: op.note };
    if (note.removed) return { no: "note-removed", note: op.note };
    if (op.base > this.head || op.base < this.born(op.note)) return { no: "base-unknown" };
    const since = this.deltas(op.note, op.base);
    const was = length(note.text) - since.reduce((sum, delta) => sum + growth(delta), 0);
    if (reach(op.delta) > was) return { no: "delta-misfit" };
    if (growth(op.delta) > 0 && was + growth(op.delta) > 500) return { no: "text-long", limit: 500 };
    const delta = since.reduce((mine, other) => transform(mine, other, "right"), op.delta);
    return { fx: delta.length ? [{ note: op.note, text: delta }] : [] };
  }

  /** @param {string} note */
  born(note) {
    return this.log.find(({ fx }) => fx.some((effect) => effect.note === note))?.n ?? 0;
  }

  /** @param {string} note @param {number} base */
  deltas(note, base) {
    const fx = this.log.slice(base).flatMap((entry) => entry.fx);
    return fx.filter((effect) => effect.note === note && effect.text).map((effect) => effect.text);
  }

  /** The sender's latest text or colour not yet undone. @param {{who: number}} actor @returns {any} */
  undo({ who }) {
    const done = new Set(this.log.map(({ of }) => of));
    const last = this.log.findLast(({ n, by, op }) => by === who && !done.has(n) && (op === "text" || op === "colour"));
    if (!last) return { no: "nothing-to-undo" };
    if (last.op === "colour") return { fx: last.back, of: last.n };
    const [{ note, text }] = last.back;
    const delta = this.deltas(note, last.n).reduce((mine, other) => transform(mine, other, "right"), text);
    if (this.canvas.notes.get(note)?.removed || !delta.length) return { no: "undo-overtaken" };
    return { fx: [{ note, text: delta }], of: last.n };
  }
}

/** The server's end of one connection. */
export class Peer {
  told = Infinity;
  ready = false;
  /** @type {any} */
  place = { block: null, note: null, typing: false };

  /**
   * @param {Server} server
   * @param {{who: number, role: string}} actor
   * @param {(message: any) => void} send
   */
  constructor(server, actor, send) {
    this.server = server;
    this.actor = actor;
    this.send = send;
    server.peers.add(this);
  }

  close() {
    this.server.peers.delete(this);
  }

  /** @param {any} message */
  hear(message) {
    const { server } = this;
    if (message.t === "hello") this.hello(message);
    else if (!this.ready) this.send({ t: "error", code: "hello-first", text: "" });
    else if (message.t === "ops") for (const verdict of server.take(message.ops, this.actor)) this.send(verdict);
    else if (message.t === "ping") this.send({ t: "pong", head: server.head, workshop: 1 });
    else if (message.t === "here") this.place = message;
  }

  /** @param {{since: number | null, pending: string[]}} hello */
  hello({ since, pending }) {
    const { server } = this;
    this.ready = true;
    const known = Object.fromEntries(
      pending.flatMap((id) => (server.known.has(id) ? [[id, server.known.get(id)]] : [])),
    );
    const workshop = { head: 1, title: "", archived: false, door: "open", people: [], teams: [] };
    this.send({ t: "welcome", v: 1, you: this.actor.who, role: this.actor.role, head: server.head, known, workshop });
    if (since === null || since > server.head || server.head - since > server.resetAfter) {
      this.send({ t: "reset", head: server.head, canvas: server.picture() });
      this.told = server.head;
    } else {
      this.told = since;
      this.news();
    }
  }

  /** Tell what was not told yet (P4, P5). */
  news() {
    while (this.ready && this.told < this.server.head) {
      const to = Math.min(this.told + CHUNK, this.server.head);
      const ops = this.server.log.slice(this.told, to).map(({ back, of, ...entry }) => structuredClone(entry));
      this.send({ t: "ops", from: this.told + 1, to, ops });
      this.told = to;
    }
  }
}
