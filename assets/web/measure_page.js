// SPDX-License-Identifier: Apache-2.0
// One measure: its chart, its numbers, what it is and what stands behind it.
import { downloadLink, figures } from "./api.js";
import { describe, drawChart } from "./chart.js";
import { chip, el, facts, table } from "./dom.js";
import { chartWords, day, detailWords, eventWords, gatherSignals, isGood, statusWords, unitOf } from "./words.js";

const restatements = (point) => (point.restated ?? []).map((change) =>
  el("div", {}, `restated ${day(change.at)}: ${change.n.join(" → ")} of ${change.d.join(" → ")}${change.why ? `, ${change.why}` : ""}`));
const reasons = (point) => (point.reasons ?? []).map((reason) => el("div", {}, `${reason.text} (${reason.by}, ${day(reason.at)})`));

function numbers(series, reader) {
  const opened = (point) => (reader.open
    ? el("a", { href: `#/events/${encodeURIComponent(series.measure.id)}/${point.period}` }, point.period) : point.period);
  return table("Figures by month", [
    { title: "Month", cell: opened },
    { title: "Count", number: true, cell: (point) => point.n.toLocaleString("en") },
    { title: "Of", number: true, cell: (point) => point.d.toLocaleString("en") },
    { title: "Value", number: true, cell: (point) => point.value },
    { title: "Limits", number: true, cell: (point) => (point.upper ? `${point.lower ?? "0"} – ${point.upper}` : "") },
    { title: "State", cell: (point) => [statusWords(point.status), point.imported ? ", imported" : "", ...restatements(point), ...reasons(point)] },
  ], [...series.points].reverse());
}

function goalWords(series) {
  const target = series.target;
  if (!target?.value) return null;
  return `${target.value} (${target.percent} % better than the baseline)${target.met ? ", met" : ""}`;
}

function peerWords(series) {
  const peers = series.peers;
  return peers ? `${peers.hospitals} hospitals of like size: median ${peers.median}, middle half ${peers.q1} to ${peers.q3}` : series.peers_suppressed;
}

export async function measurePage(scope, id, { reader, place }) {
  const series = await figures("series", { ...scope, measure: id });
  const measure = series.measure;
  const newest = series.points.at(-1);
  const frame = el("figure", {});
  const draw = () => frame.replaceChildren(drawChart(series, Math.max(300, frame.clientWidth || 900)), el("figcaption", {}, `${chartWords(series.chart?.kind)}. ${describe(series)}`));
  const watcher = new ResizeObserver(draw);
  watcher.observe(frame);
  return [
    el("p", { class: "no-print" }, el("a", { href: "#/" }, "← All measures")),
    el("h1", {}, measure.title),
    el("p", { class: "muted" }, `${place} · ${measure.definition}`),
    el("div", { class: "card" }, frame, el("div", {}, gatherSignals(series.chart?.signals).map((signal) =>
      chip(signal.words, isGood(signal.signal, measure, series.chart.kind) ? "good" : "bad")))),
    facts([
      ["Newest", newest ? `${newest.value} ${Number.isNaN(Number(newest.value)) ? "" : unitOf(measure)} (${newest.period})` : null],
      ["Baseline", series.baseline?.value ? `${series.baseline.value} (${series.baseline.from} to ${series.baseline.to})` : null],
      ["Goal", goalWords(series)],
      ["Others", peerWords(series)],
    ]),
    el("div", { class: "actions" },
      el("a", { class: "button", download: true, href: downloadLink("series.csv", { ...scope, measure: id }) }, "CSV"),
      el("a", { class: "button", download: true, href: downloadLink("reports.json", { ...scope, measure: id }) }, "FHIR"),
      el("button", { type: "button", onclick: () => window.print() }, "Print")),
    numbers(series, reader),
    el("p", { class: "muted" }, `Source: ${measure.source}${["M", "D"].includes(measure.mark) ? " (to be confirmed by the hospital)" : ""}. Asked for by: ${(measure.programmes ?? []).join(", ") || "nobody outside"}.`),
  ];
}

export async function eventsPage(scope, id, period) {
  const opened = await figures("events", { ...scope, measure: id, period });
  const missing = opened.denominator?.missing ?? [];
  return [
    el("p", { class: "no-print" }, el("a", { href: `#/measure/${encodeURIComponent(id)}` }, "← Back to the measure")),
    el("h1", {}, `What stands behind ${period}`),
    el("p", {}, `${opened.n ?? 0} counted of ${(opened.d ?? 0).toLocaleString("en")}. People appear by number only; their charts open on the ward.`),
    missing.length ? el("p", { class: "sentence" }, `Days that were not counted: ${missing.join(", ")}`) : null,
    el("h2", {}, "Counted"),
    (opened.numerator ?? []).length ? table("Events counted", [
      { title: "When", cell: (event) => day(event.at) },
      { title: "What", cell: (event) => eventWords(event.what) },
      { title: "Unit", short: true, cell: (event) => event.unit },
      { title: "Detail", cell: (event) => detailWords(event.detail) },
      { title: "Decided", cell: (event) => (event.decided ? `${event.decided.by}, ${day(event.decided.at)}: ${event.decided.text ?? ""}` : "") },
      { title: "Record", cell: (event) => event.source },
    ], opened.numerator) : el("p", {}, "Nothing was counted."),
    el("h2", {}, "Counted against"),
    (opened.denominator?.days ?? []).length ? table("Days", [
      { title: "Day", cell: (entry) => entry.date },
      { title: "Count", number: true, cell: (entry) => String(entry.value) },
    ], opened.denominator.days) : null,
    (opened.denominator?.parts ?? []).length ? table("Opportunities", [
      { title: "When", cell: (part) => day(part.at) },
      { title: "Detail", cell: (part) => detailWords(part.detail) },
      { title: "Record", cell: (part) => part.source },
    ], opened.denominator.parts) : null,
    (opened.issues ?? []).length ? el("h2", {}, "Kept out or marked") : null,
    (opened.issues ?? []).length ? table("Issues", [{ title: "About", cell: (issue) => issue.about }, { title: "What", cell: (issue) => issue.text },
      { title: "Decided", cell: (issue) => (issue.decided ? `${issue.decided.by}, ${day(issue.decided.at)}: ${issue.decided.text ?? ""}` : "") }], opened.issues) : null,
  ];
}
