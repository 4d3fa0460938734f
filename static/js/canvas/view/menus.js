// The menus of the toolbar: colour, labels, reactions and the rest.

import * as crafts from "./crafts.js";
import { openMenu } from "./menu.js";
import { ROOMY } from "./toolbar.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {Stage} stage @param {string[]} ids */
const notes = ({ scene }, ids) => ids.map((id) => scene.note(id)).filter((note) => note !== undefined);

/** @param {Stage} stage @param {string[]} ids @param {HTMLElement | null} from */
export function colours(stage, ids, from) {
  const { scene, layer } = stage;
  const now = new Set(notes(stage, ids).map((note) => note.colour));
  openMenu(layer, from, scene.say("colour"), () =>
    scene.page.colours.map((colour) => ({
      label: scene.say(colour),
      colour,
      kind: "radio",
      checked: now.size === 1 && now.has(colour),
      run: () => crafts.colour(stage, ids, colour),
    })),
  );
}

/** The labels of the blocks that the notes stand in. @param {Stage} stage @param {string[]} ids @param {HTMLElement | null} from */
export function labels(stage, ids, from) {
  const { scene, layer, toast } = stage;
  const blocks = new Set(notes(stage, ids).map((note) => note.block));
  const facets = [...blocks].flatMap((key) => scene.blocks.get(key)?.facets ?? []);
  if (!facets.length) toast.show(scene.say("no-labels"));
  else
    openMenu(layer, from, scene.say("label"), () =>
      facets.flatMap((facet) => [
        { head: facet.name },
        ...facet.values.map((value) => {
          const tag = `${facet.key}.${value.key}`;
          const on = notes(stage, ids).every((note) => note.tags.includes(tag));
          return {
            label: value.name,
            kind: /** @type {const} */ ("checkbox"),
            checked: on,
            sign: "tag",
            stays: true,
            run: () => crafts.tag(stage, ids, tag, !on),
          };
        }),
      ]),
    );
}

/** @param {Stage} stage @param {string[]} ids @param {HTMLElement | null} from */
export function reactions(stage, [id], from) {
  const { scene, layer } = stage;
  openMenu(layer, from, scene.say("react"), () =>
    scene.page.reactions.map((name) => ({
      label: scene.say(name),
      sign: name,
      kind: /** @type {const} */ ("checkbox"),
      checked: scene.note(id)?.reactions[name]?.includes(scene.me) ?? false,
      run: () => crafts.react(stage, id, name),
    })),
  );
}

/** What has no button of its own. @param {Stage} stage @param {string[]} ids @param {HTMLElement | null} from */
export function others(stage, ids, from) {
  const { scene, selection, layer } = stage;
  const free = notes(stage, ids).every((note) => scene.mayEdit(note.block));
  const keys = stage.settings.get("keys", true);
  const item = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {string} */ key, extra = {}) => ({
    label: scene.say(name),
    sign,
    key: keys ? key : undefined,
    run: () => stage.run(name, ids, from),
    ...extra,
  });
  openMenu(layer, from, scene.say("more"), () => [
    ...(free && innerWidth < ROOMY ? [item("colour", "palette", "c"), item("label", "tag", "l")] : []),
    ...(free ? [item("duplicate", "copy", "d")] : []),
    ...(free && notes(stage, ids).some((note) => note.under) ? [item("unstack", "unstack", "u")] : []),
    ...(scene.may("lock") ? [lock(stage, ids)] : []),
    ...(ids.length === 1 && mayPoint(stage) ? [light(stage, ids[0])] : []),
    ...(notes(stage, ids).some((note) => mayShow(scene, note)) ? [show(stage, ids)] : []),
    ...(ids.length === 1 ? (stage.assumed?.tools(ids[0]) ?? []) : []),
    { label: scene.say("select-more"), sign: "select", run: () => choose(selection, ids) },
    { label: scene.say("copy-text"), sign: "copy", run: () => copyText(stage, ids) },
    ...(free ? [{ line: true }, item("remove", "bin", "Del", { danger: true })] : []),
  ]);
}

/** Close notes for participants, or open them. @param {Stage} stage @param {string[]} ids @returns {import("./menu.js").Item} */
function lock(stage, ids) {
  const { scene, deeds } = stage;
  const on = notes(stage, ids).some((note) => !note.locked);
  const word = on ? "lock-notes" : "unlock-notes";
  return {
    label: scene.say(word, { count: ids.length }),
    sign: on ? "lock" : "unlock",
    run: () => deeds.edit({ op: "lock-notes", notes: ids, on }, scene.say(`${word}-done`, { count: ids.length })),
  };
}

/** Whether there are others to be pointed somewhere. @param {Stage} stage */
const mayPoint = ({ hour, scene }) => hour && scene.may("lead") && !scene.session.workshop.hour.alone;

/** Everybody on this canvas looks at a note. @param {Stage} stage @param {string} id @returns {import("./menu.js").Item} */
function light({ scene, hour }, id) {
  const block = scene.note(id)?.block ?? "";
  const run = () => hour?.light({ block, note: id, team: scene.page.team });
  return { label: scene.say("spotlight-set"), sign: "eye", run };
}

/** Whether a note is one's own and private, and no longer has to be. @param {import("./scene.js").Scene} scene @param {import("../core/canvas.js").Note} note */
function mayShow(scene, note) {
  const { moment } = scene.session.you;
  if (note.to !== scene.me || !scene.may("show own")) return false;
  return scene.may("reveal") || !(moment.private && note.step === moment.step);
}

/** @param {Stage} stage @param {string[]} ids @returns {import("./menu.js").Item} */
function show({ scene, deeds }, ids) {
  const own = ids.filter((id) => mayShow(scene, /** @type {any} */ (scene.note(id))));
  const run = () => deeds.edit({ op: "reveal", notes: own }, scene.say("show-own-done"));
  return { label: scene.say("show-own"), sign: "eye", run };
}

/** From now on a tap adds. @param {import("./selection.js").Selection} selection @param {string[]} ids */
function choose(selection, ids) {
  selection.many = true;
  selection.all(ids);
}

/** @param {Stage} stage @param {string[]} ids */
async function copyText(stage, ids) {
  const { copy } = await import("./clipboard.js");
  const done = await copy(
    notes(stage, ids)
      .map((note) => note.text)
      .join("\n"),
  );
  stage.toast.show(stage.scene.say(done ? "copied" : "copy-by-hand"));
}
