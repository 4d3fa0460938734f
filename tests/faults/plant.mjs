// A fault put into the shipped modules on purpose, to see that the verdict finds it: `node --import plant.mjs?<name>`.
// The source is replaced while Node loads it; nothing on disk changes.

import { register } from "node:module";

const name = new URL(import.meta.url).search.slice(1);
register(`./plant_sources.mjs?${name}`, import.meta.url);
