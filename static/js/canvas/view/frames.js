// Work that waits for the screen.

/** Run after the next drawing, once however often it is asked for. @param {() => void} work */
export function onceAFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}
