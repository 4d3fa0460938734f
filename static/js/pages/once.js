// Sends a form once: a second press on its button, out of impatience, would make a second person.
// <form data-once>

/** @param {HTMLFormElement} form @param {boolean} busy */
function setBusy(form, busy) {
  if (busy) form.dataset.sent = "";
  else delete form.dataset.sent;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("once" in form.dataset)) return;
  if ("sent" in form.dataset) event.preventDefault();
  else setBusy(form, true);
});

// Back from the next page, the form can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) {
    if (form instanceof HTMLFormElement) setBusy(form, false);
  }
});
