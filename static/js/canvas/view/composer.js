// The composer of the phone: a note in the chosen colour. Others see what is written in it from its first character on;
// on this screen it only comes to stand among the others when it is placed.

import { diff, length } from "../core/text.js";
import { iconButton } from "./buttons.js";
import * as crafts from "./crafts.js";
import { el, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { Typing } from "./typing.js";

/** @typedef {import("./stage.js").Stage} Stage */

export class Composer {
  #stage;
  #block = "";
  /** @type {Set<string>} */
  #tags = new Set();
  /** @type {Typing | null} */
  #typing = null;
  #field;
  #form;
  #slip;
  #chips = el("div", { class: "chips" });
  #chars = el("span", { class: "chars", role: "status" });
  #swatch;
  #send;

  /** @param {Stage} stage */
  constructor(stage) {
    const { scene, root } = stage;
    this.#stage = stage;
    this.#field = el("textarea", { rows: 1, enterkeyhint: "send", placeholder: scene.say("one-idea") });
    this.#swatch = el("button", {
      class: "swatch",
      type: "button",
      title: scene.say("note-colour"),
      "aria-haspopup": "menu",
    });
    this.#send = iconButton("send", scene.say("send"), { class: "send", type: "submit" });
    this.#slip = el("div", { class: "slip lit" }, this.#field, this.#swatch, this.#send);
    this.#form = el(
      "form",
      { class: "composer", "aria-label": scene.say("compose-here") },
      this.#chips,
      this.#slip,
      this.#chars,
    );
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#place();
      this.#field.focus();
    });
    // Without this the keyboard of a phone goes down and up again.
    this.#send.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#swatch.addEventListener("click", () => this.#colours());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("focus", () => this.#open());
    this.#form.addEventListener("focusout", (event) => this.#left(event));
    root.append(this.#form);
    this.#paint();
  }

  get top() {
    return this.#form.hidden ? innerHeight : this.#form.getBoundingClientRect().top;
  }

  /** Another block; what was being written is placed where it was. @param {string} block */
  at(block) {
    if (block !== this.#block) this.#place();
    this.#block = block;
    this.#tags.clear();
    this.#field.setAttribute(
      "aria-label",
      this.#stage.scene.say("compose", { block: this.#stage.scene.blockName(block) }),
    );
    this.#field.placeholder = this.#stage.scene.say("one-idea");
    this.#draw();
  }

  /** @param {string} [placeholder] */
  focus(placeholder) {
    if (placeholder) this.#field.placeholder = placeholder;
    this.#field.focus();
  }

  /** @param {import("./session.js").Change} change */
  change(change) {
    const id = this.#typing?.note;
    if (id) {
      const note = this.#stage.scene.note(id);
      const delta = change.texts.get(id);
      if (!note) this.#empty();
      else if (delta) this.#typing?.remote(delta);
      else if (change.local && !this.#typing?.sending && note.text !== this.#field.value)
        this.#typing?.remote(diff(this.#field.value, note.text));
      this.#hide(id, true);
    }
    this.#form.hidden = !this.#stage.scene.mayEdit(this.#block);
  }

  #draw() {
    const { scene } = this.#stage;
    this.#form.hidden = !scene.mayEdit(this.#block);
    const [facet] = scene.blocks.get(this.#block)?.facets ?? [];
    const composing = this.#stage.root.classList.contains("is-composing");
    this.#chips.replaceChildren(
      ...(composing && facet ? facet.values.map((value) => this.#chip(`${facet.key}.${value.key}`, value.name)) : []),
    );
  }

  /** @param {string} tag @param {string} name */
  #chip(tag, name) {
    const on = this.#tags.has(tag);
    const chip = el("button", { type: "button", "aria-pressed": String(on) }, on && icon("check"), name);
    chip.addEventListener("click", () => {
      if (!this.#tags.delete(tag)) this.#tags.add(tag);
      const id = this.#typing?.note;
      if (id) crafts.tag(this.#stage, [id], tag, this.#tags.has(tag));
      this.#draw();
      this.#field.focus();
    });
    return chip;
  }

  #open() {
    this.#stage.selection.clear();
    this.#stage.root.classList.add("is-composing");
    this.#draw();
    if (this.#typing) return;
    const { scene, deeds, editor } = this.#stage;
    this.#typing = new Typing(
      this.#field,
      () => scene.session,
      {
        begin: (text) => {
          const id = scene.session.newId();
          const done = deeds.edit({
            op: "add",
            notes: [{ note: id, text, colour: editor.colour, tags: [...this.#tags] }],
            block: this.#block,
          });
          return done ? id : null;
        },
        typed: (text) => this.#typed(text),
        refused: (refused) => {
          this.#chars.textContent = scene.why(refused);
          this.#chars.classList.add("is-over");
        },
      },
      null,
    );
  }

  /** @param {string} text */
  #typed(text) {
    const { scene } = this.#stage;
    const count = length(text);
    const limit = scene.page.limits.note;
    this.#chars.textContent = count >= 280 ? `${count} / ${limit}` : "";
    this.#chars.classList.toggle("is-over", count >= limit);
    this.#send.classList.toggle("now", text.trim().length > 0);
    const note = this.#typing?.note ?? null;
    if (note) this.#hide(note, true);
    scene.session.here({ block: this.#block, note, typing: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#place();
    } else if (event.key === "Escape") this.#field.blur();
  }

  /** @param {FocusEvent} event */
  #left(event) {
    if (event.relatedTarget instanceof Node && this.#form.contains(event.relatedTarget)) return;
    if (!document.hasFocus()) return;
    // A tap on a chip or a swatch takes the focus for a moment; the keyboard goes down when it is really gone.
    setTimeout(() => {
      if (this.#form.contains(document.activeElement) || document.activeElement?.closest(".menu")) return;
      this.#place();
      this.#stage.root.classList.remove("is-composing");
      this.#draw();
    }, 120);
  }

  /** The note stands where it belongs, and the slip is empty for the next. */
  #place() {
    const id = this.#typing?.note;
    this.#typing?.close();
    const focused = document.activeElement === this.#field;
    const empty = id && !this.#stage.scene.note(id)?.text.trim();
    this.#stage.deeds.keep(this.#typing, this.#block);
    this.#empty();
    if (id) this.#hide(id, false);
    if (id && empty) this.#stage.deeds.edit({ op: "remove", notes: [id] });
    else if (id) {
      this.#stage.board.paper(id)?.scrollIntoView({ block: "nearest" });
      this.#stage.scene.session.here({ block: this.#block, note: id, typing: false });
    }
    if (focused) this.#open();
  }

  #empty() {
    this.#typing?.close();
    this.#typing = null;
    this.#field.value = "";
    this.#tags.clear();
    this.#chars.textContent = "";
    this.#send.classList.remove("now");
    this.#field.placeholder = this.#stage.scene.say("one-idea");
    this.#draw();
  }

  /** @param {string} id @param {boolean} hide while it is written here it is not shown twice */
  #hide(id, hide) {
    this.#stage.board.paper(id)?.classList.toggle("is-composed", hide);
  }

  #colours() {
    const { scene, editor, layer } = this.#stage;
    openMenu(layer, this.#swatch, scene.say("note-colour"), () =>
      scene.page.colours.map((colour) => ({
        label: scene.say(colour),
        colour,
        kind: "radio",
        checked: editor.colour === colour,
        run: () => {
          editor.colour = colour;
          if (this.#typing?.note) crafts.colour(this.#stage, [this.#typing.note], colour);
          this.#paint();
          this.#field.focus();
        },
      })),
    );
  }

  #paint() {
    const { scene, editor } = this.#stage;
    this.#slip.className = `slip ${editor.colour} lit`;
    const name = `${scene.say("note-colour")}: ${scene.say(editor.colour)}`;
    this.#swatch.setAttribute("aria-label", name);
    this.#swatch.replaceChildren(el("span", { class: `sw ${editor.colour} lit` }, icon(`s-${editor.colour}`)));
  }

  close() {
    this.#place();
    this.#typing?.close();
    this.#form.remove();
  }
}
