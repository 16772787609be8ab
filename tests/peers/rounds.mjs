// SPDX-License-Identifier: Apache-2.0
// node rounds.mjs BASE FILE.ndjson [ROUNDS=2000]   How many rounds a second a FHIR server takes: the rounds of the file again and again,
// each under a new id, in batches of 25 over four connections, as the tablets of the bench send them. Prints one line of JSON.
import fs from 'node:fs';
import http from 'node:http';

const [, , base, file, wanted = '2000'] = process.argv;
const batch = 25;
const connections = 4;
const address = new URL(base);
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
const rounds = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)).map((line) => line.resource ?? line)
  .filter((resource) => resource.questionnaire?.includes('hourly-round'));

const bodies = Array.from({ length: Math.ceil(+wanted / batch) }, (_, i) => JSON.stringify({
  resourceType: 'Bundle', type: 'batch',
  entry: Array.from({ length: batch }, (_, k) => {
    const resource = { ...rounds[(i * batch + k) % rounds.length], id: crypto.randomUUID() };
    return { resource, request: { method: 'PUT', url: `QuestionnaireResponse/${resource.id}` } };
  }),
}));

const post = (body) => new Promise((resolve, reject) => {
  const request = http.request({ host: address.hostname, port: address.port, path: address.pathname, method: 'POST', agent,
    headers: { 'content-type': 'application/fhir+json', 'content-length': Buffer.byteLength(body) } }, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part));
    response.on('end', () => resolve(JSON.parse(Buffer.concat(parts))));
  });
  request.on('error', reject);
  request.end(body);
});

let next = 0;
let taken = 0;
const began = performance.now();
await Promise.all(Array.from({ length: connections }, async () => {
  while (next < bodies.length) {
    const answer = await post(bodies[next++]);
    taken += answer.entry?.filter((entry) => /^20/.test(entry.response.status)).length ?? 0;
  }
}));
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ rounds: taken, refused: bodies.length * batch - taken, per_second: Math.round(taken / seconds) }));
process.exit(taken === bodies.length * batch ? 0 : 1);
