// The finer things that can be done with notes, each with what is said of it. Fetched with what asks for them.

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {Stage} stage @param {string[]} notes @param {string} colour */
export function colour({ deeds, scene, editor }, notes, colour) {
  if (deeds.edit({ op: "colour", notes, colour }, scene.say(`colour-${colour}`))) editor.colour = colour;
}

/** @param {Stage} stage @param {string[]} notes @param {string} tag @param {boolean} on */
export function tag({ deeds, scene }, notes, tag, on) {
  deeds.edit({ op: "tag", notes, tag, on }, scene.say(on ? "labelled" : "unlabelled", { name: scene.tagName(tag) }));
}

/** @param {Stage} stage @param {string[]} notes @param {string} on */
export function stack({ deeds, scene }, notes, on) {
  const text = scene.short(scene.note(on)?.text ?? "");
  deeds.edit({ op: "stack", notes, on }, scene.say("stacked", { text }));
}

/** @param {Stage} stage @param {string[]} notes */
export function unstack({ deeds, scene }, notes) {
  deeds.edit({ op: "unstack", notes }, scene.say("unstacked"));
}

/** The copies are chosen, ready to be moved. @param {Stage} stage @param {string[]} notes */
export function duplicate({ deeds, scene, selection }, notes) {
  const copies = notes.map(() => scene.session.newId());
  if (deeds.edit({ op: "duplicate", notes, copies }, scene.say("duplicated", { count: notes.length })))
    selection.all(copies);
}

/** @param {Stage} stage @param {string} note @param {string} reaction */
export function react({ deeds, scene }, note, reaction) {
  const on = !scene.note(note)?.reactions[reaction]?.includes(scene.me);
  deeds.edit(
    { op: "react", note, reaction, on },
    scene.say(on ? "reacted" : "unreacted", { name: scene.say(reaction) }),
  );
}
