// Says that a file is too large before it is sent: <div data-upload="bytes" data-too-large="Sentence"><input type=file>

for (const place of document.querySelectorAll("[data-upload]")) {
  const input = place.querySelector("input[type=file]");
  if (!(place instanceof HTMLElement) || !(input instanceof HTMLInputElement)) continue;
  const said = document.createElement("p");
  said.className = "error";
  said.id = `${input.id}_size`;
  said.setAttribute("role", "alert");
  place.append(said);
  input.addEventListener("change", () => {
    const large = (input.files?.[0]?.size ?? 0) > Number(place.dataset.upload);
    said.textContent = large ? (place.dataset.tooLarge ?? "") : "";
    if (large) input.value = "";
    for (const old of place.querySelectorAll(".field .error")) old.remove();
    input.toggleAttribute("aria-invalid", large);
    if (large) input.setAttribute("aria-invalid", "true");
  });
}
