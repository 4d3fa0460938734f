// Clean text (P19): the client cleans what people type or paste; the server only refuses.

/** The last two code points of each plane are kept by Unicode for internal use. */
const PLANE_ENDS = Array.from({ length: 17 }, (_, plane) =>
  String.fromCodePoint(plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff),
);
// Controls but the line feed, lone surrogates, bidirectional embeddings, overrides and isolates, noncharacters.
const UNWANTED = new RegExp(
  `[\\0-\\x09\\x0b-\\x1f\\x7f-\\x9f\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069\\ufdd0-\\ufdef${PLANE_ENDS.join("")}]`,
  "gu",
);
const MARKS_BEYOND_EIGHT = /([\p{Mn}\p{Me}]{8})[\p{Mn}\p{Me}]+/gu;

/**
 * The text as the server takes it, as near as can be to what was typed.
 * @param {string} text
 */
export function clean(text) {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(UNWANTED, "")
    .normalize("NFC")
    .replace(MARKS_BEYOND_EIGHT, "$1");
}
