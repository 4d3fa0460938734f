// Operations for the workshop's log (P29): raise a hand, next step. Sent again after a reconnect with the same id until
// the server's word comes; not kept over a reload, since what they are about is of the moment.

/** @typedef {import("./link.js").Message} Message */
/** @typedef {{n?: number, none?: true, no?: string, text?: string, [detail: string]: any}} Fate */

export class Asks {
  /** @type {Map<string, {op: any, told: (fate: Fate) => void}>} */
  #open = new Map();
  #send;

  /** @param {(message: Message) => boolean} send whether it could be sent */
  constructor(send) {
    this.#send = send;
  }

  /** @param {string} id @param {any} op @returns {Promise<Fate>} */
  ask(id, op) {
    return new Promise((told) => {
      this.#open.set(id, { op, told });
      this.#send({ t: "do", id, op });
    });
  }

  /** Another connection. */
  again() {
    for (const [id, { op }] of this.#open) this.#send({ t: "do", id, op });
  }

  /** A verdict on something; whether it was one of these. @param {Message} verdict */
  verdict({ t: _, id, ...fate }) {
    const ask = this.#open.get(id);
    if (!ask) return false;
    this.#open.delete(id);
    ask.told(fate);
    return true;
  }
}

/**
 * Do something for the whole workshop: raise a hand, next step.
 * @param {{asks: Asks | null, newId: () => string}} session
 * @param {any} op
 * @returns {Promise<Fate>}
 */
export async function ask(session, op) {
  return (await session.asks?.ask(session.newId(), op)) ?? {};
}
