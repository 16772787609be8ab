// SPDX-License-Identifier: Apache-2.0
// The control chart of one measure, as SVG: values, centre, limits, special causes, goal and tests of change.
import * as Plot from "@observablehq/plot";
import { chartWords, gatherSignals, isGood, unitOf } from "./words.js";

const number = (text) => (text === null || text === undefined || Number.isNaN(Number(text)) ? null : Number(text));

function pointsOf(series) {
  const between = series.chart?.between;
  const points = between ?? series.points;
  return points.map((point) => ({
    label: point.label ?? point.period,
    value: number(point.value),
    lower: number(point.lower),
    upper: number(point.upper),
    open: point.status === "open",
  }));
}

function signalled(series, points) {
  const marked = new Map();
  const at = (label) => points.findIndex((point) => point.label === label);
  for (const signal of series.chart?.signals ?? []) {
    const colour = isGood(signal.signal, series.measure, series.chart.kind) ? "var(--ok)" : "var(--bad)";
    for (let i = Math.max(at(signal.from), 0); i <= at(signal.to); ++i) marked.set(i, colour);
  }
  return points.flatMap((point, i) => (marked.has(i) && point.value !== null ? [{ ...point, colour: marked.get(i) }] : []));
}

// What a chart shows, in a sentence for those who do not see it.
export function describe(series) {
  const points = pointsOf(series).filter((point) => point.value !== null);
  if (points.length === 0) return "There is no value to draw yet.";
  const last = points.at(-1);
  const found = gatherSignals(series.chart?.signals).map((signal) => signal.words);
  return `${series.measure.title}, ${points.length} points from ${points[0].label} to ${last.label}; the newest is ${last.value}` +
    (series.chart?.centre ? `, the centre ${series.chart.centre}. ` : ". ") +
    (found.length ? `Special cause: ${found.join("; ")}.` : "No special cause is seen.");
}

export function drawChart(series, width) {
  const points = pointsOf(series);
  const drawn = points.filter((point) => point.value !== null);
  const centre = number(series.chart?.centre);
  const goal = number(series.target?.value);
  const every = Math.max(1, Math.ceil(points.length / Math.max(4, Math.floor(width / 70))));
  const ticks = points.map((point) => point.label).filter((_, i) => i % every === 0);
  // Named at either end, so that two lines close to each other can be read.
  const rule = (value, colour, dash, text, end) => (value === null ? [] : [
    Plot.ruleY([value], { stroke: colour, strokeDasharray: dash, strokeWidth: 1.6 }),
    Plot.text([{ at: (end === "end" ? points.at(-1) : points[0])?.label, value, text }], { x: "at", y: "value", text: "text", dx: end === "end" ? -4 : 4, dy: -8, textAnchor: end, fill: colour, fontSize: 12, fontWeight: 600 }),
  ]);
  const chart = Plot.plot({
    width,
    height: Math.min(420, Math.max(260, width * 0.42)),
    marginLeft: 56,
    marginTop: 34,
    marginBottom: 44,
    marginRight: 24,
    style: { fontSize: "13px", background: "transparent", color: "var(--text)" },
    x: { type: "point", domain: points.map((point) => point.label), ticks, label: null, tickRotate: width < 520 ? -35 : 0 },
    color: { type: "identity" },
    y: { zero: true, grid: true, nice: true, label: unitOf(series.measure) || null },
    marks: [
      Plot.areaY(points, { x: "label", y1: "lower", y2: "upper", fill: "var(--info-soft)", curve: "step" }),
      ...rule(centre, "var(--info)", "none", `centre ${series.chart?.centre}`, "start"),
      ...rule(goal, "var(--ok)", "6 4", `goal ${series.target?.value}`, "end"),
      (series.changes ?? []).map((change) => Plot.ruleX([change.period], { stroke: "var(--violet)", strokeDasharray: "3 3" })),
      (series.changes ?? []).map((change) => Plot.text([change], { x: "period", frameAnchor: "top", dx: 4, textAnchor: "start", lineWidth: 14, text: "text", fill: "var(--violet)" })),
      Plot.lineY(drawn, { x: "label", y: "value", stroke: "var(--text)", strokeWidth: 1.8 }),
      Plot.dot(drawn, { x: "label", y: "value", r: 4, fill: (point) => (point.open ? "var(--surface)" : "var(--text)"), stroke: "var(--text)" }),
      Plot.dot(signalled(series, points), { x: "label", y: "value", r: 9, stroke: "colour", strokeWidth: 2.4, symbol: "square" }),
      Plot.tip(drawn, Plot.pointerX({ x: "label", y: "value", fill: "var(--surface)", title: (point) => `${point.label}: ${point.value}` })),
    ],
  });
  for (const part of chart.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label");  // the whole is one picture, told by one sentence
    part.removeAttribute("aria-description");
  }
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", describe(series));
  chart.dataset.kind = chartWords(series.chart?.kind);
  return chart;
}
