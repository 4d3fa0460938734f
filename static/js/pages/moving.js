// Where people wait: when the hour has started, or ended, the page goes on by itself to where its banner leads
// (workshops/_moving.html). Not while somebody types, nor over words that were typed and not sent.

const SEEN_MS = 1500;
const AGAIN_MS = 1000;
const FIELDS = "input:not([type=hidden]), textarea";

/** Whether somebody is writing here, or has written. */
function writing() {
  return [...document.querySelectorAll(FIELDS)].some((field) => {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false;
    return field === document.activeElement || field.value !== field.defaultValue;
  });
}

function go() {
  const goal = document.querySelector("[data-goal]");
  if (!(goal instanceof HTMLElement) || !goal.dataset.goal) return;
  if (writing()) setTimeout(go, AGAIN_MS);
  else location.assign(goal.dataset.goal);
}

document.addEventListener("htmx:oobAfterSwap", () => setTimeout(go, SEEN_MS));
