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

  const draw = () => {
    const typed = input.value.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
    for (const [i, cell] of cells.entries()) {
      cell.textContent = typed[i] ?? "";
      cell.classList.toggle("cur", i === Math.min(typed.length, length - 1));
    }
  };
  // The caret is not drawn inside the text, so it stays at the end.
  const toEnd = () => {
    if (input.selectionStart === input.selectionEnd) input.setSelectionRange(input.value.length, input.value.length);
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
