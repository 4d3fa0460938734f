// Hides the code and the QR code, for when the screen is shared with more people than are meant to come in.

const button = document.querySelector("button[data-hide-code]");

/** @param {HTMLButtonElement} switcher @param {boolean} hide */
function show(switcher, hide) {
  for (const part of document.querySelectorAll("[data-code-shown]")) {
    if (part instanceof HTMLElement) part.hidden = hide;
  }
  for (const part of document.querySelectorAll("[data-code-hidden]")) {
    if (part instanceof HTMLElement) part.hidden = !hide;
  }
  const label = switcher.querySelector("span");
  if (label) label.textContent = (hide ? switcher.dataset.show : switcher.dataset.hide) ?? "";
}

if (button instanceof HTMLButtonElement) {
  let hidden = false;
  button.hidden = false;
  button.addEventListener("click", () => {
    hidden = !hidden;
    show(button, hidden);
  });
}
