// A WebSocket client that costs little: one shared read buffer, no copy of a frame, no object for a frame, and where
// wanted one read for all frames of some milliseconds.
// It knows what a load generator needs of RFC 6455 and nothing more: no compression, no extensions.

import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";

const READ_BUFFER = 1 << 20;
const ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

// All sockets of a process read into this one: a callback is done with its bytes before the next read.
const shared = Buffer.allocUnsafe(READ_BUFFER);

/**
 * @typedef {object} Handlers
 * @property {(data: Buffer, start: number, end: number) => void} message a text or binary frame; the bytes are only
 *   good until the handler returns
 * @property {(code: number, reason: string) => void} closed once, however the connection ends
 */

export class Socket {
  /** @type {Buffer | null} the beginning of a frame whose end has not come */
  #rest = null;
  /** @type {Buffer[]} the parts of a message in several frames */
  #parts = [];
  #open = false;
  #ended = false;
  #mask = randomBytes(4);
  /** Whether it reads only when `look` is called: a read for every frame of every socket costs more than all else. */
  lazy = false;

  /**
   * @param {{port: number, path: string, headers: Record<string, string>}} to a server on this machine
   * @param {Handlers} handlers
   */
  constructor(to, handlers) {
    this.handlers = handlers;
    /** @type {Promise<void>} settles when the server has answered the upgrade */
    this.opened = new Promise((resolve, reject) => {
      this.onOpen = resolve;
      this.onRefused = reject;
    });
    const key = randomBytes(16).toString("base64");
    this.accept = createHash("sha1")
      .update(key + ACCEPT)
      .digest("base64");
    this.stream = connect({
      port: to.port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length, data) => {
          this.#read(/** @type {Buffer} */ (data), length);
          return !this.lazy; // false pauses
        },
      },
    });
    this.stream.on("connect", () => {
      const lines = [`GET ${to.path} HTTP/1.1`, "Upgrade: websocket", "Connection: Upgrade"];
      lines.push(`Sec-WebSocket-Key: ${key}`, "Sec-WebSocket-Version: 13");
      for (const [name, value] of Object.entries({ Host: `localhost:${to.port}`, ...to.headers }))
        lines.push(`${name}: ${value}`);
      this.stream.write(`${lines.join("\r\n")}\r\n\r\n`);
    });
    this.stream.on("error", (problem) => this.#end(1006, String(problem)));
    this.stream.on("close", () => this.#end(1006, "the line was cut"));
  }

  /** @param {string | Buffer} payload a string goes as text, bytes as binary */
  send(payload) {
    const text = typeof payload === "string";
    this.#write(text ? TEXT : BINARY, text ? Buffer.from(payload) : payload);
  }

  /** Read what has come since. */
  look() {
    if (!this.#ended) this.stream.resume();
  }

  close() {
    if (!this.#ended) this.#write(CLOSE, Buffer.from([0x03, 0xe8]));
    this.#ended = true;
    this.stream.end();
  }

  /** @param {number} opcode @param {Buffer} payload */
  #write(opcode, payload) {
    const { length } = payload;
    const head = length < 126 ? 6 : length < 65536 ? 8 : 14;
    const frame = Buffer.allocUnsafe(head + length);
    frame[0] = 0x80 | opcode;
    if (length < 126) frame[1] = 0x80 | length;
    else if (length < 65536) {
      frame[1] = 0x80 | 126;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = 0x80 | 127;
      frame.writeBigUInt64BE(BigInt(length), 2);
    }
    const mask = this.#mask;
    mask.copy(frame, head - 4);
    for (let at = 0; at < length; at++) frame[head + at] = payload[at] ^ mask[at & 3];
    this.stream.write(frame);
  }

  /** @param {Buffer} data @param {number} length */
  #read(data, length) {
    let bytes = data;
    let end = length;
    if (this.#rest) {
      bytes = Buffer.concat([this.#rest, data.subarray(0, length)]);
      end = bytes.length;
      this.#rest = null;
    }
    const at = this.#open ? this.#frames(bytes, 0, end) : this.#answer(bytes, end);
    if (at < end && !this.#ended) this.#rest = Buffer.from(bytes.subarray(at, end));
  }

  /** The server's answer to the upgrade, and what comes behind it; the place of what is not yet complete. */
  #answer(/** @type {Buffer} */ bytes, /** @type {number} */ end) {
    const stop = bytes.subarray(0, end).indexOf("\r\n\r\n");
    if (stop < 0) return 0;
    const head = bytes.toString("latin1", 0, stop);
    if (!/^HTTP\/1\.1 101 /.test(head) || !head.includes(this.accept)) {
      this.#end(1006, `no upgrade: ${head.split("\r\n")[0]}`);
      return end;
    }
    this.#open = true;
    this.onOpen?.();
    return this.#frames(bytes, stop + 4, end);
  }

  /** Hands on every complete frame; the place of the first that is not. */
  #frames(/** @type {Buffer} */ bytes, /** @type {number} */ from, /** @type {number} */ end) {
    let at = from;
    while (end - at >= 2) {
      const first = bytes[at];
      let length = bytes[at + 1];
      let start = at + 2;
      if (length === 126) {
        if (end - at < 4) break;
        length = bytes.readUInt16BE(at + 2);
        start = at + 4;
      } else if (length === 127) {
        if (end - at < 10) break;
        length = Number(bytes.readBigUInt64BE(at + 2));
        start = at + 10;
      }
      if (end - start < length) break;
      at = start + length;
      this.#frame(first & 15, first >= 0x80, bytes, start, at);
    }
    return at;
  }

  /**
   * @param {number} opcode @param {boolean} final
   * @param {Buffer} bytes @param {number} start @param {number} end
   */
  #frame(opcode, final, bytes, start, end) {
    if (opcode === PING) this.#write(PONG, Buffer.from(bytes.subarray(start, end)));
    else if (opcode === CLOSE) {
      const code = end - start >= 2 ? bytes.readUInt16BE(start) : 1005;
      this.#end(code, bytes.toString("utf8", Math.min(start + 2, end), end));
    } else if (opcode === TEXT || opcode === BINARY || opcode === 0) {
      if (final && opcode) this.handlers.message(bytes, start, end);
      else {
        this.#parts.push(Buffer.from(bytes.subarray(start, end)));
        if (!final) return;
        const whole = Buffer.concat(this.#parts);
        this.#parts = [];
        this.handlers.message(whole, 0, whole.length);
      }
    }
  }

  /** @param {number} code @param {string} reason */
  #end(code, reason) {
    if (this.#ended) return;
    this.#ended = true;
    this.onRefused?.(new Error(reason));
    this.stream.destroy();
    this.handlers.closed(code, reason);
  }
}
