// The agenda without reloading: minutes are set as they change, steps are moved by a grip, with the mouse or with keys.
// The forms do the work, here and without scripts; htmx sends them and puts the new list in place.

const page = document.querySelector(".page.agenda");
page?.classList.add("is-live");

/** @param {Element} row @returns {HTMLElement | null} */
const list = (row) => row.closest(".steps");

/** Sends a row to after another one ("" is first). @param {HTMLElement} row @param {string} after */
function send(row, after) {
  const form = row.querySelector("form[data-move]");
  const field = form?.querySelector("[data-after]");
  if (!(form instanceof HTMLFormElement) || !(field instanceof HTMLInputElement)) return;
  field.disabled = false;
  field.value = after;
  form.requestSubmit();
}

/** @param {Element} row */
const before = (row) => /** @type {HTMLElement | null} */ (row.previousElementSibling)?.dataset.step ?? "";

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && "minutes" in field.dataset) field.form?.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[aria-disabled=true]") : null;
  if (button) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const grip = event.target instanceof Element ? event.target.closest("[data-grip]") : null;
  const way = event.key === "ArrowUp" ? "up" : event.key === "ArrowDown" ? "down" : "";
  const row = grip?.closest("li");
  if (!way || !row) return;
  event.preventDefault();
  const button = row.querySelector(`[id^="${way}-"]:not([aria-disabled])`);
  if (button instanceof HTMLButtonElement) button.click();
});

/** The row in hand and what it came after. @type {{ row: HTMLElement, pointer: number, from: string, next: Element | null } | null} */
let held = null;

document.addEventListener("pointerdown", (event) => {
  const grip = event.target instanceof Element ? event.target.closest("[data-grip]") : null;
  const row = grip?.closest("li");
  if (!grip || !row || event.button !== 0 || held) return;
  grip.setPointerCapture(event.pointerId);
  held = { row, pointer: event.pointerId, from: before(row), next: row.nextElementSibling };
  row.classList.add("is-held");
});

const EDGE = 72; // pixels from the top or the bottom of the window in which the page scrolls along
const FASTEST = 14; // pixels a frame
let heldAt = 0;
let scrolling = 0;

/** Scrolls while the row in hand is near an edge: a phone shows four steps of fourteen. */
function scrollAlong() {
  scrolling = 0;
  if (!held) return;
  const below = heldAt - (innerHeight - EDGE);
  const above = EDGE - heldAt;
  const by = Math.max(below, above, 0) * Math.sign(below > above ? 1 : -1);
  if (!by) return;
  const was = scrollY;
  scrollBy({ top: Math.max(-FASTEST, Math.min(FASTEST, by / 4)), behavior: "instant" });
  makeWay();
  if (scrollY !== was) scrolling = requestAnimationFrame(scrollAlong);
}

// A finger that rests on the grip would open the browser's own menu, which ends the move.
document.addEventListener("contextmenu", (event) => {
  if (held) event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (!held || event.pointerId !== held.pointer) return;
  heldAt = event.clientY;
  makeWay();
  if (!scrolling) scrolling = requestAnimationFrame(scrollAlong);
});

/** The others step aside for the row in hand. */
function makeWay() {
  if (!held) return;
  const { row } = held;
  const others = [...(list(row)?.querySelectorAll("li.can-move") ?? [])].filter((other) => other !== row);
  const isBelow = others.map((other) => row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  // They and not the row: what is moved in the page itself would lose the pointer.
  for (const other of others.filter((_, index) => isBelow[index])) {
    if (heldAt > middleOf(other)) row.before(other);
  }
  for (const other of others.filter((_, index) => !isBelow[index]).reverse()) {
    if (heldAt < middleOf(other)) row.after(other);
  }
}

/** @param {Element} row */
function middleOf(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}

/** @param {boolean} keep whether it stays where it was let go */
function letGo(keep) {
  if (!held) return;
  const { row, from, next } = held;
  held = null;
  row.classList.remove("is-held");
  const parent = list(row);
  if (!keep) parent?.insertBefore(row, next?.parentNode === parent ? next : null);
  else if (before(row) !== from) send(row, before(row));
}

document.addEventListener("pointerup", () => letGo(true));
document.addEventListener("pointercancel", () => letGo(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") letGo(false);
});

// The list comes back whole with every answer. What is done or typed meanwhile waits for it, and is not lost by it.
let busy = false;
let settling = false;
/** The field for minutes that an answer is awaited for, and what was sent of it. */
let underWay = "";
/** @type {(() => void)[]} */
const waiting = [];
/** @type {Map<string, string>} */
const typed = new Map();
/** @type {string} the field that was being typed in when the list came back */
let unfinished = "";

/** Whether these minutes are on their way already: Enter in a field tells that it changed, and sends its form.
 * @param {HTMLFormElement} form */
function isUnderWay(form) {
  const field = form.querySelector("[data-minutes]");
  return field instanceof HTMLInputElement && underWay === `${field.id} ${field.value}`;
}

/** The same form in the list that is to come. @param {HTMLFormElement} form @param {HTMLElement | null} button */
function later(form, button) {
  const field = form.querySelector("[data-minutes]");
  const row = form.closest("li")?.id ?? "";
  const after = form.querySelector("[data-after]:enabled");
  if (button?.id) return () => document.getElementById(button.id)?.click();
  if (field instanceof HTMLInputElement) {
    return () => /** @type {HTMLInputElement | null} */ (document.getElementById(field.id))?.form?.requestSubmit();
  }
  const place = after instanceof HTMLInputElement ? after.value : "";
  return () => {
    const found = document.getElementById(row);
    if (found) send(found, place);
  };
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!busy || !(form instanceof HTMLFormElement) || !page?.contains(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isUnderWay(form)) waiting.push(later(form, event.submitter));
  },
  { capture: true },
);

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = /** @type {CustomEvent} */ (event).detail.elt;
  const field = form instanceof Element ? form.querySelector("[data-minutes]") : null;
  underWay = field instanceof HTMLInputElement ? `${field.id} ${field.value}` : "";
  busy = true;
});

document.addEventListener("htmx:beforeSwap", () => {
  typed.clear();
  settling = true;
  held = null;
  for (const field of document.querySelectorAll("input[data-minutes]")) {
    if (!(field instanceof HTMLInputElement) || field.value === field.defaultValue) continue;
    if (field.form && isUnderWay(field.form)) continue;
    typed.set(field.id, field.value);
    if (field === document.activeElement) unfinished = field.id;
  }
});

document.addEventListener("focusout", (event) => {
  const field = event.target;
  if (!unfinished || !(field instanceof HTMLInputElement) || field.id !== unfinished || !field.isConnected) return;
  unfinished = "";
  if (field.value !== field.defaultValue) field.form?.requestSubmit();
});

/** Goes on with what waited, once the answer is in place or has failed. */
function goOn() {
  busy = false;
  waiting.shift()?.();
}

// Each part of the answer settles with an event of its own; the first says that all are in place.
document.addEventListener("htmx:afterSettle", () => {
  if (!settling) return;
  settling = false;
  for (const [id, value] of typed) {
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  setTimeout(goOn);
});
for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(failed, goOn);
