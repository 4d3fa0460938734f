// A link to join carries the code behind the #, which no server sees or logs. It is sent from here by POST.
// <form data-entrance><input name="code"><input name="link" type="hidden">

const LONGEST = 40;

/** Takes the code out of the address, so that it does not stay in the history. */
function takeCode() {
  let code = location.hash.slice(1);
  try {
    code = decodeURIComponent(code);
  } catch {
    // not encoded in any way that is known: taken as it stands
  }
  if (code) history.replaceState(null, "", location.pathname);
  return code.slice(0, LONGEST);
}

function follow() {
  const form = document.querySelector("form[data-entrance]");
  if (!(form instanceof HTMLFormElement)) return;
  const code = form.elements.namedItem("code");
  const link = form.elements.namedItem("link");
  const name = form.elements.namedItem("name");
  if (!(code instanceof HTMLInputElement) || !(link instanceof HTMLInputElement)) return;
  const taken = takeCode();
  if (!taken) return;
  code.value = taken;
  link.value = "on";
  // The name of an account is a proposal, not an answer.
  if (name instanceof HTMLInputElement) name.value = "";
  form.requestSubmit();
}

window.addEventListener("hashchange", follow);
follow();
