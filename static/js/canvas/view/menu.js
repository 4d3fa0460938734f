// A menu that opens at a button: arrows between its items, Escape closes, the focus goes back.

import { el, icon } from "./dom.js";

/**
 * @typedef {object} Item
 * @property {string} [head] a heading instead of an item
 * @property {boolean} [line] a line instead of an item
 * @property {string} [label]
 * @property {string} [sign] an icon
 * @property {string} [key] the key that does the same
 * @property {boolean} [checked] for what can be on or off
 * @property {"radio" | "checkbox"} [kind] of what can be on or off
 * @property {string} [colour] shown as a piece of paper
 * @property {string} [href] a link
 * @property {boolean} [danger]
 * @property {boolean} [stays] whether the menu stays open
 * @property {() => void} [run]
 */

/** @type {(() => void) | null} */
let closeOpen = null;

/**
 * @param {HTMLElement} layer
 * @param {HTMLElement | null} from the button; without one the menu stands in the middle
 * @param {string} label
 * @param {() => Item[]} items asked again after an item that stays
 */
export function openMenu(layer, from, label, items) {
  closeOpen?.();
  const back = document.activeElement;
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, tabindex: 0 });
  const stop = new AbortController();
  const close = (focus = true) => {
    if (closeOpen === close) closeOpen = null;
    stop.abort();
    menu.remove();
    from?.removeAttribute("aria-expanded");
    if (focus && back instanceof HTMLElement && back.isConnected) back.focus();
  };
  closeOpen = close;
  const draw = (at = 0) => {
    menu.replaceChildren(...items().map((item) => draw1(item, () => act(item))));
    const rows = rowsOf(menu);
    rows[Math.min(at, rows.length - 1)]?.focus();
  };
  const act = (/** @type {Item} */ item) => {
    const at = rowsOf(menu).indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (!item.stays) close();
    item.run?.();
    if (item.stays) draw(at);
  };
  layer.append(menu);
  from?.setAttribute("aria-expanded", "true");
  draw();
  place(menu, from);
  menu.addEventListener("keydown", (event) => walk(event, menu, close));
  document.addEventListener(
    "pointerdown",
    (event) => {
      if (event.target instanceof Node && !menu.contains(event.target)) close(false);
    },
    { signal: stop.signal, capture: true },
  );
  return close;
}

/** @param {HTMLElement} menu @returns {HTMLElement[]} */
const rowsOf = (menu) => [...menu.querySelectorAll("[role^=menuitem]")].filter((row) => row instanceof HTMLElement);

/** @param {Item} item @param {() => void} act */
function draw1(item, act) {
  if (item.head) return el("p", { class: "head", role: "presentation" }, item.head);
  if (item.line) return el("div", { role: "separator" });
  const role = item.kind ? `menuitem${item.kind}` : "menuitem";
  const row = el(item.href ? "a" : "button", {
    role,
    tabindex: -1,
    class: item.danger ? "danger" : null,
    href: item.href,
    type: item.href ? null : "button",
    "aria-checked": item.kind ? String(item.checked ?? false) : null,
  });
  const sign = item.kind && !item.colour ? (item.checked ? "check" : item.sign) : item.sign;
  if (item.colour) row.append(el("span", { class: `sw ${item.colour} lit` }, icon(`s-${item.colour}`)));
  else if (sign) row.append(icon(sign));
  row.append(el("span", {}, item.label ?? ""));
  if (item.colour && item.checked) row.append(icon("check"));
  if (item.key) row.append(el("kbd", { "aria-hidden": "true" }, item.key));
  if (!item.href) row.addEventListener("click", act);
  return row;
}

/** @param {KeyboardEvent} event @param {HTMLElement} menu @param {(focus?: boolean) => void} close */
function walk(event, menu, close) {
  const rows = rowsOf(menu);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  event.stopPropagation();
  if (event.key === "Escape") close();
  else if (event.key === "Tab") return close();
  else if (step) rows[(at + step + rows.length) % rows.length]?.focus();
  else if (event.key === "Home") rows[0]?.focus();
  else if (event.key === "End") rows.at(-1)?.focus();
  else if (event.key.length === 1 && event.key !== " ") {
    const wanted = event.key.toLowerCase();
    const next = [...rows.slice(at + 1), ...rows].find((row) =>
      row.textContent?.trim().toLowerCase().startsWith(wanted),
    );
    next?.focus();
  } else return;
  event.preventDefault();
}

/** @param {HTMLElement} menu @param {HTMLElement | null} from */
function place(menu, from) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const box = from?.getBoundingClientRect() ?? new DOMRect((innerWidth - width) / 2, innerHeight / 3, 0, 0);
  const fits = box.bottom + 6 + height <= innerHeight - 8;
  const y = fits ? box.bottom + 6 : Math.max(8, Math.min(box.top - 6 - height, innerHeight - height - 8));
  const x = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  menu.style.setProperty("--x", `${Math.round(x)}px`);
  menu.style.setProperty("--y", `${Math.round(y)}px`);
}
