// Where points and their labels stand on the map, so that none hides another. Pure.

/** @typedef {{id: string, x: number, y: number}} Point */
/** @typedef {{id: string, x: number, y: number, text: string}} Labelled */
/** @typedef {"right" | "left" | "above" | "below"} Side */

const RINGS = 14;
const NEAR = [-1, 0, 1];
/** @type {{x: number, y: number}[]} */
const NONE = [];
const LINE = 17; // height of a line of a label, in CSS pixels
const LETTER = 6.7; // about as wide as a letter of a label
const WIDE = 160; // a label is not wider
const MOST = 3; // lines of a label; two where three do not fit
const EDGE = 20; // how far a label may reach over the upper and lower edge of where points stand

/** Ways to go from a place, from near to far, as parts of the distance between two points. @type {[number, number][]} */
const WAYS = [[0, 0]];
for (let ring = 1; ring <= RINGS; ring++)
  for (let step = 0; step < 6 * ring; step++) {
    const angle = (step / (6 * ring)) * 2 * Math.PI;
    WAYS.push([Math.cos(angle) * ring, Math.sin(angle) * ring]);
  }

/**
 * Points that would stand on each other, moved apart: each to the nearest free place, the first in the list first. Where
 * there is no room left they stand on each other after all.
 * @param {Point[]} points in CSS pixels
 * @param {{width: number, height: number}} plane
 * @param {number} size how far two points are apart at least
 * @returns {Map<string, {x: number, y: number}>}
 */
export function spread(points, { width, height }, size) {
  /** @type {Map<number, {x: number, y: number}[]>} */
  const cells = new Map();
  const cell = (/** @type {number} */ x, /** @type {number} */ y) => Math.floor(x / size) * 4096 + Math.floor(y / size);
  const free = (/** @type {number} */ x, /** @type {number} */ y) => {
    for (const dx of NEAR)
      for (const dy of NEAR)
        for (const one of cells.get(cell(x + dx * size, y + dy * size)) ?? NONE)
          if ((one.x - x) ** 2 + (one.y - y) ** 2 < (size - 0.01) ** 2) return false;
    return true;
  };
  /** @type {Map<string, {x: number, y: number}>} */
  const placed = new Map();
  const on = (/** @type {number} */ x, /** @type {number} */ y) => x >= 0 && y >= 0 && x <= width && y <= height;
  for (const point of points) {
    const way = WAYS.find(([dx, dy]) => {
      const [x, y] = [point.x + dx * size, point.y + dy * size];
      return on(x, y) && free(x, y);
    });
    const [dx, dy] = way ?? [0, 0];
    const place = { x: point.x + dx * size, y: point.y + dy * size };
    placed.set(point.id, place);
    const key = cell(place.x, place.y);
    cells.set(key, [...(cells.get(key) ?? []), place]);
  }
  return placed;
}

/**
 * On which side of its point a label can stand without touching a point, another label or the edge; those for which
 * there is no side are left out. The first in the list choose first.
 * @param {Labelled[]} points where they stand
 * @param {{width: number, height: number}} plane
 * @param {number} radius of a point
 * @returns {Map<string, {side: Side, lines: number}>}
 */
export function labels(points, { width, height }, radius) {
  const dots = points.map(({ id, x, y }) => ({ id, box: [x - radius, y - radius, x + radius, y + radius] }));
  /** @type {number[][]} */
  const taken = [];
  /** @type {Map<string, {side: Side, lines: number}>} */
  const found = new Map();
  const free = (/** @type {string} */ id, /** @type {number[]} */ box) =>
    box[0] >= -radius &&
    box[1] >= -EDGE &&
    box[2] <= width + radius &&
    box[3] <= height + EDGE &&
    !taken.some((other) => touch(box, other)) &&
    !dots.some((dot) => dot.id !== id && touch(box, dot.box));
  for (const { id, x, y, text } of points) {
    const long = text.length * LETTER + 6;
    const wanted = Math.min(MOST, Math.ceil(long / (WIDE * 0.9)));
    for (const lines of new Set([wanted, Math.min(2, wanted)])) {
      const places = beside({ x, y }, Math.min(long, WIDE) + 4, lines * LINE + 2, radius + 3);
      const fits = places.find(([, box]) => free(id, box));
      if (!fits) continue;
      found.set(id, { side: fits[0], lines });
      taken.push(fits[1]);
      break;
    }
  }
  return found;
}

/**
 * The box of a label on each side of a point.
 * @param {{x: number, y: number}} point
 * @param {number} wide
 * @param {number} high
 * @param {number} gap
 * @returns {[Side, number[]][]}
 */
function beside({ x, y }, wide, high, gap) {
  return [
    ["right", [x + gap, y - high / 2, x + gap + wide, y + high / 2]],
    ["left", [x - gap - wide, y - high / 2, x - gap, y + high / 2]],
    ["below", [x - wide / 2, y + gap, x + wide / 2, y + gap + high]],
    ["above", [x - wide / 2, y - gap - high, x + wide / 2, y - gap]],
  ];
}

/** @param {number[]} a @param {number[]} b boxes as left, top, right, bottom */
const touch = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** The name of the field of the map that an assumption stands in. @param {{importance: number, evidence: number}} one */
export const quadrant = ({ importance, evidence }) =>
  `field-${importance >= 50 ? "much" : "little"}-${evidence < 50 ? "guess" : "known"}`;
