// SPDX-License-Identifier: Apache-2.0
// What infection prevention and quality confirm, count and explain, each entry signed with their PIN.
import { figures, say } from "./api.js";
import { chip, el, table } from "./dom.js";
import { day, detailWords, entryWords, eventWords } from "./words.js";

const option = (value, title) => el("option", { value }, title);
const select = (options, attributes = {}) => el("select", attributes, options.map(([value, title]) => option(value, title)));
const field = (title, control) => el("label", {}, title, control);
const shown = (value) => (typeof value === "string" ? value : JSON.stringify(value));
// A form that ends in a reason and a PIN. `build` gives the entry of its fields and the words.
function signForm(title, fields, build, done, { words = "Why, in your words" } = {}) {
  const text = el("textarea", { rows: 2, required: true });
  const pin = el("input", { type: "password", inputmode: "numeric", autocomplete: "off", required: true });
  const said = el("p", { role: "alert" });
  const onsubmit = async (event) => {
    event.preventDefault();
    try {
      const saved = await say(build(text.value.trim()), pin.value);
      await done(`Saved and signed by ${saved.by}, ${day(saved.at)}.`);
    } catch (refused) {
      pin.value = "";
      said.className = "sentence";
      said.textContent = refused.message;
      pin.focus();
    }
  };
  return el("form", { class: "sign", onsubmit, "aria-label": title }, el("h3", {}, title), fields, field(words, text), field("Your PIN", pin), said,
    el("button", { class: "primary" }, "Sign and save"));
}

function decide(event, done) {
  const answer = select([["true", "Yes, it counts"], ["false", "No, it does not count"]]);
  return signForm(`Decide on ${eventWords(event.kind)}, ${event.date}`, [field("Confirmed", answer)],
    (text) => ({ kind: "decision", about: event.id, text, body: { confirmed: answer.value === "true" } }), done);
}

function correct(event, kind, done) {
  const levels = kind?.members.find((member) => member.name === "injury")?.values ?? [];
  const level = select(levels.filter((value) => value !== "undetermined").map((value) => [value, shown(value)]));
  return signForm(`Say the injury of the fall, ${event.date}`, [field("Injury", level)],
    (text) => ({ kind: "correction", about: event.id, text, body: { kind: event.kind, injury: level.value } }), done);
}

const isReturn = (event) => event.kind === "readmissions" || event.kind === "planned_returns";

function plan(event, done) {
  const answer = select([["true", "Yes, it was planned"], ["false", "No, it was not"]]);
  return signForm(`Was the return after ${event.date} planned`, [field("Planned", answer)],
    (text) => ({ kind: "decision", about: event.id, text, body: { planned: answer.value === "true" } }), done);
}

// Each return after a discharge of the month, to be said planned or not.
function returnCard(event, unitName, done) {
  const place = el("div", {});
  const open = () => {
    place.replaceChildren(plan(event, done));
    place.querySelector("select").focus();
  };
  const said = event.decided ? `${event.decided.by}, ${day(event.decided.at)}: ${event.decided.text}` : null;
  return el("li", { class: "card" }, el("strong", {}, eventWords(event.kind)),
    el("p", { class: "muted" }, ["discharged", event.date, unitName(event.unit), event.id, detailWords(event.detail), said].filter(Boolean).join(" · ")),
    el("button", { type: "button", onclick: open }, "Planned or not"), place);
}

// What waits opens its form where it stands.
function waitingCard(event, known, unitName, done) {
  const place = el("div", {});
  const open = () => {
    place.replaceChildren(event.by_hand ? decide(event, done) : correct(event, known.kinds.find((kind) => kind.kind === event.kind), done));
    place.querySelector("select").focus();
  };
  const facts = [event.date, unitName(event.unit), event.encounter ? `stay ${event.encounter}` : null, detailWords(event.detail)].filter(Boolean).join(" · ");
  return el("li", { class: "card" }, el("strong", {}, eventWords(event.kind)), el("p", { class: "muted" }, facts),
    el("button", { type: "button", onclick: open }, event.by_hand ? "Decide" : "Say the injury"), place);
}

function eventForm(known, units, done) {
  const kind = select(known.kinds.map((one) => [one.kind, eventWords(one.kind)]));
  const date = el("input", { type: "date", required: true });
  const encounter = el("input", { autocomplete: "off" });
  const unit = select([["", "where the stay was then"], ...units]);
  const members = el("div", { class: "sign" });
  const draw = () => {
    const wanted = known.kinds.find((one) => one.kind === kind.value)?.members.filter((member) => member.values.length > 0) ?? [];
    members.replaceChildren(...wanted.map((member) => field(member.name.replaceAll("_", " "),
      select([["", "not said"], ...member.values.map((value) => [JSON.stringify(value), shown(value)])], { "data-member": member.name }))));
  };
  kind.addEventListener("change", draw);
  draw();
  const body = () => {
    const said = [...members.querySelectorAll("[data-member]")].filter((one) => one.value).map((one) => [one.dataset.member, JSON.parse(one.value)]);
    const stay = encounter.value.trim();
    return { kind: kind.value, date: date.value, ...(stay ? { encounter: stay } : {}), ...Object.fromEntries(said) };
  };
  return signForm("An event", [field("What", kind), field("Day of the event", date), field("Stay (the encounter's id)", encounter), field("Unit", unit), members],
    (text) => ({ kind: "event", unit: unit.value, text, body: body() }), done, { words: "What you saw" });
}

