// SPDX-License-Identifier: Apache-2.0
// The report pages of a real hub in a real browser.
// Environment: WARDLIGHT_HUB the program, WARDLIGHT_ASSETS its content, WARDLIGHT_CHROMIUM the browser, WARDLIGHT_PICTURES where pictures go.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { faultsOf, launch, openPage, picture, settled, sidewaysScroll, sizes } from "./browser.mjs";
import { charge, infectionPrevention, startHub } from "./hub.mjs";

const pictures = process.env.WARDLIGHT_PICTURES;
const views = [
  ["measures", "#/", "main h1"],
  ["measure", "#/measure/FALL-T", "main svg"],
  ["rounds", "#/rounds", "main h1"],
  ["completeness", "#/completeness", "main table"],
];
let hub;
let browser;

before(async () => {
  hub = await startHub(process.env.WARDLIGHT_HUB, process.env.WARDLIGHT_ASSETS);
  browser = await launch(process.env.WARDLIGHT_CHROMIUM);
});
after(async () => {
  await browser?.close();
  assert.equal(await hub?.stop(), 0);
});

async function signIn(page, person = charge) {
  await page.goto(hub.pages);
  await settled(page, "#name, main h1");
  if (!(await page.$("#name"))) return;
  await page.type("#name", person.name);
  await page.type("#pin", person.pin);
  await page.keyboard.press("Enter");
}

async function signedIn(size = "desk", scheme = "light", person = charge) {
  const opened = await openPage(browser, size, scheme);
  await signIn(opened.page, person);
  await settled(opened.page, "#nav:not([hidden])");
  return opened;
}

async function go(page, hash, selector) {
  await page.evaluate((where) => { location.hash = where; }, hash);
  await settled(page, selector);
}

test("A wrong PIN is answered with a sentence and shows no figure", async () => {
  const { page } = await openPage(browser, "desk", "light");
  await signIn(page, { ...charge, pin: "000001" });
  await page.waitForFunction(() => document.querySelector("[role=alert]")?.textContent.endsWith("."));
  assert.equal(await page.$("#nav:not([hidden])"), null);
  await page.close();
});

test("Every page, at every size, by day and by night, has nothing serious by axe, fits its screen and asks no other host", async () => {
  for (const size of Object.keys(sizes)) {
    for (const scheme of ["light", "dark"]) {
      const { page, seen } = await signedIn(size, scheme);
      for (const [name, hash, selector] of views) {
        await go(page, hash, selector);
        await picture(page, pictures, `${name}-${size}-${scheme === "light" ? "day" : "night"}`);
        assert.deepEqual(await faultsOf(page), [], `${name} at ${size}, ${scheme}`);
        assert.equal(await sidewaysScroll(page), 0, `${name} at ${size} is wider than its screen`);
      }
      assert.deepEqual([...seen.hosts], [new URL(hub.pages).host]);
      assert.deepEqual(seen.mistakes, []);
      await page.close();
    }
  }
});

test("With the keyboard alone one signs in, opens a measure and comes back", async () => {
  const { page } = await signedIn();
  await go(page, "#/", "main h1");
  const names = () => page.evaluate(() => document.activeElement.textContent.trim());
  let reached = "";
  for (let i = 0; i < 60 && !reached.startsWith("What is missing"); ++i) {
    await page.keyboard.press("Tab");
    reached = await names();
  }
  assert.equal(reached, "What is missing");
  await page.keyboard.press("Enter");
  await settled(page, "main table");
  assert.match(await page.$eval("h1", (title) => title.textContent), /^What is missing/);
  await page.close();
});

const press = (page, words) => page.evaluate((text) => [...document.querySelectorAll("main button")].find((button) => button.textContent === text).click(), words);
const signed = (page) => page.waitForFunction(() => document.querySelector("main .saved")?.textContent.startsWith("Saved and signed by Iris Poe"));

