// SPDX-License-Identifier: Apache-2.0
// Who reads, which page, which unit; everything else is in the pages' own files.
import { enter, figures, leave, Refused, session } from "./api.js";
import { deskPage } from "./desk_page.js";
import { el } from "./dom.js";
import { measurePage, eventsPage } from "./measure_page.js";
import { measuresPage } from "./measures_page.js";
import { completenessPage, roundsPage } from "./rounds_page.js";
import { day } from "./words.js";

const main = document.getElementById("main");
const unit = document.getElementById("unit");
let reader = null;
let turn = 0;
let fresh = null;  // the overview that came with the sign-in, for the first page
let saved = null;  // what was just signed, said once

const show = (...children) => main.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
const scope = () => ({ unit: unit.value });
const place = () => unit.selectedOptions[0]?.textContent ?? "";

function sayOnce() {
  const sentence = saved;
  saved = null;
  return sentence;
}

function page() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const go = (part) => (value) => { location.hash = `#/${part}/${value}`; };
  switch (name) {
    case "measure": return measurePage(scope(), rest[0], { reader, place: place() });
    case "events": return eventsPage(scope(), rest[0], rest[1]);
    case "rounds": return roundsPage(scope(), rest[0], go("rounds"));
    case "completeness": return completenessPage(scope(), rest[0]);
    case "desk": return deskPage(rest[0], { go: go("desk"), reopen: (sentence) => { saved = sentence; return open(); }, saved: sayOnce() });
    default: return measuresPage(scope(), place(), fresh);
  }
}

async function open() {
  const mine = ++turn;
  if (!reader) return askWho();
  mark();
  main.setAttribute("aria-busy", "true");
  try {
    const children = await page();
    if (mine === turn) show(children);
  } catch (refused) {
    if (mine !== turn) return;
    if (refused instanceof Refused && refused.status === 401) return signOut(refused.message);
    show(el("p", { class: "sentence", role: "alert" }, refused.message));
  } finally {
    main.removeAttribute("aria-busy");
  }
}

function mark() {
  const here = location.hash.replace(/^#\/?/, "").split("/")[0];
  for (const link of document.querySelectorAll("nav a")) {
    const current = link.getAttribute("href").slice(2) === here || (here === "measure" && link.getAttribute("href") === "#/");
    if (current) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
}

function askWho(sentence) {
  const name = el("input", { id: "name", autocomplete: "username", required: true });
  const pin = el("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "current-password", required: true });
  const said = el("p", { role: "alert", class: sentence ? "sentence" : null }, sentence ?? "");
  const onsubmit = async (event) => {
    event.preventDefault();
    try {
      await begin(await enter(name.value.trim(), pin.value));
    } catch (refused) {
      pin.value = "";
      said.className = "sentence";
      said.textContent = refused.message;
      pin.focus();
    }
  };
  show(el("form", { class: "card enter", onsubmit },
    el("h1", {}, "Reports"), el("p", { class: "muted" }, "Sign in with your name and the PIN you use on the tablets."), said,
    el("label", { for: "name" }, "Name"), name, el("label", { for: "pin" }, "PIN"), pin,
    el("button", { class: "primary" }, "Sign in")));
  name.focus();
}

async function begin(person) {
  reader = person;
  document.getElementById("who").textContent = person.name;
  const overview = await figures("overview", {});
  document.getElementById("place").textContent = overview.name;
  document.getElementById("foot").textContent = `Figures as of ${day(overview.as_of)}. Rates are exact; a denominator of 0 is "not calculable".`;
  unit.replaceChildren(...overview.units.map((one) => el("option", { value: one.id }, one.name)));
  for (const id of ["nav", "leave", "unit-label"]) document.getElementById(id).hidden = false;
  for (const link of document.querySelectorAll("[data-hospital]")) link.hidden = overview.role !== "hospital";
  document.getElementById("desk-link").hidden = !person.desk;
  fresh = overview;
  await open();
  fresh = null;
}

async function signOut(sentence) {
  reader = null;
  document.getElementById("who").textContent = "";
  for (const id of ["nav", "leave", "unit-label"]) document.getElementById(id).hidden = true;
  askWho(sentence);
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.getElementById("theme").textContent = theme === "night" ? "Day" : "Night";
}

document.getElementById("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "night" ? "day" : "night"));
document.getElementById("leave").addEventListener("click", async () => { await leave().catch(() => {}); signOut(); });
unit.addEventListener("change", open);
window.addEventListener("hashchange", async () => { await open(); main.focus(); });
setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "day");
session().then(begin).catch(() => askWho());