function numberForm(title, kind, choices, units, period, done) {
  const about = select(choices);
  const unit = select([["", "Whole hospital"], ...units]);
  const value = el("input", { inputmode: "decimal", required: true, autocomplete: "off" });
  return signForm(`${title}, ${period}`, [field("Which", about), field("Unit", unit), field("Value", value)],
    (text) => ({ kind, about: about.value, period, unit: unit.value, text, body: { value: kind === "count" ? Number(value.value) : value.value.trim() } }),
    done, { words: "Where it comes from" });
}

function reasonForm(known, units, done) {
  const about = select(known.measures.map((one) => [one.id, one.title]));
  const unit = select([["", "Whole hospital"], ...units]);
  return signForm(`Words beside a figure, ${known.period}`, [field("Measure", about), field("Unit", unit)],
    (text) => ({ kind: "reason", about: about.value, period: known.period, unit: unit.value, text }), done);
}

function newEntry(known, units, done) {
  const forms = [["An event", () => eventForm(known, units, done), known.kinds.length],
    ["A count that nobody charts", () => numberForm("A count", "count", known.counts.map((one) => [one, one.replaceAll("_", " ")]), units, known.period, done), known.counts.length],
    ["A figure from elsewhere", () => numberForm("A figure from elsewhere", "figure", known.figures.map((one) => [one.id, one.title]), units, known.period, done), known.figures.length],
    ["Words beside a figure", () => reasonForm(known, units, done), known.measures.length]].filter(([, , any]) => any > 0);
  const place = el("div", {});
  return [el("div", { class: "actions" }, forms.map(([title, form]) => el("button", { type: "button", onclick: () => {
    place.replaceChildren(form());
    place.querySelector("select").focus();
  } }, title))), place];
}

export async function deskPage(wanted, { go, reopen, saved }) {
  const known = await figures("desk", { period: wanted });
  const names = Object.fromEntries(known.units.map((unit) => [unit.id, unit.name]));
  const unitName = (id) => names[id] ?? id;
  const units = known.units.map((unit) => [unit.id, unit.name]);
  const named = (about) => {
    const event = known.events.find((one) => one.id === about);
    return event ? `${eventWords(event.kind)}, ${event.date}` : about;
  };
  const waits = known.events.filter((event) => event.waits);
  const returns = known.events.filter(isReturn);
  const rest = known.events.filter((event) => !event.waits && !isReturn(event));
  const months = [...new Set([...known.periods, known.period])].reverse();
  const month = select(months.map((one) => [one, one]), { onchange: (event) => go(event.target.value) });
  month.value = known.period;
  return [
    el("h1", {}, `To confirm, ${known.period}`),
    el("div", { class: "actions" }, field("Month ", month)),
    saved ? el("p", { role: "status", class: "saved" }, saved) : null,
    el("h2", {}, "Waits for somebody"),
    waits.length ? el("ul", { class: "waiting" }, waits.map((event) => waitingCard(event, known, unitName, reopen))) : el("p", {}, "Nothing waits this month."),
    returns.length ? el("h2", {}, "Returns after a discharge of the month") : null,
    returns.length ? el("ul", { class: "waiting" }, returns.map((event) => returnCard(event, unitName, reopen))) : null,
    el("h2", {}, "New"),
    ...newEntry(known, units, reopen),
    rest.length ? el("h2", {}, "Known this month") : null,
    rest.length ? table("Events known", [
      { title: "Day", cell: (event) => event.date },
      { title: "What", cell: (event) => eventWords(event.kind) },
      { title: "Unit", cell: (event) => unitName(event.unit) },
      { title: "Detail", cell: (event) => detailWords(event.detail) },
      { title: "Decided", cell: (event) => (event.decided ? `${event.decided.by}, ${day(event.decided.at)}: ${event.decided.text}` : "") },
    ], rest) : null,
    known.entries.length ? el("h2", {}, "Said so far") : null,
    known.entries.length ? table("Entries", [
      { title: "When", cell: (entry) => day(entry.at) },
      { title: "Who", cell: (entry) => entry.by },
      { title: "What", cell: (entry) => [chip(entryWords(entry.kind)), ` ${named(entry.about) || eventWords(entry.body?.kind ?? "")}`] },
      { title: "Said", cell: (entry) => [entry.text, detailWords(entry.body) ? ` (${detailWords(entry.body)})` : ""] },
    ], known.entries) : null,
  ];
}
