// The menu of the top bar.

import { openMenu } from "./menu.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** @param {Stage} stage @param {HTMLElement} from */
export function openMore(stage, from) {
  const { scene, deeds, layer, settings, layout } = stage;
  const say = scene.say.bind(scene);
  // Nobody else is there to see, or to lock out.
  const byOneself = stage.root.matches(".is-alone:not(.has-company)");
  openMenu(layer, from, say("more"), () => [
    ...(scene.may("write")
      ? [
          { label: say("undo"), sign: "undo", key: "Ctrl Z", run: () => deeds.undo() },
          { label: say("redo"), sign: "redo", run: () => deeds.redo() },
        ]
      : []),
    { label: say("bin"), sign: "bin", run: async () => (await import("./bin.js")).showBin(stage) },
    ...(byOneself
      ? []
      : [
          {
            label: say("people"),
            sign: "people",
            run: async () => (await import("./everybody.js")).showEverybody(stage),
          },
        ]),
    ...(document.querySelector("template[data-share]")
      ? [{ label: say("share"), sign: "share", run: async () => (await import("./share.js")).showShare(stage) }]
      : []),
    ...(stage.hour?.menu() ?? []),
    ...(stage.assumed?.menu() ?? []),
    ...past(stage),
    ...(byOneself ? [] : locks(stage)),
    ...teams(stage),
    { line: true },
    {
      label: say(layout.single ? "whole-canvas" : "one-block"),
      sign: layout.single ? "grid" : "list",
      run: () => {
        settings.set("single", !layout.single);
        layout.fit();
      },
    },
    theme(scene),
    {
      label: say("help"),
      sign: "key",
      key: settings.get("keys", true) ? "?" : undefined,
      run: async () => (await import("./help.js")).showHelp(stage),
    },
    { label: say("leave"), sign: "leave", href: scene.page.urls.lobby },
  ]);
}

/** @param {Stage} stage @returns {import("./menu.js").Item[]} */
function locks({ scene, deeds, layout }) {
  if (!scene.may("lock")) return [];
  const { canvas } = scene;
  const one = layout.block;
  const block = { block: scene.blockName(one ?? "") };
  return [
    { line: true },
    ...(one
      ? [
          {
            label: scene.say(canvas.block(one).locked ? "unlock-block" : "lock-block", block),
            sign: canvas.block(one).locked ? "unlock" : "lock",
            run: () => deeds.lock(one),
          },
        ]
      : []),
    {
      label: scene.say(canvas.locked ? "unlock-canvas" : "lock-canvas"),
      sign: canvas.locked ? "unlock" : "lock",
      run: () => deeds.lock(null),
    },
  ];
}

/** The ways to what was and to what might be. @param {Stage} stage @returns {import("./menu.js").Item[]} */
function past({ scene, hour }) {
  const { urls, scenario, scenarios } = /** @type {any} */ (scene.page);
  const list = scenarios.map((/** @type {any} */ one) => ({
    label: one.name,
    sign: one.url === location.pathname ? "check" : "split",
    href: one.url,
  }));
  return [
    { line: true },
    { label: scene.say("history"), sign: "clock", href: urls.history },
    ...(scenario ? [{ label: scene.say("compare-own"), sign: "split", href: `${urls.history}compare/` }] : []),
    ...(urls.export && !hour ? [{ label: scene.say("export"), sign: "take", href: urls.export }] : []),
    ...(list.length ? [{ head: scene.say("scenarios") }, ...list] : []),
  ];
}

/** The way to other teams, for who may see them. @param {Stage} stage @returns {import("./menu.js").Item[]} */
function teams({ scene }) {
  const list = scene.session.workshop?.teams ?? [];
  if (!scene.may("see any team") || list.length < 2) return [];
  const address = (/** @type {string} */ canvas) =>
    scene.page.urls.board.replace("00000000-0000-0000-0000-000000000000", canvas);
  return [
    { head: scene.say("teams") },
    ...list.map((/** @type {any} */ team) => ({
      label: team.name,
      sign: team.id === scene.page.team ? "check" : "people",
      href: address(team.canvas),
    })),
  ];
}

const THEMES = /** @type {const} */ (["auto", "light", "dark"]);
const SIGNS = { auto: "auto", light: "sun", dark: "moon" };

/** The next of the three; pages/theme.js knows how. @param {import("./scene.js").Scene} scene @returns {import("./menu.js").Item} */
function theme(scene) {
  const button = document.querySelector("[data-theme-switch]");
  const now = THEMES.find((one) => button?.getAttribute("data-theme-switch") === one) ?? "auto";
  return {
    label: scene.say(`theme-${now}`),
    sign: SIGNS[now],
    stays: true,
    run: () => button instanceof HTMLElement && button.click(),
  };
}
