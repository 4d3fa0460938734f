// Forms that show what becomes of them as they change (hx-trigger "change"): what was changed before the page's scripts
// were there, or was put back by the browser, is looked at too.

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    return (
      field.selectedIndex !==
      Math.max(
        0,
        [...field.options].findIndex((one) => one.defaultSelected),
      )
    );
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement)) return false;
  if (field.type === "file") return (field.files?.length ?? 0) > 0;
  return field.checked !== field.defaultChecked || (field.type !== "hidden" && field.value !== field.defaultValue);
}

// htmx listens from DOMContentLoaded on, which has been by then.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[hx-trigger*=change]")) {
    if (form instanceof HTMLFormElement && [...form.elements].some(isChanged)) {
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
});
