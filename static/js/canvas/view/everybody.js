// Who takes part, where they are, and for facilitators: take back their last minutes, rename, to another team, remove.

import { el, hidden, icon } from "./dom.js";
import { csrfToken } from "./page.js";
import { openPanel } from "./panel.js";
import { initials, personColour } from "./people.js";

/** @typedef {import("./stage.js").Stage} Stage */

const TAKE_BACK = 5; // minutes

/** @param {Stage} stage */
export function showEverybody(stage) {
  const { scene, panels } = stage;
  const takeBack = (/** @type {any} */ person) => takeBackFrom(stage, person);
  if (panels.name === "people") return panels.close();
  openPanel(stage, "people", scene.say("people"), (body) => {
    const draw = () => {
      // Somebody is typing a name: not now.
      if (body.contains(document.activeElement) && document.activeElement?.matches("input, select")) return;
      const open = body.querySelector("details[open]")?.getAttribute("data-who");
      const rows = (/** @type {any[]} */ people) =>
        el("ul", { class: "people" }, ...people.map((person) => line(scene, person, open, takeBack)));
      const others = elsewhere(scene);
      body.replaceChildren(rows(everybody(scene)));
      if (others.length) body.append(el("h3", {}, scene.say("people-elsewhere")), rows(others));
    };
    draw();
    return draw;
  });
}

/** This team's people and who else is here; those who are here first. @param {import("./scene.js").Scene} scene */
function everybody({ session, page }) {
  const here = new Set(session.people.map((one) => one.who));
  const people = (session.workshop?.people ?? []).filter(
    (/** @type {any} */ one) => !one.removed && (one.team === page.team || here.has(one.who)),
  );
  return people.sort(
    (/** @type {any} */ a, /** @type {any} */ b) =>
      Number(here.has(b.who)) - Number(here.has(a.who)) || a.name.localeCompare(b.name),
  );
}

/** For who looks after people: those of other teams, and of none. @param {import("./scene.js").Scene} scene */
function elsewhere(scene) {
  if (!scene.may("manage people")) return [];
  const shown = new Set(everybody(scene));
  return (scene.session.workshop?.people ?? [])
    .filter((/** @type {any} */ one) => !one.removed && one.role !== "facilitator" && !shown.has(one))
    .sort((/** @type {any} */ a, /** @type {any} */ b) => a.name.localeCompare(b.name));
}

/** @param {import("./scene.js").Scene} scene @param {any} person @param {string | null | undefined} open @param {(person: any) => void} takeBack */
function line(scene, person, open, takeBack) {
  const present = scene.session.people.find((one) => one.who === person.who);
  const role = person.who === scene.me ? scene.say("you") : person.role === "participant" ? "" : scene.say(person.role);
  const circle = el(
    "span",
    {
      class: `av ${present ? personColour(person.who) : "is-away"}${present?.typing ? " busy" : ""}`,
      "aria-hidden": "true",
    },
    initials(person.name),
  );
  const name = el(
    "p",
    { class: "who" },
    person.name,
    role && el("span", { class: "role" }, ` (${role})`),
    el("span", { class: "doing" }, doing(scene, present, person)),
  );
  const manages = scene.may("manage people") && person.who !== scene.me && person.role !== "facilitator";
  return el("li", {}, circle, name, manages && tools(scene, person, String(person.who) === open, takeBack));
}

/** @param {import("./scene.js").Scene} scene @param {import("./session.js").Present | undefined} present @param {any} person */
function doing(scene, present, person) {
  const team = scene.session.workshop.teams.find((/** @type {any} */ one) => one.id === person.team);
  if (person.team !== scene.page.team && person.role !== "facilitator" && !present)
    return team?.name ?? scene.say("people-no-team");
  if (!present) return scene.say("is-away");
  if (!present.block) return scene.say("is-here");
  return scene.say(present.typing ? "writes-in" : "is-in", { block: scene.blockName(present.block) });
}

/** @param {import("./scene.js").Scene} scene @param {any} person @param {boolean} open @param {(person: any) => void} takeBack */
function tools(scene, person, open, takeBack) {
  const { urls } = scene.page;
  const address = (/** @type {string} */ url) => url.replace("/0/", `/${person.who}/`);
  const label = scene.say("new-name", { name: person.name });
  const rename = el(
    "form",
    { method: "post", action: address(urls.rename), class: "reply" },
    ...hiddenFields(),
    el("input", {
      class: "input",
      name: "name",
      value: person.name,
      maxlength: 60,
      "aria-label": label,
      required: true,
    }),
    el("button", { class: "btn" }, scene.say("save")),
  );
  const remove = el(
    "form",
    { method: "post", action: address(urls.remove) },
    ...hiddenFields(),
    el("button", { class: "btn stop" }, scene.say("remove-person")),
  );
  remove.addEventListener("submit", (event) => {
    if (!confirm(scene.say("remove-person-sure", { name: person.name }))) event.preventDefault();
  });
  const back = el("button", { class: "btn", type: "button" }, icon("undo"), scene.say("take-back"));
  back.addEventListener("click", () => takeBack(person));
  return el(
    "details",
    { "data-who": person.who, open, class: "person-tools" },
    el(
      "summary",
      { class: "icon", title: scene.say("rename-remove") },
      icon("more"),
      hidden(`${scene.say("rename-remove")}: ${person.name}`),
    ),
    scene.may("moderate") && el("p", {}, back),
    rename,
    move(scene, person, address(urls.move)),
    remove,
  );
}

/** To another team; an open canvas of theirs goes along. @param {import("./scene.js").Scene} scene @param {any} person @param {string} action */
function move(scene, person, action) {
  const { teams } = scene.session.workshop;
  if (teams.length < 2 && person.team) return null;
  const label = scene.say("move-person", { name: person.name });
  const option = (/** @type {any} */ team) =>
    el("option", { value: team.id, selected: team.id === person.team }, team.name);
  const choice = el("select", { class: "input", name: "team", "aria-label": label }, ...teams.map(option));
  return el(
    "form",
    { method: "post", action, class: "reply" },
    ...hiddenFields(),
    choice,
    el("button", { class: "btn" }, scene.say("move-person-do")),
  );
}

/** What somebody did in the last minutes goes, and can be had back. @param {Stage} stage @param {any} person */
function takeBackFrom({ scene, deeds }, person) {
  const done = deeds.edit({ op: "take-back", who: person.who, minutes: TAKE_BACK });
  if (done) deeds.offer(scene.say("taken-back", { name: person.name }), scene.say("undo"), () => deeds.undo());
}

/** The token, and where to come back to. */
function hiddenFields() {
  const field = (/** @type {string} */ name, /** @type {string} */ value) =>
    el("input", { type: "hidden", name, value });
  return [field("csrfmiddlewaretoken", csrfToken()), field("next", location.pathname)];
}
