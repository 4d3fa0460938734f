// The board: finds the page's data, makes the session and the view, and wires them to each other.

import { browserWorld } from "./sync/browser.js";
import { Session } from "./sync/session.js";
import { csrfToken, readPage } from "./view/page.js";
import { Scene } from "./view/scene.js";
import { Stage } from "./view/stage.js";

const { canvas, page, words } = readPage();
const scene = new Scene(page, words);
const stage = new Stage(scene);

const session = new Session({
  canvas,
  kind: page.kind,
  you: page.you,
  workshop: page.workshop,
  ...browserWorld({ canvas: canvas.id, csrf: csrfToken }),
  onChange: (change) => stage.change(change),
  onStatus: (status) => stage.told(status),
  onPeople: () => stage.workshop(),
  onWorkshop: () => stage.workshop(),
  onRefused: (refusal) => stage.refused(refusal),
  onBye: (bye) => stage.ended(bye),
});

scene.session = session;
stage.start();
stage.told(session.status);
session.start();
