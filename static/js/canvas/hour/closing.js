// After the end participants see the closing page, once by itself: not while somebody still writes, and not again when
// they come back from it to look.

const CALM = 3_000; // milliseconds in which the line over the canvas can be read, or closed
const KEY = "canvasweb/closed";

/** @typedef {import("../view/stage.js").Stage} Stage */

/**
 * Whether this end was seen on this device, or the page was opened from the closing page: before the end the same
 * address is that of the lobby.
 * @param {string} lobby @param {number} ended @param {boolean} opened whether the page was opened after the end
 */
export function wasClosed(lobby, ended, opened) {
  try {
    if (localStorage.getItem(KEY) === String(ended)) return true;
    return opened && document.referrer === new URL(lobby, location.href).href;
  } catch {
    return true; // no storage to remember it in: rather never than again and again
  }
}

/**
 * @param {string} lobby the closing page
 * @param {number} ended when the hour ended
 * @param {() => "go" | "wait" | "stay"} ready whether nothing is being written
 */
export function closeSoon(lobby, ended, ready) {
  setTimeout(() => {
    const now = ready();
    if (now === "wait") closeSoon(lobby, ended, ready);
    if (now !== "go") return;
    localStorage.setItem(KEY, String(ended));
    location.assign(lobby);
  }, CALM);
}
