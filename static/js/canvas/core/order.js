// Order keys; the twin of workshops/domain/order.py, to the character.
//
// Words over 0-9A-Za-z compared by code unit; none ends in "0", so that there is always room before it.

export const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
export const LONGEST = 24;
const BASE = DIGITS.length;
const FIRST = "V";

/** @param {string} word @param {number} index @returns {number} */
const value = (word, index) => DIGITS.indexOf(word[index]);

/**
 * A key after `low` and before `high`; null means there is nothing on that side.
 * @param {string | null} low
 * @param {string | null} high
 */
export function between(low, high) {
  if (low === null) return high === null ? FIRST : before(high);
  return high === null ? after(low) : halfway(low, high);
}

/** @param {string} low */
function after(low) {
  for (let index = 0; index < low.length; index++) {
    const digit = value(low, index);
    if (digit < BASE - 1) return low.slice(0, index) + DIGITS[digit + 1];
  }
  return low + FIRST;
}

/** @param {string} high */
function before(high) {
  for (let index = 0; index < high.length; index++) {
    const digit = value(high, index);
    if (digit > 1) return high.slice(0, index) + DIGITS[digit - 1];
    if (digit === 1) return `${high.slice(0, index)}0${FIRST}`;
  }
  throw new RangeError(`no key before ${high}`);
}

/** @param {string} low @param {string} high @returns {string} */
function halfway(low, high) {
  if (low >= high) throw new RangeError(`${low} is not before ${high}`);
  let prefix = "";
  let bounded = true; // whether `high` still limits the digits to come
  for (let index = 0; ; index++) {
    const left = index < low.length ? value(low, index) : 0;
    /** @type {number} */
    const right = bounded && index < high.length ? value(high, index) : BASE;
    const middle = Math.floor((left + right) / 2);
    if (middle > left) return prefix + DIGITS[middle];
    prefix += DIGITS[left];
    bounded &&= left === right;
  }
}

/**
 * So many keys in order, evenly spread, for a list whose keys have grown too long.
 * @param {number} count
 */
export function spread(count) {
  let width = 1;
  while (BASE ** width < 2 * (count + 1)) width++;
  const total = BASE ** width;
  return Array.from({ length: count }, (_, place) => digits(Math.floor((total * (place + 1)) / (count + 1)), width));
}

/** @param {number} number @param {number} width */
function digits(number, width) {
  let out = "";
  for (let i = 0; i < width; i++) {
    out = DIGITS[number % BASE] + out;
    number = Math.floor(number / BASE);
  }
  return out.replace(/0+$/, "");
}
