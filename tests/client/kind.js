/** A small kind, as the page hands it over. */
export const KIND = {
  blocks: [
    { key: "segments", facets: [{ key: "role", values: [{ key: "user" }, { key: "buyer" }] }] },
    { key: "channels", facets: [] },
    { key: "costs" },
  ],
};

/** An empty canvas at number 0. */
export function emptyPicture() {
  return { locked: false, blocks: {}, notes: [], comments: [] };
}
