// The WebSocket as a transport (P1).

/** @typedef {import("./link.js").Transport} Transport */

/**
 * @param {object} world
 * @param {string} world.url ws:// or wss://
 * @param {new (url: string) => WebSocket} world.WebSocket
 * @returns {Transport}
 */
export function socketTransport({ url, WebSocket }) {
  return {
    open(events) {
      let over = false;
      const socket = new WebSocket(url);
      socket.onopen = () => over || events.opened();
      socket.onclose = ({ code, reason }) => {
        if (!over) events.closed(code, Number.parseFloat(reason));
        over = true;
      };
      socket.onmessage = ({ data }) => {
        const message = parse(data);
        if (message && !over) events.message(message);
      };
      return {
        send: (message) => {
          if (socket.readyState === 1) socket.send(JSON.stringify(message));
        },
        close: () => {
          over = true;
          socket.close();
        },
      };
    },
  };
}

/** @param {unknown} data @returns {import("./link.js").Message | null} */
function parse(data) {
  try {
    const message = JSON.parse(String(data));
    return typeof message?.t === "string" ? message : null;
  } catch {
    return null; // not of this protocol; a gap in the numbers will tell if it mattered
  }
}
