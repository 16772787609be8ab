// SPDX-License-Identifier: Apache-2.0
// What codes of the figures mean in words.

const signals = {
  "above-limit": "above the upper limit",
  "below-limit": "below the lower limit",
  "shift-up": "a run above the centre",
  "shift-down": "a run below the centre",
  "trend-up": "rising steadily",
  "trend-down": "falling steadily",
  "near-upper-limit": "again and again near the upper limit",
  "near-lower-limit": "again and again near the lower limit",
  "cusum-up": "more than the baseline, summed up",
  "cusum-down": "less than the baseline, summed up",
};
const states = {
  open: "month still open",
  complete: "closed",
  pending: "waits for confirmation",
  incomplete: "incomplete",
};
const charts = {
  u: "u chart: rate, limits at three standard deviations",
  p: "p chart: share, limits at three standard deviations",
  g: "g chart: opportunities between events",
  t: "t chart: days between events",
  run: "run chart: no limits, too few points for them",
};

export const signalWords = (code) => signals[code] ?? code;
export const statusWords = (code) => states[code] ?? code;
export const chartWords = (code) => charts[code] ?? code;

// Is a signal good news? Waiting longer between events is, and less of what should be less.
export function isGood(code, measure, kind) {
  const up = code.startsWith("above") || code.endsWith("-up") || code === "near-upper-limit";
  const between = kind === "g" || kind === "t";
  return (measure.direction === "higher") === (between ? !up : up);
}

export function unitOf(measure) {
  const per = measure.newest?.x ?? measure.per;
  if (!per || per === 1) return "";
  return per === 100 ? "%" : `per ${per.toLocaleString("en")}`;
}

export const day = (moment) => (moment ? moment.slice(0, 16).replace("T", " ") : "not known");
