// Long work in slices: a page that draws a thousand notes still answers a key within a frame.

const SLICE = 10; // milliseconds of work between two moments in which the browser may do other things

/** @typedef {{cancelled: boolean}} Ticket */

/**
 * Run the steps of a generator, and let go of the thread after each SLICE. Resolves to whether it came to its end:
 * not when the ticket is cancelled meanwhile.
 * @param {Iterator<unknown>} steps
 * @param {Ticket} ticket
 */
export async function inSlices(steps, ticket) {
  for (;;) {
    const until = performance.now() + SLICE;
    do {
      if (ticket.cancelled) return false;
      if (steps.next().done) return true;
    } while (performance.now() < until);
    await pause();
  }
}

/** The next moment after the browser drew what there is. */
export function pause() {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(null);
    if (document.hidden) return channel.port2.postMessage(null);
    requestAnimationFrame(() => channel.port2.postMessage(null));
  });
}
