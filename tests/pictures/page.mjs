// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Opens the pages of crm_report in a real browser, from disk and offline, and looks at them as a reader would:
//     node tests/pictures/page.mjs CRM_REPORT NPM_FOLDER SCREENSHOTS [OLIST_FOLDER MAVEN_FOLDER]
// NPM_FOLDER has node_modules with vega, vega-lite, playwright-core and axe-core; CHROMIUM names the browser (default: /usr/bin/chromium).
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [program, npm, shots, olist, maven] = process.argv.slice(2);
const browser_file = process.env.CHROMIUM ?? "/usr/bin/chromium";
for (const needed of [browser_file, ...["vega", "vega-lite", "playwright-core", "axe-core"].map((name) => resolve(npm, "node_modules", name))])
  if (!existsSync(needed)) {
    console.log(`SKIPPED: there is no ${needed} (apt-get install chromium; npm install vega vega-lite playwright-core axe-core)`);
    process.exit(77);
  }
const axe = readFileSync(resolve(npm, "node_modules/axe-core/axe.min.js"), "utf8"); // rules of accessibility: WCAG
const { chromium } = createRequire(resolve(npm, "none.js"))("playwright-core");
mkdirSync(shots, { recursive: true });

let failures = 0;
const check = (holds, words) => {
  if (!holds) failures += 1;
  if (!holds) console.log(`FAILED: ${words}`);
};

// Names that try to break out of the page, as campaigns, statuses and reasons of a file.
const hostile = `lead_id,stage,entered_at,source,why,value
11,${"w".repeat(2000)},2024-01-09,https://example.org/${"campaign".repeat(8)},${"w".repeat(2000)},
1,Lead,2024-01-01,</script><script>document.title='broken out'</script>,,
2,Lead,2024-01-02,"<img src=x onerror=""document.title='broken out'"">",,
3,Lead,2024-01-03,"""><svg onload=document.title='broken out'>",,
4,Lead,2024-01-04,'; document.title='broken out'; ',,
5,Lead,2024-01-05,<!--<script>,,
6,Lead,2024-01-06,javascript:alert(1),,
7,Lead,2024-01-07,\${document.title='broken out'},,
8,Lead,2024-01-08,{{constructor.constructor('document.title=1')()}},,
secret-lead-9,Lead,2024-01-09,__proto__,,
1,MQL,2024-01-09,x,,
2,MQL,2024-01-10,x,,
2,Rejected,2024-01-12,x,</td></table><script>document.title='broken out'</script>,
1,SQL,2024-01-12,x,,
1,Won,2024-01-20,x,,100
10,"</h2><script>document.title='broken out'</script>",2024-01-09,x,,
`;
const hostile_file = resolve(shots, "hostile.csv");
writeFileSync(hostile_file, hostile);

const first_column = (folder, file) => readFileSync(resolve(folder, file), "utf8").split("\n").slice(1).map((line) => line.split(",")[0]).filter((id) => id !== "");

