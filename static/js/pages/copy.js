// Copies a text and says so: <button hidden data-copy="text" data-copied="Copied"><span>Copy</span></button>

const SAID_MS = 2000;

/** Works on plain http too, where browsers offer no clipboard. @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "vh";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const label = button.querySelector("span");
  if (!label) continue;
  const words = label.textContent;
  label.setAttribute("aria-live", "polite");
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!(await copy(button.dataset.copy ?? ""))) return;
    button.focus();
    label.textContent = button.dataset.copied ?? "";
    setTimeout(() => {
      label.textContent = words;
    }, SAID_MS);
  });
}
