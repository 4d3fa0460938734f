// A preview that could not be made says why: its address answers with a sentence in the place of a picture.

/** @param {HTMLImageElement} picture */
async function tell(picture) {
  picture.dataset.told = "";
  const answer = await fetch(picture.src).catch(() => null);
  if (answer?.ok) {
    picture.src = `${picture.src}&again`; // the second time it went well
    return;
  }
  const said = document.createElement("p");
  said.className = "banner stop";
  said.setAttribute("role", "alert");
  said.textContent = answer?.status === 503 ? await answer.text() : picture.alt;
  picture.replaceWith(said);
}

/** @param {EventTarget | null} one @returns {one is HTMLImageElement} */
const isPreview = (one) => one instanceof HTMLImageElement && one.matches(".sheet-shown:not([data-told])");

document.addEventListener("error", (event) => isPreview(event.target) && tell(event.target), true);
for (const picture of document.querySelectorAll("img.sheet-shown")) {
  if (isPreview(picture) && picture.complete && !picture.naturalWidth) tell(picture);
}
