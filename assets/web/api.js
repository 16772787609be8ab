// SPDX-License-Identifier: Apache-2.0
// Everything the pages ask, and only of the server they came from.

export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new Refused(0, "The server does not answer. What you see may be old; try again.");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, body.error ?? "The server could not answer; try again.");
  return body;
}

const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();

export const session = () => ask("session");
export const leave = () => ask("session", { method: "DELETE" });
export const enter = (name, pin) =>
  ask("session", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, pin }) });
export const figures = (what, values) => ask(`api/${what}?${query(values)}`);
export const say = (entry, pin) =>
  ask("api/desk", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ pin, entry }) });
export const downloadLink = (file, values) => `download/${file}?${query(values)}`;
