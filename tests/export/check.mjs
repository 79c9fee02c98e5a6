// Exported pages in a real Chromium: that they render with the numbers of `status --json`, report nothing to the console,
// ask the network for nothing, run no script of a hostile file, and pass axe.
//
//   node check.mjs MILEPOST FILE…      CHROMIUM names the browser, PICTURES a folder for screenshots
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [milepost, ...files] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "milepost-export-"));
const environment = { PATH: process.env.PATH, MILEPOST_HOME: join(folder, "home") };
const run = (...words) => execFileSync(milepost, words, { env: environment, encoding: "utf8", maxBuffer: 1 << 30 });

// Sizes and lights in which each page is looked at: both of each, and for pictures all together.
const views = [
  { name: "wide-light", width: 1280, colorScheme: "light" },
  { name: "narrow-dark", width: 400, colorScheme: "dark" },
];
if (process.env.PICTURES) {
  views.push({ name: "wide-dark", width: 1280, colorScheme: "dark" });
  views.push({ name: "narrow-light", width: 400, colorScheme: "light" });
}

let failures = 0;
function expect(holds, claim) {
  if (!holds) {
    failures += 1;
    console.error(`  not so: ${claim}`);
  }
}

// The numbers that the page shows, read as a person reads them.
function shown() {
  const text = (element) => element?.textContent.trim() ?? "";
  const row = (row) => [...row.querySelectorAll("td:not(.gauge)")].map(text);
  return {
    percent: text(document.querySelector(".percent")),
    of: text(document.querySelector(".of strong")),
    phases: [...document.querySelectorAll(".phases tbody tr")].map(row),
    sections: [...document.querySelectorAll("details.phase > details > summary .progress")].map(text),
    met: [...document.querySelectorAll(".grid tfoot td.state")].map(text),
    states: Object.fromEntries(
      [...document.querySelectorAll(".legend li")].map((entry) => text(entry).match(/^(\d+) (.*)$/).slice(1).reverse()),
    ),
    isScrolledSideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    isStyled: getComputedStyle(document.body).maxWidth !== "none",
    scripts: document.querySelectorAll("script, iframe, object, embed, img, base, form, style ~ style").length,
    handlers: [...document.querySelectorAll("*")].filter((element) =>
      [...element.attributes].some(({ name }) => name.startsWith("on")),
    ).length,
    hasRun: "pwned" in window,
  };
}

