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

const events = {
  cauti: "Catheter-associated urinary tract infection",
  clabsi: "Central-line bloodstream infection",
  cdi: "Clostridioides difficile",
  fall: "Fall",
  pressure_injury: "Pressure injury",
  sepsis_case: "Severe sepsis or shock",
  other_harm: "Other harm",
  staff_injury: "Injury of a colleague",
  family_call: "Family's call for help",
  readmissions: "Return",
  planned_returns: "Planned return, not counted",
};
const entries = {
  event: "event", decision: "decision", correction: "correction", count: "count", figure: "figure from elsewhere",
  reason: "words", survey: "day of survey", change: "test of change", baseline: "baseline",
};

export const eventWords = (code) => events[code] ?? code;
export const entryWords = (code) => entries[code] ?? code;
export const signalWords = (code) => signals[code] ?? code;
export const statusWords = (code) => states[code] ?? code;
export const chartWords = (code) => charts[code] ?? code;

// Is a signal good news? Waiting longer between events is, and less of what should be less.
export function isGood(code, measure, kind) {
  const up = code.startsWith("above") || code.endsWith("-up") || code === "near-upper-limit";
  const between = kind === "g" || kind === "t";
  return (measure.direction === "higher") === (between ? !up : up);
}

// Special causes of one kind, told once: the first month of them to the last, and how often.
export function gatherSignals(signals) {
  const gathered = new Map();
  for (const one of signals ?? []) {
    const known = gathered.get(one.signal);
    if (known) gathered.set(one.signal, { ...known, to: one.to > known.to ? one.to : known.to, times: known.times + 1 });
    else gathered.set(one.signal, { signal: one.signal, from: one.to, to: one.to, times: 1 });
  }
  return [...gathered.values()].map((one) => ({ ...one,
    words: `${signalWords(one.signal)}, ${one.times === 1 ? one.to : `${one.times} times, ${one.from} to ${one.to}`}` }));
}

// What an event says beside what stands in columns of their own.
export const detailWords = (value) => Object.entries(value ?? {}).filter(([name]) => !["kind", "id", "at", "unit", "date", "encounter"].includes(name))
  .map(([name, said]) => `${name.replaceAll("_", " ")}: ${typeof said === "string" ? said : JSON.stringify(said)}`).join(", ");

export function unitOf(measure) {
  const per = measure.newest?.x ?? measure.per;
  if (!per || per === 1) return "";
  return per === 100 ? "%" : `per ${per.toLocaleString("en")}`;
}

export const day = (moment) => (moment ? moment.slice(0, 16).replace("T", " ") : "not known");
