// Draws the characters of a join code in boxes, over the one real field that takes them.
// <div class="code" data-code="8"><input …><div class="boxes" aria-hidden="true"></div></div>

/** @param {HTMLElement} frame */
function box(frame) {
  const input = frame.querySelector("input");
  const boxes = frame.querySelector(".boxes");
  if (!input || !boxes) return;
  const length = Number(frame.dataset.code) || 8;
  const cells = Array.from({ length }, (_, i) => {
    const cell = document.createElement("span");
    cell.classList.toggle("gap", i === length / 2);
    return cell;
  });
  boxes.replaceChildren(...cells);

  // Somebody may paste the whole link: its code comes after the #.
  const typed = () => (input.value.split("#").pop() ?? "").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  const draw = () => {
    // More than fits would be sent without being seen.
    if (typed().length > length) input.value = typed().slice(0, length);
    const shown = typed();
    for (const [i, cell] of cells.entries()) {
      cell.textContent = shown[i] ?? "";
      cell.classList.toggle("cur", i === Math.min(shown.length, length - 1));
    }
    frame.classList.toggle("is-full", shown.length === length);
  };
  // The caret is not drawn inside the text, so it stays at the end; over a whole code one types another.
  const toEnd = () => {
    if (typed().length === length) input.select();
    else if (input.selectionStart === input.selectionEnd)
      input.setSelectionRange(input.value.length, input.value.length);
  };
  input.addEventListener("input", draw);
  input.addEventListener("focus", toEnd);
  input.addEventListener("click", toEnd);
  window.addEventListener("pageshow", draw);
  frame.classList.add("is-boxed");
  draw();
}

for (const frame of document.querySelectorAll("[data-code]")) {
  if (frame instanceof HTMLElement) box(frame);
}
