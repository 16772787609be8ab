// SPDX-License-Identifier: Apache-2.0
// Chromium with the pages open, and what every look at a page checks.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

// The hub's certificate is of its own authority, which this browser has not been given.
export const launch = (executablePath) =>
  puppeteer.launch({ executablePath, acceptInsecureCerts: true, args: ["--no-sandbox", "--disable-gpu"] });

export const sizes = { phone: [390, 844], tablet: [1024, 768], desk: [1440, 900] };

// A page whose mistakes and requests are written down.
export async function openPage(browser, size, scheme) {
  const page = await browser.newPage();
  const seen = { hosts: new Set(), mistakes: [] };
  page.on("request", (request) => { if (!request.url().startsWith("data:")) seen.hosts.add(new URL(request.url()).host); });
  page.on("pageerror", (mistake) => seen.mistakes.push(mistake.message));
  page.on("console", (message) => { if (message.text().includes("Content Security Policy")) seen.mistakes.push(message.text()); });
  const [width, height] = sizes[size];
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  return { page, seen };
}

export const settled = (page, selector) =>
  page.waitForFunction((wanted) => !document.querySelector("main[aria-busy]") && document.querySelector(wanted), { timeout: 15000 }, selector);

// What axe calls serious or critical, as sentences.
export async function faultsOf(page) {
  await page.evaluate(axe);  // past the page's own policy, which lets no script in from outside
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
      .map((one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")})`);
  });
}

export async function picture(page, folder, name) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

// Nothing is wider than the screen, but for tables that scroll in their own frame.
export const sidewaysScroll = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
