// The lamp: lights up the block in focus, without pulling anyone out of a sentence.

/** @typedef {import("../view/stage.js").Stage} Stage */

export class Lamp {
  #stage;
  /** @type {string | null} */
  #step = null;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
  }

  /** @param {import("../core/schedule.js").Step | undefined} step the running one */
  draw(step) {
    const { board } = this.#stage;
    const block = step?.block ?? null;
    board.sheet.classList.toggle("all-lit", block === null);
    for (const key of board.blocks) {
      const section = board.block(key)?.section;
      section?.classList.toggle("is-lit", key === block);
      if (key === block) section?.setAttribute("aria-current", "step");
      else section?.removeAttribute("aria-current");
    }
    board.sheet.dataset.focus = block ? (board.block(block)?.section.dataset.area ?? "") : "";
    if ((step?.id ?? null) === this.#step) return;
    const first = this.#step === null;
    this.#step = step?.id ?? null;
    if (!step) return;
    const { scene } = this.#stage;
    const told = step.private && step.reading && !step.revealed ? ` ${scene.say("phase-reading")}.` : "";
    if (!first) this.#stage.announcer?.say(scene.say("step-now", { title: step.title }) + told);
    if (block) this.#lead(block);
  }

  /** Where one block is shown at a time, go along; who is writing is asked instead. @param {string} block */
  #lead(block) {
    const { layout, editor, toast, scene, root } = this.#stage;
    if (!layout.single || layout.block === block) return;
    const writing = editor.id !== null || root.classList.contains("is-composing");
    if (!writing) layout.go(block);
    else
      toast.show(scene.say("step-elsewhere", { block: scene.blockName(block) }), {
        label: scene.say("go-along"),
        run: () => layout.go(block),
      });
  }
}
