// The parts of the board, made and joined: what deeds, menus and dialogs work with.

import { listenToBar, Tools } from "./bars.js";
import { Board } from "./board.js";
import { Deeds } from "./deeds.js";
import { Editor } from "./editor.js";
import { listenToKeys } from "./keyboard.js";
import { Layout } from "./layout.js";
import { Settings } from "./page.js";
import { Panels } from "./panels.js";
import { listenToPointer } from "./pointer.js";
import { Selection } from "./selection.js";

/** @param {string} selector */
const part = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

export class Stage {
  root = part(".live");
  layer = part("[data-layer]");
  notices = part(".notices");
  settings = new Settings();
  /** While notes are held: the toolbar stays away. */
  dragging = false;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();
  /** Fetched after the board has opened: who is here, and what is out of sight. @type {import("./presence.js").Presence | undefined} */
  presence;
  /** @type {import("./overflow.js").Overflow | undefined} */
  overflow;
  /** @type {import("./status.js").StatusLine | undefined} */
  status;
  /** @type {import("./announcer.js").Announcer | undefined} */
  announcer;
  /** The hour, when the workshop has one. @type {import("../hour/show.js").HourView | undefined} */
  hour;
  /** @type {import("../assume/show.js").Assumed | undefined} */
  assumed;

  /** @param {import("./scene.js").Scene} scene */
  constructor(scene) {
    this.scene = scene;
    this.toast = { show: this.#toast };
    this.board = new Board(part(".sheet"), scene);
    this.deeds = new Deeds(scene, { say: (text) => this.announcer?.say(text) }, this.toast);
    this.editor = new Editor(this.board, this.deeds);
    this.tools = new Tools(this);
    this.selection = new Selection(this.board, () => this.tools.update());
    this.panels = new Panels();
    this.layout = new Layout(this);
  }

  /** Take over the page: the session knows the canvas, nothing has been drawn yet. */
  start() {
    this.board.adopt();
    listenToPointer(this);
    listenToKeys(this);
    listenToBar(part(".top"), this);
    this.layout.fit();
    // After a first key that may be waiting already.
    setTimeout(() => this.#furnish(), 50);
    this.scene.session.tray.onChange = () => this.#kept();
    if (this.scene.session.tray.list().length) this.#kept();
    this.root.dataset.state = "ready";
  }

  async #furnish() {
    import("../core/arranging.js");
    const parts = [import("./announcer.js"), import("./status.js"), import("./presence.js"), import("./overflow.js")];
    const [{ Announcer }, { StatusLine }, { Presence }, { Overflow }] = await Promise.all(/** @type {any[]} */ (parts));
    this.announcer = new Announcer(part("[data-announcer]"), this.scene);
    this.status = new StatusLine(part("[data-saved]"), this.scene, this.announcer);
    this.status?.show(this.scene.session.status);
    this.presence = new Presence(part("[data-presence]"), this.board, () => this.#everybody());
    this.overflow = new Overflow(this.board);
    this.presence?.draw();
    this.overflow?.update();
    const band = this.root.querySelector("[data-band]");
    if (band instanceof HTMLElement) {
      const { HourView } = await import("../hour/show.js");
      this.hour = new HourView(this, band);
      this.hour.draw();
    }
    this.assumed = new (await import("../assume/show.js")).Assumed(this);
    setTimeout(() => import("./ahead.js"), 5_000);
  }

  /** Do something with notes, by the name of it. @param {string} name @param {string[]} ids @param {HTMLElement | null} [from] */
  run(name, ids, from = null) {
    this.next(async () => (await import("./commands.js")).run(this, name, ids, from));
  }

  /** Keys take effect in the order they were pressed, also while what one of them needs is fetched. @param {() => unknown} work */
  next(work) {
    this.#last = this.#last.then(work, work);
  }

  /** The workshop, or who is here, changed. */
  async workshop() {
    this.presence?.draw();
    this.panels.refresh();
    this.hour?.draw();
    (await import("./heading.js")).drawWorkshop(this);
  }

  /** @param {import("./session.js").Change} change */
  change(change) {
    this.editor.change(change);
    const arrived = this.board.change(change);
    this.selection.settle();
    this.presence?.settle();
    if (!change.local) {
      this.announcer?.arrived(arrived);
      if (!change.reset)
        this.presence?.moved([...change.notes].filter((id) => !arrived.includes(id) && change.blocks.size));
    }
    this.layout.change(change);
    this.panels.refresh();
    this.tools.update();
    this.overflow?.update();
    this.hour?.change(change);
    this.assumed?.change(change);
  }

  /** @param {import("./session.js").Status} status */
  told(status) {
    this.status?.show(status);
    const offline = status.state === "offline";
    if (offline === this.board.offline) return;
    this.board.offline = offline;
    this.board.redraw([...this.scene.canvas.notes.values()].filter((note) => note.waiting).map((note) => note.id));
  }

  /** An edit was taken back. @param {any} refusal */
  async refused(refusal) {
    if (refusal.no === "undo-others") (await import("./ask.js")).askUndo(this, refusal.note);
    else if (!refusal.kept?.length) this.deeds.refused(refusal);
  }

  /** The server wants this page no more. @param {{reason: string, text: string}} bye */
  async ended(bye) {
    (await import("./ended.js")).showEnd(this, bye);
  }

  /** @param {string} text @param {{label: string, run: () => void}} [action] */
  #toast = async (text, action) => (await import("./toast.js")).showToast(part("[data-toasts]"), text, action);

  async #kept() {
    (await import("./kept.js")).showKept(this);
  }

  async #everybody() {
    (await import("./everybody.js")).showEverybody(this);
  }
}
