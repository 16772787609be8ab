// SPDX-License-Identifier: Apache-2.0
// The unit as bed × hour, and what has not arrived.
import { figures } from "./api.js";
import { el, facts, table } from "./dom.js";
import { day, eventWords } from "./words.js";

// A letter beside each colour, so that paper and colour-blind eyes read the same.
const cells = {
  done: ["✓", "done", "done on time"],
  late: ["L", "late", "done late"],
  refused: ["R", "reason", "patient said no"],
  attempted: ["A", "reason", "attempted"],
  missed: ["–", "missed", "missed, no reason"],
  "missed-with-reason": ["r", "reason", "missed, reason given"],
  excluded: ["·", "none", "not counted"],
  empty: ["", "none", "nobody in the bed"],
  future: ["", "none", "still to come"],
};

function grid(map) {
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Rounds by bed and hour" },
    el("table", { class: "heat" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Bed"), map.hours.map((hour) => el("th", { scope: "col" }, hour.slice(0, 2))))),
      el("tbody", {}, [...map.beds].sort((a, b) => a.bed.localeCompare(b.bed, "en", { numeric: true })).map((bed) => el("tr", {}, el("th", { scope: "row" }, bed.bed),
        bed.cells.map((code, i) => {
          const [letter, tone, words] = cells[code] ?? ["?", "none", code];
          return el("td", { class: tone, title: `${bed.bed} ${map.hours[i]}: ${words}` }, letter);
        }))))));
}

export async function roundsPage(scope, wanted, go) {
  const overview = await figures("overview", scope);
  const date = wanted || overview.as_of.slice(0, 10);
  const units = overview.units.filter((unit) => unit.id);
  const shown = units.find((unit) => unit.id === scope.unit) ?? units[0];
  const unit = shown?.id;
  const map = unit ? await figures("heat-map", { ...scope, unit, day: date }) : null;
  const legend = Object.values(cells).filter(([letter]) => letter);
  return [
    el("h1", {}, `Rounds by bed, ${shown?.name ?? "no unit"}`),
    el("div", { class: "actions" }, el("label", {}, "Day ", el("input", { type: "date", value: date, onchange: (event) => go(event.target.value) }))),
    map ? facts([["Rounds on time", `${map.percent} %`.replace("not calculable %", "not calculable")], ["Done", `${map.done} of ${map.due} due`]]) : null,
    map ? grid(map) : el("p", { class: "sentence" }, "The hub knows no unit yet; import the census."),
    el("ul", { class: "legend" }, legend.map(([letter, tone, words]) => el("li", { class: "heat" }, el("b", { class: tone }, letter), words))),
  ];
}

export async function completenessPage(scope, period) {
  const overview = await figures("overview", scope);
  const month = period || overview.periods.at(-1) || overview.as_of.slice(0, 7);
  const known = await figures("completeness", { ...scope, period: month });
  const hospital = overview.role === "hospital";
  return [
    el("h1", {}, `What is missing, ${month}`),
    el("p", { class: "muted" }, `As of ${day(known.as_of)}. The month closes on ${known.closes_on}.`),
    hospital ? null : facts([["Hospitals that reported", `${known.reported} of ${known.hospitals}${known.late ? `, ${known.late} of them late` : ""}`],
      ["Own report", known.own?.reported ? `first arrived ${day(known.own.first)}${known.own.late ? ", late: the month had closed" : ""}; last heard ${day(known.own.last)}` : "has not arrived"]]),
    hospital ? table("Units", [
      { title: "Unit", cell: (unit) => unit.unit },
      { title: "Days not counted", cell: (unit) => unit.missing.join(", ") || "none" },
      { title: "Waits for somebody", cell: (unit) => unit.pending.map((one) => el("div", {}, `${eventWords(one.kind)} (${one.measure}): ${one.text}`)) },
      { title: "Marked", cell: (unit) => unit.issues.map((issue) => el("div", {}, issue.text)) },
    ], known.units ?? []) : null,
    hospital ? el("h2", {}, "Tablets") : null,
    hospital ? table("Tablets", [
      { title: "Tablet", cell: (device) => device.device },
      { title: "Last heard", cell: (device) => day(device.last_seen) },
      { title: "Oldest unsent", cell: (device) => (device.oldest_unsent ? day(device.oldest_unsent) : "nothing waits") },
    ], known.devices ?? []) : null,
  ];
}
