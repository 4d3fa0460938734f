// What the workshop's state decides of the bar: its title, the team's name, whether it is archived.

/** What the workshop's state decides of the bar. @param {import("./stage.js").Stage} stage */
export function drawWorkshop({ root, scene }) {
  const { workshop } = scene.session;
  const team = workshop?.teams.find((/** @type {any} */ one) => one.id === scene.page.team);
  const [title, name] = [root.querySelector(".top h1"), root.querySelector("[data-team]")];
  if (title && workshop) title.textContent = workshop.title;
  if (name && team) name.textContent = team.name;
  root.classList.toggle("is-archived", Boolean(workshop?.archived));
}
