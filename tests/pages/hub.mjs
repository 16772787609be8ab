// SPDX-License-Identifier: Apache-2.0
// A real hub in a folder of its own, with the demo ward's census and a charge nurse, serving on a free port.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import readline from "node:readline";

export const charge = { name: "Carla Nguyen", pin: "572804", role: "charge" };
export const infectionPrevention = { name: "Iris Poe", pin: "318264", role: "infection-prevention" };

export async function startHub(program, assets) {
  const folder = mkdtempSync(path.join(tmpdir(), "wardlight-pages-"));
  const data = path.join(folder, "hub");
  const run = (...words) => execFileSync(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  run("init", "--data", data, "--name", "St. Anne's Regional Hospital");
  const demo = path.join(assets, "demo");
  run("import", "--data", data, ...readdirSync(demo).filter((name) => name.endsWith(".ndjson")).map((name) => path.join(demo, name)));
  const pinFile = path.join(folder, "pin");
  for (const person of [charge, infectionPrevention]) {
    writeFileSync(pinFile, `${person.pin}\n`, { mode: 0o600 });
    run("staff", "add", "--data", data, "--name", person.name, "--role", person.role, "--pin-file", pinFile);
  }

  const server = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const ready = await Promise.race([
    new Promise((resolve) => readline.createInterface({ input: server.stdout }).once("line", (line) => resolve(JSON.parse(line)))),
    ended.then((code) => Promise.reject(new Error(`The hub ended with ${code} before it served.`))),
  ]);
  return {
    pages: ready.base.replace(/\/fhir$/, "/reports/"),
    async stop() {
      server.kill("SIGTERM");
      const code = await ended;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}
