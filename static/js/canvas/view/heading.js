// What the workshop's state decides of the page: its title, the team's name, who wrote a note, what one may do.

/** @type {string | undefined} */
let names;

/** @param {import("./stage.js").Stage} stage */
export function drawWorkshop(stage) {
  const { root, scene, board } = stage;
  const { workshop } = scene.session;
  const team = workshop?.teams.find((/** @type {any} */ one) => one.id === scene.page.team);
  const [title, name] = [root.querySelector(".top h1"), root.querySelector("[data-team]")];
  if (title && workshop) title.textContent = workshop.title;
  if (name && team) name.textContent = team.name;
  root.classList.toggle("is-archived", Boolean(workshop?.archived));
  root.classList.toggle("is-looking", !scene.may("write"));
  const now = namesOf(workshop);
  names ??= namesOf(scene.page.workshop);
  if (now !== names) board.redraw(scene.canvas.notes.keys());
  names = now;
  anotherRole(stage);
}

/** The buttons of another role come with the page; it is loaded again when nobody is in the middle of something. @param {import("./stage.js").Stage} stage */
function anotherRole({ scene, editor }) {
  const { you, status } = scene.session;
  if (you.role !== scene.page.you.role && !status.waiting && editor.id === null && status.state !== "stopped")
    location.reload();
}

/** @param {any} workshop */
const namesOf = (workshop) => JSON.stringify(workshop?.people.map((/** @type {any} */ one) => one.name));