const pages = [
  { name: "sample", options: ["--by", "source", "--monthly", "--goal", "SQL=50", "--forecast", "7d,30d,60d,90d,180d", "--forecast-samples", "100", "--compare"], ids: [...Array(2400).keys()].map((i) => `L-${String(i + 1).padStart(5, "0")}`) },
  { name: "sample-leads", options: ["--list-leads", "--forecast", "30d"] },
  { name: "hostile", options: [hostile_file, "--lead", "lead_id", "--stage", "stage", "--time", "entered_at", "--by", "source", "--reason", "why", "--value", "value"], ids: ["secret-lead-9"] },
  ...(olist ? [{ name: "olist", options: ["--olist", olist, "--by", "origin", "--monthly"], ids: first_column(olist, "marketing_qualified_leads.csv") }] : []),
  ...(maven ? [{ name: "maven", options: ["--maven", maven, "--by", "sales_agent", "--monthly"], ids: first_column(maven, "sales_pipeline.csv") }] : []),
];
const screens = [
  { name: "light", colorScheme: "light", viewport: { width: 1180, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
];

const at = (document, pointer) =>
  pointer === "" ? document : pointer.slice(1).split("/").reduce((value, key) => value?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], document);

const browser = await chromium.launch({
  executablePath: browser_file,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const { name, options, ids } of pages) {
  const file = resolve(shots, `${name}.html`);
  execFileSync(program, [...options, "--html", file, "--scripts", resolve(npm, "node_modules")], { stdio: ["ignore", "ignore", "inherit"], maxBuffer: 1e9 });
  const answer = JSON.parse(execFileSync(program, [...options.filter((one) => one !== "--list-leads"), "--json"], { maxBuffer: 1e9 }));
  const written = readFileSync(file, "utf8").replace(/<script>[^]*?<\/script>/g, "");
  const told = (ids ?? []).filter((id) => written.includes(id));
  check(told.length === 0, `${name}: no lead's id is on the page, but ${told.slice(0, 3).join(", ")}`);

  for (const screen of screens) {
    const context = await browser.newContext({ ...screen, offline: true });
    const page = await context.newPage();
    const said = [];
    page.on("console", (line) => ["error", "warning"].includes(line.type()) && said.push(line.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => request.url().startsWith("file:") || request.url().startsWith("data:") || said.push(`asked for ${request.url()}`));
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(() => document.documentElement.dataset.pictures !== undefined, null, { timeout: 120000 });
    check(said.length === 0, `${name}, ${screen.name}: the console says ${said.slice(0, 3).join(" | ")}`);

    const seen = await page.evaluate(() => ({
      title: document.title,
      sections: [...document.querySelectorAll("main > section")].map((one) => [one.id, one.querySelectorAll("figure.picture").length, one.querySelectorAll("figure.picture svg").length]),
      figures: [...document.querySelectorAll("data[data-at]")].map((one) => [one.dataset.at, one.value, one.textContent]),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    check(answer.title.endsWith(seen.title) && seen.title.length > 4, `${name}: the title is ${seen.title}`);
    check(seen.wide <= 0, `${name}, ${screen.name}: the page is ${seen.wide} pixels wider than the screen`);
    for (const [id, expected, drawn] of seen.sections) {
      if (["in-short", "data"].includes(id)) continue; // of words and tables
      check(expected > 0 && drawn === expected, `${name}, ${screen.name}, ${id}: ${drawn} of ${expected} pictures are drawn`);
    }
    check(seen.figures.length > 50, `${name}: ${seen.figures.length} figures`);
    for (const [pointer, value] of seen.figures) {
      const expected = at(answer, pointer) ?? null;
      check(JSON.stringify(JSON.parse(value)) === JSON.stringify(expected), `${name}: ${pointer} is ${value}, in the JSON ${JSON.stringify(expected)}`);
    }
    await page.screenshot({ path: resolve(shots, `${name}-${screen.name}.png`), fullPage: true });
    await page.screenshot({ path: resolve(shots, `${name}-${screen.name}-top.png`) });

    await page.evaluate(axe);
    const barriers = await page.evaluate(() => {
      const closed = [...document.querySelectorAll("details")];
      for (const one of closed) one.open = true;
      return axe.run(document).then((seen) => {
        for (const one of closed) one.open = false;
        return seen.violations.map((one) => `${one.help}: ${one.nodes[0].html.slice(0, 120)}`);
      });
    });
    check(barriers.length === 0, `${name}, ${screen.name}: ${barriers.slice(0, 3).join(" | ")}`);

    if (screen.name === "light") {
      // A table is sorted by keyboard, a definition opened by keyboard.
      const heading = page.locator("#volume table.sortable").first().locator("thead th").nth(1);
      const column = () => page.locator("#volume table.sortable").first().locator("tbody tr td:nth-child(2) data").evaluateAll((all) => all.map((one) => Number(one.value)));
      const ordered = (numbers, sign) => numbers.every((n, i) => i === 0 || sign * (n - numbers[i - 1]) >= 0);
      await heading.locator("button").focus();
      await page.keyboard.press("Enter");
      check((await heading.getAttribute("aria-sort")) === "descending" && ordered(await column(), -1), `${name}: a table is sorted downwards`);
      await page.keyboard.press("Space");
      check((await heading.getAttribute("aria-sort")) === "ascending" && ordered(await column(), 1), `${name}: a table is sorted upwards`);
      const definition = page.locator("#conversion details").last();
      check(!(await definition.locator("p, li").first().isVisible()), `${name}: a definition is closed at first`);
      await definition.locator("summary").focus();
      await page.keyboard.press("Enter");
      check(await definition.locator("p, li").first().isVisible(), `${name}: a definition opens`);
      check((await definition.innerText()).includes("horizon"), `${name}: the definition of conversion tells of horizons`);
      check((await page.locator("#conversion details").first().innerText()).length > 30, `${name}: there are traps`);
      for (const link of await page.locator('a[href^="#"]').all()) {
        const target = (await link.getAttribute("href")).slice(1);
        check((await page.locator(`[id="${target}"]`).count()) === 1, `${name}: the link to ${target} leads there`);
      }
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 718, height: 1000 }); // what the margins leave of A4
      const cut = await page.evaluate(() => [...document.querySelectorAll(".table .wide")].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.ariaLabel));
      check(cut.length === 0 || name === "hostile", `${name}: on paper, tables are cut off: ${cut}`); // a name of 2000 letters is
      await page.pdf({ path: resolve(shots, `${name}.pdf`) });
    }
    await context.close();
  }

  // Without scripts, the words and the tables are all there.
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  check((await page.locator("data[data-at]").count()) > 50 && (await page.locator("summary").count()) > 5, `${name}: words and tables without scripts`);
  await context.close();
  console.log(`${name}: looked at`);
}
await browser.close();
console.log(failures === 0 ? "all pages hold" : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
