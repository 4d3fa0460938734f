// Puts the children of a list in order with as few moves as matter: the one that has the focus is never moved, since
// moving an element takes its focus, its caret and an open keyboard away.

/**
 * @param {Element} list
 * @param {Element[]} wanted all the children there should be, in order; others in the list are left to their own
 * @param {Element | null} pinned one of them that should not be touched if it can be helped
 */
export function arrange(list, wanted, pinned) {
  const at = pinned && pinned.parentElement === list ? wanted.indexOf(pinned) : -1;
  for (let index = at - 1; index >= 0; index--) {
    if (next(wanted[index]) !== wanted[index + 1] || wanted[index].parentElement !== list) {
      list.insertBefore(wanted[index], wanted[index + 1]);
    }
  }
  for (let index = at + 1; index < wanted.length; index++) {
    const before = wanted[index - 1] ?? null;
    const place = before ? before.nextSibling : list.firstChild;
    if (place !== wanted[index]) list.insertBefore(wanted[index], place);
  }
}

/** @param {Element} element */
const next = (element) => element.nextSibling;
