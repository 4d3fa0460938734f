// How a person is shown: initials and one of eight colours. Twins of the template filters `initials` and `person_colour`.

/** One or two letters: of the first and the last word of a name. @param {string} name */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters
    .map((word) => Array.from(word)[0])
    .join("")
    .toUpperCase();
}

/** The class of a person's colour, `p-a` to `p-h`, always the same for the same number. @param {number} who */
export function personColour(who) {
  let crc = ~0;
  for (const char of String(who)) {
    crc ^= char.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return `p-${"abcdefgh"[(~crc >>> 0) % 8]}`;
}
