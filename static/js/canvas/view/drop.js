// Where a held note would land among the notes of a list. Pure: rectangles and a point in, a place out.

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box in CSS pixels */

/**
 * @param {Box[]} boxes of the notes, in order
 * @param {{x: number, y: number}} point
 * @returns {{index: number, onto: number}} before which note it would stand; and, when the point is in the heart of one,
 *   which note it would be stacked on (else -1)
 */
export function landing(boxes, { x, y }) {
  const over = boxes.findIndex((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  if (over < 0) {
    const next = boxes.findIndex((box) => y < box.top || (y <= box.bottom && x < box.left));
    return { index: next < 0 ? boxes.length : next, onto: -1 };
  }
  const box = boxes[over];
  const abreast = boxes.some((other) => other !== box && other.top < box.bottom && other.bottom > box.top);
  const part = abreast ? (x - box.left) / (box.right - box.left) : (y - box.top) / (box.bottom - box.top);
  const heart = part > 0.28 && part < 0.72;
  return { index: part < 0.5 ? over : over + 1, onto: heart ? over : -1 };
}