// The same numbers by `status --json`. A journal is not on the page.
function told(status) {
  const of = (counts) => {
    const met = counts.done + (status.rule === "skipped-as-done" ? counts.skipped : 0);
    const all = met + counts.doing + counts.todo + counts.deferred;
    if (all > 0) return [`${met} of ${all}`, `${counts.percent}%`];
    return counts.untracked > 0 ? [`${counts.untracked} untracked`, ""] : ["", ""];
  };
  const names = { todo: "to do", other: "marked otherwise" };
  const states = ["done", "doing", "todo", "deferred", "skipped", "other", "untracked"];
  const columns = status.matrices.flatMap((matrix) => matrix.columns).filter((column) => column.met !== null);
  return {
    percent: status.total.percent === null ? "–" : `${status.total.percent}%`,
    of: of(status.total)[0],
    phases: status.phases.map(of),
    states: Object.fromEntries(
      states.filter((name) => status.total[name] > 0).map((name) => [names[name] ?? name, `${status.total[name]}`]),
    ),
    met: columns.map((column) => `${column.met} of ${column.of}`),
  };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

async function check(browser, file) {
  const name = basename(file, ".md");
  console.log(`page of ${name}`);
  const path = join(folder, `${name}.html`);
  run("export", file, "-o", path);
  const status = told(JSON.parse(run("status", file, "--json")));
  for (const view of views) {
    const context = await browser.newContext({
      viewport: { width: view.width, height: 900 },
      colorScheme: view.colorScheme,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const at = (claim) => `${name}, ${view.name}: ${claim}`;
    page.on("console", (message) => expect(false, at(`nothing is said: ${message.text()}`)));
    page.on("pageerror", (error) => expect(false, at(`no error: ${error}`)));
    page.on("dialog", (dialog) => (expect(false, at("no dialog")), dialog.dismiss()));
    const address = pathToFileURL(path).href;
    page.on("request", (request) => {
      const isOwn = request.url() === address || request.url() === "data:,";
      expect(isOwn, at(`no request leaves: ${request.url()}`));
    });
    await page.goto(address);
    const found = await page.evaluate(shown);
    for (const key of ["percent", "states"]) {
      expect(same(found[key], status[key]), at(`${key} ${JSON.stringify(found[key])} is ${JSON.stringify(status[key])}`));
    }
    expect(found.of === (status.of || "0 of 0") || status.percent === "–", at(`${found.of} is ${status.of}`));
    // Phases with nothing in them, and journals, are left out: what is there is there in the same order.
    let rest = status.phases;
    for (const row of found.phases) {
      const index = rest.findIndex((phase) => same(phase, row));
      expect(index >= 0, at(`a phase has ${row}`));
      rest = rest.slice(index + 1);
    }
    const n_counted = status.phases.filter(([of]) => of !== "").length;
    expect(found.phases.length <= n_counted, at("no phase is there twice"));
    expect(same(found.met, status.met), at(`${found.met} is ${status.met}`));
    expect(found.isStyled, at("the page's own style is let in"));
    expect(!found.isScrolledSideways, at("nothing is wider than the page"));
    expect(found.scripts === 0 && found.handlers === 0 && !found.hasRun, at("no script, none that has run"));
    if (process.env.PICTURES) {
      await page.screenshot({ path: join(process.env.PICTURES, `${name}-${view.name}.png`), fullPage: true });
    }
    await checkKeyboard(page, at);
    await checkPrint(page, at);
    await checkAccessibility(page, at);
    await context.close();
  }
}

// Folds can be reached and turned by the keyboard alone, and what has the focus shows it.
async function checkKeyboard(page, at) {
  const summaries = await page.locator("summary").count();
  if (summaries === 0) return;
  await page.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  expect(!(await page.evaluate(() => document.querySelector("details").open)), at("enter folds"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  expect(outline !== "none", at("the focus is seen"));
}

// What is folded is printed too.
async function checkPrint(page, at) {
  const height = () => page.evaluate(() => document.body.scrollHeight);
  await page.emulateMedia({ media: "print" });
  const open = await height();
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = false)));
  const folded = await height();
  expect(Math.abs(open - folded) < 4, at(`folded ${folded} prints as open ${open}`));
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await page.emulateMedia({ media: "screen" });
}

// Through the debugger, which the page's policy does not bind. Words that axe cannot decide on, as they are scrolled out of
// sight or part of a drawing, are measured here.
async function checkAccessibility(page, at) {
  await page.evaluate(axe);
  const { violations, incomplete } = await page.evaluate(() => window.axe.run(document));
  for (const { id, help, nodes } of violations) {
    expect(false, at(`${id}: ${help} (${nodes.length}, such as ${nodes[0].html.slice(0, 120)})`));
  }
  const undecided = incomplete.filter(({ id }) => id === "color-contrast").flatMap(({ nodes }) => nodes);
  const ratios = await page.evaluate(contrasts, undecided.map(({ target }) => target.at(-1)));
  undecided.forEach(({ html }, index) => {
    expect(ratios[index] >= 4.5, at(`contrast ${ratios[index]} of ${html.slice(0, 120)}`));
  });
}

// The contrasts of elements with what is behind them (WCAG 2.2, "contrast ratio").
function contrasts(selectors) {
  const luminance = (color) => {
    const [red, green, blue] = color.match(/[\d.]+/g).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return selectors.map((selector) => {
    const element = document.querySelector(selector);
    const style = getComputedStyle(element);
    const words = luminance(element instanceof SVGElement ? style.fill : style.color);
    let behind = element;
    while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
    const paper = luminance(getComputedStyle(behind).backgroundColor);
    return (Math.max(words, paper) + 0.05) / (Math.min(words, paper) + 0.05);
  });
}

// That what is watched for would be seen.
async function checkTheChecks(browser) {
  const page = await browser.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  const path = join(folder, "bad.html");
  writeFileSync(path, "<!doctype html><body onload='pwned=1'><p style='color:#ccc'>hard to read</p><img src='http://localhost:9/x'>");
  await page.goto(pathToFileURL(path).href);
  const found = await page.evaluate(shown);
  expect(found.hasRun && found.scripts === 1 && found.handlers === 1, "a script that runs is seen");
  expect(requests.some((url) => url.includes("localhost")), "a request is seen");
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  expect(violations.some(({ id }) => id === "color-contrast"), "bad contrast is seen");
  await page.close();
}

const switches = ["gpu", "background-networking", "component-update", "sync"].map((what) => `--disable-${what}`);
const browser = await chromium
  .launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", ...switches] })
  .catch((error) => {
    console.log(`left out, as the browser does not start: ${error.message.split("\n")[0]}`);
    process.exit(0);
  });
try {
  await checkTheChecks(browser);
  for (const file of files) await check(browser, file);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures > 0 ? 1 : 0;
console.log(failures > 0 ? `${failures} not as they should be` : "all as it should be");
