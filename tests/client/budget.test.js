// What the board loads before the first edit: the modules that main.js imports, directly or not, comments stripped, each
// compressed on its own as it is served.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT = 40_000;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const JS = join(ROOT, "static/js");
const MAIN = join(JS, "canvas/main.js");

/** The file and all it imports statically. @param {string} path @param {Map<string, string>} found */
function graph(path, found = new Map()) {
  if (found.has(path)) return found;
  const source = readFileSync(path, "utf8");
  found.set(path, source);
  for (const [, name] of source.matchAll(/^(?:import|export)\s(?:[^"'();]*?\sfrom\s+)?["'](\.[^"']+)["']/gm)) {
    graph(join(dirname(path), name), found);
  }
  return found;
}

/** A copy of the modules without comments, made by the compiler. @param {string} folder */
function strip(folder) {
  const options = ["--allowJs", "--checkJs", "false", "--noEmit", "false", "--removeComments", "--ignoreConfig"];
  options.push("--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck");
  execFileSync(join(ROOT, "node_modules/.bin/tsc"), [...options, "--rootDir", JS, "--outDir", folder, MAIN]);
  return join(folder, relative(JS, MAIN));
}

test("the modules of the board before the first edit weigh at most 40 kB", () => {
  const folder = mkdtempSync(join(tmpdir(), "canvasweb-budget-"));
  const files = [...graph(strip(folder))];
  rmSync(folder, { recursive: true });
  const sizes = files.map(([, source]) => gzipSync(source, { level: 9 }).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(files.length > 10, "the import graph was not found");
  assert.ok(total <= LIMIT, `${files.length} modules, ${total} bytes`);
});

test("no module reaches itself by its own imports", () => {
  const files = graph(MAIN);
  for (const path of files.keys()) {
    const source = files.get(path) ?? "";
    const reached = new Map();
    for (const [, name] of source.matchAll(/^(?:import|export)\s(?:[^"'();]*?\sfrom\s+)?["'](\.[^"']+)["']/gm)) {
      graph(join(dirname(path), name), reached);
    }
    assert.ok(!reached.has(path), `${path} imports itself in a circle`);
  }
});
