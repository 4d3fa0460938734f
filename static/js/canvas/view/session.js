// The part of the session that the view uses, as a type: the view is handed the object and imports nothing of sync.

/**
 * @typedef {object} Status
 * @property {"saved" | "saving" | "offline" | "stopped"} state
 * @property {number} waiting
 * @property {"socket" | "poll" | null} transport
 * @property {boolean} unsafe
 * @property {string} [reason]
 */

/**
 * @typedef {object} Change
 * @property {Set<string>} notes
 * @property {Set<string>} blocks
 * @property {Map<string, (number | string)[]>} texts
 * @property {Set<string>} comments
 * @property {boolean} bin
 * @property {boolean} canvas
 * @property {boolean} record votes, or items other than notes and comments
 * @property {boolean} reset
 * @property {boolean} local
 */

/** @typedef {{no: string, limit?: number, [detail: string]: any}} Refused */
/** @typedef {{id: string, op: any, text: string, code: string, message: string, block: string | null, note: string | null, at: number}} Kept */
/** @typedef {{who: number, block: string | null, note: string | null, typing: boolean}} Present */

/**
 * @typedef {object} Session see docs/client.md
 * @property {import("../core/canvas.js").Canvas} canvas
 * @property {{who: number, role: string, moment: import("../core/rights.js").Moment}} you
 * @property {any} workshop
 * @property {import("../sync/clock.js").ServerClock | null} clock the server's time, while an hour is shown
 * @property {import("../sync/asks.js").Asks | null} asks what is asked of the whole workshop
 * @property {(message: any) => boolean} say
 * @property {() => void} beat
 * @property {Record<string, number>} backs
 * @property {Present[]} people
 * @property {Status} status
 * @property {number} seen
 * @property {{list: () => Kept[], get: (id: string) => Kept | undefined, drop: (id: string) => void, add: (item: Kept) => boolean, onChange: (() => void) | null}} tray
 * @property {(op: any) => {id: string} | Refused} edit
 * @property {() => string} newId
 * @property {(note: string, text: string, shown?: string) => {text: string} | Refused} type
 * @property {(how?: {sure?: boolean}) => {id: string} | {local: true} | Refused} undo
 * @property {() => {id: string} | {local: true} | Refused} redo
 * @property {(place: {block?: string | null, note?: string | null, typing?: boolean}) => void} here
 */

export {};