test("Infection prevention enters an infection and decides on it, each signed with the PIN; a wrong PIN saves nothing", async () => {
  const separate = await browser.createBrowserContext();
  const { page, seen } = await openPage(separate, "desk", "light");
  await signIn(page, infectionPrevention);
  await settled(page, "#nav:not([hidden])");
  await page.click("#desk-link");
  await settled(page, "main h1");
  await page.waitForFunction(() => document.querySelector("h1").textContent.startsWith("To confirm"));
  assert.match(await page.$eval("main", (main) => main.textContent), /Nothing waits this month/);

  await press(page, "An event");
  const month = await page.$eval("h1", (title) => title.textContent.slice(-7));
  await page.$eval("form.sign input[type=date]", (field, date) => { field.value = date; }, `${month}-01`);
  await page.select("form.sign label:nth-of-type(4) select", await page.$eval("form.sign label:nth-of-type(4) option:nth-child(2)", (one) => one.value));
  await page.type("form.sign textarea", "Fever and culture");
  await page.type("form.sign input[type=password]", "000001");
  await page.click("form.sign button.primary");
  await page.waitForFunction(() => document.querySelector("form.sign [role=alert]").textContent.startsWith("This is not your PIN"));
  assert.deepEqual(await faultsOf(page), []);
  await page.type("form.sign input[type=password]", infectionPrevention.pin);
  await page.click("form.sign button.primary");
  await signed(page);

  await press(page, "Decide");
  await page.type("form.sign textarea", "It fits the definition");
  await page.type("form.sign input[type=password]", infectionPrevention.pin);
  await picture(page, pictures, "desk-deciding");
  await page.click("form.sign button.primary");
  await page.waitForFunction(() => document.querySelector("main").textContent.includes("It fits the definition"));
  const told = await page.$eval("main", (main) => main.textContent);
  assert.match(told, /Nothing waits this month/);
  assert.match(told, /Iris Poe, \d{4}-\d{2}-\d{2} \d{2}:\d{2}: It fits the definition/);
  for (const size of Object.keys(sizes)) {
    for (const scheme of ["light", "dark"]) {
      const [width, height] = sizes[size];
      await page.setViewport({ width, height });
      await page.evaluate((wanted) => { document.documentElement.dataset.theme = wanted; }, scheme === "light" ? "day" : "night");
      await picture(page, pictures, `desk-${size}-${scheme === "light" ? "day" : "night"}`);
      assert.deepEqual(await faultsOf(page), [], `to confirm at ${size}, ${scheme}`);
      assert.equal(await sidewaysScroll(page), 0, `to confirm at ${size} is wider than its screen`);
    }
  }
  assert.deepEqual([...seen.hosts], [new URL(hub.pages).host]);
  assert.deepEqual(seen.mistakes, []);
  await separate.close();
});

test("A charge nurse sees no page to confirm on, and the server takes nothing from one", async () => {
  const { page } = await signedIn();
  assert.equal(await page.$eval("#desk-link", (link) => link.hidden), true);
  const answer = await page.evaluate(async (pin) => {
    const response = await fetch("api/desk", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ pin, entry: { kind: "decision" } }) });
    return [response.status, (await response.json()).error];
  }, charge.pin);
  assert.equal(answer[0], 403);
  assert.match(answer[1], /infection prevention and quality/);
  await page.close();
});

test("A measure is taken away as CSV and as FHIR", async () => {
  const { page } = await signedIn();
  const folder = mkdtempSync(path.join(tmpdir(), "wardlight-taken-"));
  const devtools = await page.createCDPSession();
  await devtools.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder, eventsEnabled: true });
  await go(page, "#/measure/FALL-T", "main svg");
  for (const [label, ending] of [["CSV", ".csv"], ["FHIR", ".json"]]) {
    const done = new Promise((resolve) => devtools.on("Browser.downloadProgress", (event) => { if (event.state === "completed") resolve(); }));
    await page.evaluate((words) => [...document.querySelectorAll("a.button")].find((link) => link.textContent === words).click(), label);
    await done;
    const name = readdirSync(folder).find((file) => file.endsWith(ending));
    assert.ok(name, `no ${ending} came`);
    const text = readFileSync(path.join(folder, name), "utf8");
    if (ending === ".csv") assert.match(text, /^measure,unit,period,n,d,x,value,/);
    else assert.equal(JSON.parse(text).resourceType, "Bundle");
  }
  rmSync(folder, { recursive: true, force: true });
  await page.close();
});

test("A measure and the rounds by bed print on one page each", async () => {
  const { page } = await signedIn();
  for (const [name, hash, selector] of [["measure", "#/measure/FALL-T", "main svg"], ["rounds", "#/rounds", "main h1"]]) {
    await go(page, hash, selector);
    const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true }));
    writeFileSync(path.join(pictures, `${name}.pdf`), pdf);
    assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length, 1, `${name} needs more than one page`);
  }
  await page.close();
});

test("Signed out, a page that is still open gets no more figures", async () => {
  const { page } = await signedIn();
  await page.click("#leave");
  await settled(page, "#name");
  const status = await page.evaluate(async () => (await fetch("api/overview")).status);
  assert.equal(status, 401);
  await page.close();
});
