// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Draws the pictures of the documentation, each from its page's own example, and compares them with docs/images, or writes them there:
//     node tests/pictures/of_pages.mjs build/test/tests build/npm [--write]
// The second folder has node_modules with vega and vega-lite (npm install --prefix build/npm vega@6.4.0 vega-lite@6.4.3). Ends with 77 where they are not.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [programs, npm, write] = process.argv.slice(2);
const docs = resolve(import.meta.dirname, "../../docs");
const entries = { vega: "build/vega.module.js", "vega-lite": "build/index.js" };
for (const [name, file] of Object.entries(entries))
  if (!existsSync(resolve(npm, "node_modules", name, file))) {
    console.log(`SKIPPED: there is no ${resolve(npm, "node_modules", name)} (npm install vega@6.4.0 vega-lite@6.4.3)`);
    process.exit(77);
  }
const [vega, vegaLite] = await Promise.all(Object.entries(entries).map(([name, file]) => import(pathToFileURL(resolve(npm, "node_modules", name, file)))));

const folder = mkdtempSync(resolve(tmpdir(), "pictures-"));
const pages = readdirSync(resolve(docs, "reports")).filter((page) => readFileSync(resolve(docs, "reports", page), "utf8").includes("```cpp picture"));
let wrong = 0;
for (const page of pages) {
  const name = basename(page, ".md");
  const spec = resolve(folder, `${name}.json`);
  execFileSync(resolve(programs, `page_docs_reports_${name}_md`), [spec]);
  const compiled = vegaLite.compile({ ...JSON.parse(readFileSync(spec)), background: "white" });
  const svg = `${await new vega.View(vega.parse(compiled.spec), { renderer: "none" }).toSVG()}\n`;
  const image = resolve(docs, "images", `${name}.svg`);
  if (write === "--write") writeFileSync(image, svg);
  const same = existsSync(image) && readFileSync(image, "utf8") === svg;
  if (!same) console.log(`${image} is not what the example of docs/reports/${page} draws: run this with --write and look at it`);
  if (same && statSync(image).size > 60000) console.log(`${image} is large: ${statSync(image).size} bytes`);
  wrong += !same;
}
rmSync(folder, { recursive: true });
if (pages.length < 12) wrong += 1;
console.log(`${pages.length} pictures of pages, ${wrong} differ`);
process.exit(wrong === 0 ? 0 : 1);
