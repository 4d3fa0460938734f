// Ids without crypto.randomUUID, which browsers hide on plain http.

/**
 * A random UUID (version 4). Falls back on Math.random where there is no crypto at all.
 * @param {() => number} [random] numbers from 0 up to 1, for repeatable tests
 */
export function newId(random) {
  const bytes = new Uint8Array(16);
  if (!random && globalThis.crypto) crypto.getRandomValues(bytes);
  else for (let i = 0; i < 16; i++) bytes[i] = (random ?? Math.random)() * 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
