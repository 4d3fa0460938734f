// Light, dark, or as the device asks: a button anywhere with data-theme-switch goes round the three.
// The choice is a cookie, so that the server links the right style sheet and nothing flashes.

/** @typedef {"auto" | "light" | "dark"} Theme */

const NEXT = /** @type {const} */ ({ auto: "light", light: "dark", dark: "auto" });
const MEDIA = { auto: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };
const YEAR = 365 * 24 * 3600;

/** @param {HTMLElement} button @returns {Theme} */
function themeOf(button) {
  const theme = button.dataset.themeSwitch;
  return theme === "light" || theme === "dark" ? theme : "auto";
}

/** Shows the theme's icon and name in the button. @param {HTMLElement} button */
function draw(button) {
  const theme = themeOf(button);
  for (const part of button.querySelectorAll("[data-show]")) {
    if (part instanceof HTMLElement) part.hidden = part.dataset.show !== theme;
  }
  const name = button.querySelector("[data-theme-name]");
  if (name) name.textContent = button.dataset[theme] ?? "";
  button.hidden = false;
}

/** Makes `theme` the one in use, on this page and the next. @param {Theme} theme */
function use(theme) {
  document.cookie = `theme=${theme}; path=/; max-age=${theme === "auto" ? 0 : YEAR}; samesite=lax`;
  const sheet = document.getElementById("dark");
  if (sheet instanceof HTMLLinkElement) sheet.media = MEDIA[theme];
}

/** @returns {NodeListOf<HTMLElement>} */
const buttons = () => document.querySelectorAll("[data-theme-switch]");

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-theme-switch]") : null;
  if (!(button instanceof HTMLElement)) return;
  const theme = NEXT[themeOf(button)];
  use(theme);
  for (const one of buttons()) {
    one.dataset.themeSwitch = theme;
    draw(one);
  }
});

for (const button of buttons()) draw(button);
