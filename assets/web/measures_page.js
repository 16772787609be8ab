// SPDX-License-Identifier: Apache-2.0
// All measures of a unit, what needs somebody first.
import { figures } from "./api.js";
import { chip, el } from "./dom.js";
import { isGood, signalWords, statusWords, unitOf } from "./words.js";

const needsSomebody = (measure) =>
  (measure.signal && !isGood(measure.signal, measure)) || ["pending", "incomplete"].includes(measure.newest?.status);

function card(measure) {
  const newest = measure.newest;
  const good = measure.signal ? isGood(measure.signal, measure) : null;
  const value = newest ? newest.value : "no figure yet";
  const numeric = newest && !Number.isNaN(Number(newest.value));
  const target = measure.target;
  return el("li", {}, el("a", { class: `card measure ${good === null ? "" : good ? "good" : "bad"}`, href: `#/measure/${encodeURIComponent(measure.id)}` },
    el("span", {}, measure.title),
    el("strong", { class: numeric ? null : "words" }, numeric ? `${value} ${unitOf(measure)}` : value),
    newest ? el("span", { class: "muted" }, `${newest.n.toLocaleString("en")} of ${newest.d.toLocaleString("en")} · ${newest.period}`) : null,
    el("div", {},
      measure.signal ? chip(signalWords(measure.signal), good ? "good" : "bad") : null,
      newest && newest.status !== "complete" ? chip(statusWords(newest.status), "warn") : null,
      measure.origin === "imported" || newest?.imported ? chip("imported, not worked out here") : null,
      target?.met === true ? chip("goal met", "good") : target?.met === false ? chip(`goal ${target.value}`) : null)));
}

const list = (measures) => el("ul", { class: "measures" }, measures.map(card));

export async function measuresPage(scope, place, fresh) {
  const overview = fresh && !scope.unit ? fresh : await figures("overview", scope);
  const says = (measure) => measure.newest && (needsSomebody(measure) || !Number.isNaN(Number(measure.newest.value)));
  const worked = overview.measures.filter(says);
  const first = worked.filter(needsSomebody);
  const rest = worked.filter((measure) => !needsSomebody(measure));
  const without = overview.measures.filter((measure) => !says(measure));
  return [
    el("h1", {}, place),
    el("p", { class: "muted" }, "Every figure opens to its chart, its numbers and the events behind it."),
    worked.length === 0 ? el("p", { class: "sentence" }, "No month has figures yet. The first appear when the hub has counted a day.") : null,
    first.length ? el("h2", {}, "Look here first") : null,
    first.length ? list(first) : null,
    rest.length ? el("h2", {}, first.length ? "As usual" : "Nothing stands out") : null,
    rest.length ? list(rest) : null,
    without.length ? el("details", {}, el("summary", {}, `${without.length} ${without.length === 1 ? "measure" : "measures"} without a figure here`), list(without)) : null,
  ];
}
