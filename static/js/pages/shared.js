// A shared canvas, live: the socket tells that something changed, and the page fetches what it may show. Where sockets
// are blocked it asks once a second. A link that ended takes everything off the page at once.

const AGAIN = 1_000; // milliseconds
const ENDED = 4001;

const root = /** @type {HTMLElement} */ (document.querySelector("[data-shared]"));
const token = root.dataset.shared ?? "";
let asking = false;
let stale = false;

const board = () => /** @type {HTMLElement} */ (root.querySelector("[data-shared-board]"));

/** Nothing of it stays; the page that says so comes from the server. */
function gone() {
  board().replaceChildren();
  location.reload();
}

/** Fetch the board if it is another one by now. */
async function refresh() {
  if (asking) {
    stale = true;
    return;
  }
  asking = true;
  stale = false;
  try {
    const answer = await fetch(`?since=${encodeURIComponent(board().dataset.stamp ?? "")}`, { credentials: "omit" });
    if (answer.status === 404) gone();
    if (answer.status === 200) {
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = parsed.querySelector("[data-shared-board]");
      if (fresh) board().replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // No network: the socket's end has it tried again.
  }
  asking = false;
  if (stale) refresh();
}

function listen() {
  const socket = new WebSocket(
    `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/shared/${token}/`,
  );
  socket.onmessage = (event) => {
    if (JSON.parse(event.data).stamp !== board().dataset.stamp) refresh();
  };
  socket.onclose = (event) => {
    if (event.code === ENDED) return gone();
    setTimeout(() => {
      refresh();
      listen();
    }, AGAIN);
  };
}

listen();
