// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Holds the pictures of reports against Vega-Lite's own schema, compiles them and draws them; none may warn.
// node check.mjs PROGRAM_THAT_WRITES_PICTURES FOLDER_WITH_node_modules [FOLDER_FOR_DRAWINGS]. Ends with 77, skipped, where vega, vega-lite or ajv are not.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [program, packages, drawings] = process.argv.slice(2);
const find = createRequire(path.resolve(packages, "none.js"));
let vega, vegaLite, Ajv, formats;
try {
  [vega, vegaLite, Ajv, formats] = await Promise.all(["vega", "vega-lite", "ajv", "ajv-formats"].map((name) => import(pathToFileURL(path.resolve(packages, "node_modules", name, entry(name))))));
} catch (missing) {
  console.log(`SKIPPED: ${missing.message.split("\n")[0]} (npm install vega vega-lite ajv ajv-formats)`);
  process.exit(77);
}
function entry(name) {
  const told = JSON.parse(fs.readFileSync(path.resolve(packages, "node_modules", name, "package.json")));
  const exported = told.exports?.["."] ?? told.exports;
  return (typeof exported === "string" ? exported : exported?.import ?? exported?.default) ?? told.module ?? told.main;
}

const ajv = new (Ajv.default.default ?? Ajv.default)({ strict: false });
(formats.default.default ?? formats.default)(ajv);
ajv.addFormat("color-hex", true);
const valid = ajv.compile(JSON.parse(fs.readFileSync(path.resolve(packages, "node_modules/vega-lite/build/vega-lite-schema.json"))));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pictures-"));
let drawn = 0;
const problems = [];
try {
  execFileSync(program, [folder]);
  for (const file of fs.readdirSync(folder)) {
    const said = [];
    const say = (...words) => said.push(words.join(" "));
    const logger = { level: () => logger, warn: (...words) => (say(...words), logger), error: (...words) => (say(...words), logger), info: () => logger, debug: () => logger };
    const picture = JSON.parse(fs.readFileSync(path.join(folder, file)));
    if (!valid(picture)) say(JSON.stringify(valid.errors.slice(0, 3)));
    const view = new vega.View(vega.parse(vegaLite.compile(picture, { logger }).spec), { renderer: "none", logger });
    const svg = await view.toSVG();
    if (drawings) fs.writeFileSync(path.join(drawings, file.replace(".json", ".svg")), svg);
    if (svg.includes("<b onclick")) say("a name has become an element");
    if (!picture.title.text.endsWith("?") || !picture.description) say("no question, or no description");
    said.forEach((one) => problems.push(`${file}: ${one}`));
    ++drawn;
  }
} finally {
  fs.rmSync(folder, { recursive: true });
}
if (drawn < 60) problems.push(`found ${drawn} pictures`);
problems.forEach((one) => console.log(one));
console.log(`${drawn} pictures drawn, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
