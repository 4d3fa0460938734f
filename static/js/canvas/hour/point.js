// Points to a block, or to a note in it.

const STAYS = 6_000; // milliseconds

/**
 * @param {import("../view/stage.js").Stage} stage
 * @param {string} block
 * @param {string | null} note
 * @returns {HTMLElement | undefined} what is pointed to
 */
export function point({ board, layout, scene }, block, note) {
  if (layout.single) layout.go(block);
  const head = note ? scene.note(note)?.under : null;
  if (head) board.open(head, true);
  const target = (note && board.paper(note)) || board.block(block)?.section;
  target?.scrollIntoView({ block: "nearest" });
  target?.classList.add("is-pointed");
  setTimeout(() => target?.classList.remove("is-pointed"), STAYS);
  return target;
}
