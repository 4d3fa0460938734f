// The world as a browser gives it: storage, sockets, timers and hints. Nothing here touches the page itself.

import { newId } from "../../lib/ids.js";
import { realTimers } from "../../lib/timing.js";
import { lazily } from "./link.js";
import { socketTransport } from "./socket.js";

/**
 * @param {object} page
 * @param {string} page.canvas the canvas's id
 * @param {() => string} page.csrf the token for requests by POST
 * @returns {import("./session.js").World}
 */
export function browserWorld({ canvas, csrf }) {
  const path = `/live/${canvas}/`;
  const timers = realTimers;
  return {
    socket: socketTransport({ url: `${location.origin.replace(/^http/, "ws")}${path}`, WebSocket }),
    poll: lazily(async () => {
      const { pollTransport } = await import("./poll.js"); // hardly anybody needs it
      return pollTransport({ url: `${path}poll`, fetch: (input, init) => fetch(input, init), csrf, timers });
    }),
    hints: { listen },
    store: storage(),
    channel: "BroadcastChannel" in globalThis ? (name) => new BroadcastChannel(name) : null,
    timers,
    now: Date.now,
    random: Math.random,
    id: newId,
  };
}

/** localStorage, where the browser allows it: merely reading the property may throw. */
function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** @param {(hint: "online" | "offline" | "awake") => void} heard */
function listen(heard) {
  const online = () => heard("online");
  const offline = () => heard("offline");
  const awake = () => document.visibilityState === "visible" && heard("awake");
  addEventListener("online", online);
  addEventListener("offline", offline);
  addEventListener("pageshow", awake);
  document.addEventListener("visibilitychange", awake);
  return () => {
    removeEventListener("online", online);
    removeEventListener("offline", offline);
    removeEventListener("pageshow", awake);
    document.removeEventListener("visibilitychange", awake);
  };
}
