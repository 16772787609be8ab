// SPDX-License-Identifier: Apache-2.0
// Elements from plain values. Text is always set as text, never as markup.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// A table with a caption for those who hear it; `columns` are {title, number, cell(row)}.
export function table(caption, columns, rows) {
  const style = (column) => (column.number ? "number" : column.short ? "short" : null);
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    el("table", { "aria-label": caption },
      el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col", class: style(column) }, column.title)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, columns.map((column) => el("td", { class: style(column) }, column.cell(row) ?? "")))))));
}

export function chip(text, tone) {
  return el("span", { class: `chip ${tone ?? ""}` }, text);
}

export function facts(pairs) {
  return el("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}
