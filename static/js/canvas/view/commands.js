// What a key or a button asks to be done with notes, by name. Dialogs and menus are fetched when they are first wanted.

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {(stage: Stage, ids: string[], from: HTMLElement | null) => unknown} Command */

/** Each with the key that does the same. */
export const KEYS = /** @type {const} */ ({
  m: "move", c: "colour", l: "label", s: "stack", u: "unstack", d: "duplicate", k: "comments", r: "react", x: "select", Delete: "remove",
});

/** @type {Record<string, Command>} */
const COMMANDS = {
  edit: ({ editor }, [id]) => editor.open(id),
  move: async (stage, ids) => (await import("./move.js")).askWhere(stage, ids),
  colour: async (stage, ids, from) => (await import("./menus.js")).colours(stage, ids, from),
  label: async (stage, ids, from) => (await import("./menus.js")).labels(stage, ids, from),
  react: async (stage, ids, from) => (await import("./menus.js")).reactions(stage, ids, from),
  others: async (stage, ids, from) => (await import("./menus.js")).others(stage, ids, from),
  stack: async (stage, ids) => (await import("./stacking.js")).askOnto(stage, ids),
  unstack: ({ deeds }, ids) => deeds.unstack(ids),
  comments: async (stage, [id]) => (await import("./comments.js")).showComments(stage, id),
  duplicate: ({ deeds, selection }, ids) => {
    const copies = deeds.duplicate(ids);
    if (copies.length) selection.all(copies);
  },
  select: ({ selection }, [id]) => selection.toggle(id),
  remove: ({ deeds, selection }, ids) => {
    if (deeds.remove(ids)) selection.clear();
  },
};

export class Commands {
  /** @type {Stage} */
  #stage;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
  }

  /**
   * @param {string} name
   * @param {string[]} ids
   * @param {HTMLElement | null} [from] where a menu opens
   */
  run(name, ids, from = null) {
    const there = ids.filter((id) => this.#stage.scene.note(id));
    if (there.length) COMMANDS[name]?.(this.#stage, there, from);
  }
}
