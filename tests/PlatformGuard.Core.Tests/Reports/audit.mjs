// Opens every page of a folder in Chromium, in light and dark, wide and narrow, and fails on a console message, a network request,
// a violation of axe-core's rules, text that runs out of the page, or a filter that does not filter.
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.NODE_PATH, "index.js"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const folder = process.argv[2];
const browser = await puppeteer.launch({ executablePath: process.env.PLATFORMGUARD_CHROMIUM || "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu"] });
let failures = 0;

for (const file of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
  for (const scheme of ["light", "dark"]) {
    for (const width of [1280, 360]) {
      const page = await browser.newPage();
      const problems = [];
      page.on("console", (message) => problems.push(`console: ${message.text()}`));
      page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
      page.on("request", (request) => { if (!request.url().startsWith("file:")) problems.push(`request: ${request.url()}`); });
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(pathToFileURL(join(folder, file)).href, { waitUntil: "load" });
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) problems.push("wider than the window");
      if (process.argv[3]) await page.screenshot({ path: join(process.argv[3], `${file}-${scheme}-${width}.png`), fullPage: true });

      const total = await page.$$eval(".finding", (items) => items.length);
      if (total > 0) {
        const wanted = await page.$$eval(".finding", (items) => items.filter((item) => item.dataset.severity === "error").length);
        await page.select("#severity", "error");
        const left = await page.$$eval(".finding:not([hidden])", (items) => items.length);
        const said = await page.$eval("#shown", (element) => element.textContent);
        if (left !== wanted || said !== `${wanted} of ${total} shown`) problems.push(`filter shows ${left} instead of ${wanted}, and says "${said}"`);
        await page.click("#filters button");
        await page.waitForFunction((count) => document.querySelectorAll(".finding:not([hidden])").length === count, { timeout: 5000 }, total).catch(() => problems.push("reset shows not everything"));
        await page.$$eval("details", (items) => items.forEach((item) => { item.open = true; }));
      }

      await page.setBypassCSP(true);
      await page.reload({ waitUntil: "load" });
      await page.$$eval("details", (items) => items.forEach((item) => { item.open = true; }));
      await page.evaluate(axe);
      const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      for (const violation of result.violations) problems.push(`axe: ${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
      await page.close();
      failures += problems.length;
      console.log(problems.length === 0 ? `ok ${file} ${scheme} ${width}` : `failed ${file} ${scheme} ${width}\n  ${problems.join("\n  ")}`);
    }
  }
}

await browser.close();
process.exit(failures === 0 ? 0 : 1);
