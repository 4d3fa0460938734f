// What a facilitator does for all teams or one: a message, a spotlight on a block, a team's canvas before everybody.

import { openDialog } from "../canvas/view/dialog.js";
import { el } from "../canvas/view/dom.js";

/** @typedef {import("./main.js").Cockpit} Cockpit */

/** @param {Cockpit} cockpit @param {string} name message, light or show @param {string | null} team */
export function openAsking(cockpit, name, team) {
  if (name === "message") askMessage(cockpit, team);
  else if (name === "light") askLight(cockpit, team);
  else askTeam(cockpit);
}

/** Everybody, or one team. @param {Cockpit} cockpit @param {string | null} chosen */
function whom({ scene }, chosen) {
  const choose = el("select", { id: "whom" }, el("option", { value: "" }, scene.say("everybody")));
  for (const { id, name } of scene.session.workshop.teams) {
    choose.append(el("option", { value: id, selected: id === chosen }, name));
  }
  const field = el("div", { class: "field" }, el("label", { for: "whom" }, scene.say("for-whom")), choose);
  return { field, team: () => choose.value || null };
}

/** @param {Cockpit} cockpit @param {string | null} team */
function askMessage(cockpit, team) {
  const { scene } = cockpit;
  const to = whom(cockpit, team);
  const text = el("input", { id: "message", maxlength: cockpit.limits.notice, required: true, autocomplete: "off" });
  const field = el("div", { class: "field" }, el("label", { for: "message" }, scene.say("message-field")), text);
  const send = el("button", { class: "btn ink", type: "submit" }, scene.say("message-send"));
  const cancel = el("button", { class: "btn", type: "button" }, scene.say("cancel"));
  const form = el("form", {}, el("div", { class: "body" }, to.field, field));
  form.append(el("div", { class: "acts foot" }, send, cancel));
  const dialog = openDialog(scene, scene.say("message-title"), {}, form);
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    if (!(await cockpit.do({ op: "notice", text: text.value.trim(), team: to.team() }))) return;
    dialog.close();
    cockpit.toast.show(scene.say("message-sent"));
  });
  text.focus();
}

/** @param {Cockpit} cockpit @param {string | null} team */
function askLight(cockpit, team) {
  const { scene } = cockpit;
  const to = whom(cockpit, team);
  const places = el("ul", { class: "places grid-classic" });
  const body = el("div", { class: "body" }, to.field, places);
  const dialog = openDialog(scene, scene.say("light-title"), { broad: true }, body);
  for (const { key, area, name } of scene.page.kind.blocks) {
    const button = el("button", { type: "button" }, name);
    button.addEventListener("click", async () => {
      dialog.close();
      const done = await cockpit.do({ op: "spotlight", block: key, note: null, team: to.team() });
      if (done) cockpit.toast.show(scene.say("light-set", { block: name }));
    });
    places.append(el("li", { class: `a-${area}` }, button));
  }
}

/** @param {Cockpit} cockpit */
function askTeam(cockpit) {
  const { scene } = cockpit;
  const list = el("ul", { class: "choose-team" });
  const dialog = openDialog(scene, scene.say("show-title"), {}, el("div", { class: "body" }, list));
  for (const { id, name } of scene.session.workshop.teams) {
    const button = el("button", { class: "btn wide", type: "button" }, name);
    button.addEventListener("click", () => {
      dialog.close();
      cockpit.do({ op: "plenary", team: id });
    });
    list.append(el("li", {}, button));
  }
}
