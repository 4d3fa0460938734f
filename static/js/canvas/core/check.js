// Whether a delta is in normal form; the twin of `check` in workshops/domain/text.py. The board does not load it: what
// the server sends was checked there, and what is made here is normal by construction (a test holds that).

import { MERGED_LIMIT, Misfit } from "./text.js";

/**
 * The delta, when it is a list in normal form; throws Misfit when it is not.
 * @param {unknown} delta
 * @returns {import("./text.js").Delta}
 */
export function check(delta) {
  if (!Array.isArray(delta) || !delta.length || delta.length > 1200) throw new Misfit("not a list of 1 to 1,200 parts");
  let previous = "";
  for (const part of delta) {
    let kind = "insert";
    let fits = part !== "" && previous !== "insert" && previous !== "remove";
    if (typeof part !== "string") {
      if (!Number.isInteger(part) || !part || Math.abs(part) > MERGED_LIMIT)
        throw new Misfit("neither a number nor a string");
      kind = part > 0 ? "keep" : "remove";
      fits = kind !== previous;
    }
    if (!fits) throw new Misfit("not in normal form");
    previous = kind;
  }
  if (previous === "keep") throw new Misfit("keeps at the end");
  return delta;
}
