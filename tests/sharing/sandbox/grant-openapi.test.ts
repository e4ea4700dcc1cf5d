import { Validator } from '@seriousme/openapi-schema-validator';
import { default as addFormats } from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../../../lib/kernel/synthetic/random.ts';
import type { SandboxPorts } from '../../../lib/sharing/sandbox/ports.ts';
import { readGrantOpenapi } from '../../../lib/sharing/sandbox/read-grant-openapi.ts';
import { querySandbox, readSandbox, readSandboxChanges } from '../../../lib/sharing/sandbox/sandbox-calls.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { Mask } from '../../../schemas/catalogue/field.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { hasHeaders } from '../../../schemas/kernel/route.ts';
import type { OpenapiDocument } from '../../../schemas/openapi/document.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { consumer } from '../use/use-memory.ts';
import { grantOn, sandboxMemory, versions } from './sandbox-memory.ts';

const call = { caller: consumer, query: {}, requestId: 'request' };
const Document = z.custom<OpenapiDocument>((value) => typeof value === 'object' && value !== null && 'paths' in value);

/** Some fields with some masks, differently for each dataset. */
function randomGrant(version: DatasetVersion, seed: number): Grant {
  const random = createRandom(seed);
  const [first, ...rest] = version.content.fields;
  if (first === undefined) throw new Error('no fields');
  const some = [first, ...rest.filter(() => random.chance(0.5))];
  const fields = some.map(({ key }) => ({
    field: key,
    mask: random.chance(0.5) ? 'none' : random.pick(['all', ...Mask.options] as const),
  }));
  return grantOn(version, { fields });
}

describe.each(versions.map((version, seed) => [version.dataset, version, seed] as const))('%s', (_, version, seed) => {
  const grant = randomGrant(version, seed);
  const ports = sandboxMemory(grant, [version]);
  const params = { grant: grant.id };

  test('names no field that is not granted, is valid, and has the id in its paths', async () => {
    const document = Document.parse(await readGrantOpenapi({ ...call, params, body: null }, ports));
    const text = JSON.stringify(document);
    const granted = new Set(grant.fields.map(({ field }) => field));
    const own = new Set(['id', 'name', 'key', 'status', 'type', 'description', 'title', 'number', 'code', 'state']);
    const hidden = version.content.fields.filter(({ key }) => !granted.has(key) && !own.has(key));
    expect(hidden.filter(({ key }) => text.includes(`"${key}"`)).map(({ key }) => key)).toEqual([]);
    expect(await new Validator().validate(z.record(z.string(), z.unknown()).parse(JSON.parse(text)))).toMatchObject({
      valid: true,
    });
    expect(Object.keys(document.paths).every((path) => path.includes(grant.id))).toBe(true);
    expect(Object.keys(document.paths).filter((path) => path.includes('{'))).toEqual([]);
  });

  test('every answer and every example validates against the schema', async () => {
    const document = Document.parse(await readGrantOpenapi({ ...call, params, body: null }, ports));
    const base = `/api/v1/grants/${grant.id}/sandbox`;
    const judged = [
      ...(await queriesOf(params, ports)).map((value) => [`${base}/query`, value] as const),
      ...(await feedOf(params, ports)).map((value) => [`${base}/changes`, value] as const),
      ...getExamples(document),
    ];
    const judge = judgeBy(document);
    expect(judged.flatMap(([path, value]) => judge(path, value))).toEqual([]);
    expect(judged.length).toBeGreaterThan(6);
  });
});

test('files are described for a grant of that way, and for no other', async () => {
  const [version] = versions;
  if (version === undefined) throw new Error('no dataset');
  const pathsOf = async (ways: Grant['ways']) => {
    const grant = grantOn(version, { ways });
    const ports = sandboxMemory(grant, [version]);
    const document = Document.parse(
      await readGrantOpenapi({ ...call, params: { grant: grant.id }, body: null }, ports),
    );
    expect(
      await new Validator().validate(z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(document)))),
    ).toMatchObject({ valid: true });
    const base = `/api/v1/grants/${grant.id}`;
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.slice(base.length)}`),
    );
    return operations.filter((one) => one.includes('/files')).toSorted();
  };
  expect(await pathsOf(['query', 'file'])).toEqual([
    'get /files',
    'get /files/{file}',
    'post /files',
    'post /files/{file}/fetch',
  ]);
  expect(await pathsOf(['query', 'changes'])).toEqual([]);
});

type Params = { readonly grant: string };

/** Answers to everything that the sandbox says can be asked for. */
async function queriesOf(params: Params, ports: SandboxPorts): Promise<object[]> {
  const listed = await readSandbox({ ...call, params, body: null }, ports);
  if (!('subjects' in listed)) throw new Error('refused');
  const asked = [...listed.subjects.map((subject) => ({ subject })), ...listed.keys.map((key) => ({ key }))];
  const answers = [];
  for (const body of asked) {
    const answer = await querySandbox({ ...call, params, body }, ports);
    if (isRefused(answer) || !hasHeaders(answer) || !('items' in answer.answer)) throw new Error('refused');
    expect(answer.answer.items.length).toBeGreaterThan(0);
    answers.push(answer.answer);
  }
  return answers;
}

async function feedOf(params: Params, ports: SandboxPorts): Promise<object[]> {
  const pages = [];
  let cursor: string | undefined;
  for (let more = true; more;) {
    const body = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await readSandboxChanges({ ...call, params, body }, ports);
    if (isRefused(page) || !hasHeaders(page) || !('items' in page.answer)) throw new Error('refused');
    pages.push(page.answer);
    ({ next: cursor, more } = page.answer);
  }
  return pages;
}

function getExamples(document: OpenapiDocument) {
  return Object.entries(document.paths).flatMap(([path, methods]) => {
    const example = methods['post']?.responses['200']?.content?.['application/json']?.examples?.['example'];
    return example !== undefined && 'value' in example ? [[path, example.value] as const] : [];
  });
}

/** Faults of an answer to a POST. */
function judgeBy(document: OpenapiDocument) {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addFormat('ulid', true);
  ajv.addSchema({ $id: 'document', ...document });
  return (path: string, value: unknown): readonly unknown[] => {
    const place = `${path.replaceAll('/', '~1')}/post/responses/200/content/application~1json/schema`;
    const validate = ajv.getSchema(`document#/paths/${place}`);
    return validate?.(JSON.parse(JSON.stringify(value))) === true ? [] : (validate?.errors ?? ['no schema']);
  };
}
