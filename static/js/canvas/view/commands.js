// What a key or a button asks to be done with notes, by name. Dialogs and menus are fetched when they are first wanted.

import { duplicate, unstack } from "./crafts.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {(stage: Stage, ids: string[], from: HTMLElement | null) => unknown} Command */

/** @type {Record<string, Command>} */
const COMMANDS = {
  edit: ({ editor }, [id]) => editor.open(id),
  move: async (stage, ids) => (await import("./move.js")).askWhere(stage, ids),
  colour: async (stage, ids, from) => (await import("./menus.js")).colours(stage, ids, from),
  label: async (stage, ids, from) => (await import("./menus.js")).labels(stage, ids, from),
  react: async (stage, ids, from) => (await import("./menus.js")).reactions(stage, ids, from),
  others: async (stage, ids, from) => (await import("./menus.js")).others(stage, ids, from),
  stack: async (stage, ids) => (await import("./stacking.js")).askOnto(stage, ids),
  unstack,
  comments: async (stage, [id]) => (await import("./comments.js")).showComments(stage, id),
  duplicate,
  select: ({ selection }, [id]) => selection.toggle(id),
  remove: ({ deeds, selection }, ids) => {
    if (deeds.remove(ids)) selection.clear();
  },
};

/**
 * @param {Stage} stage
 * @param {string} name
 * @param {string[]} ids
 * @param {HTMLElement | null} from where a menu opens
 */
export function run(stage, name, ids, from) {
  const there = ids.filter((id) => stage.scene.note(id));
  if (there.length) COMMANDS[name]?.(stage, there, from);
}
