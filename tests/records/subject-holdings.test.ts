import { beforeEach, describe, expect, test } from 'vitest';
import { findSubjectHoldings, type SubjectHoldingsPorts } from '../../lib/records/subject-holdings.ts';
import { http } from '../../lib/wiring/http.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { Role } from '../../schemas/kernel/role.ts';
import type { RecordVersion } from '../../schemas/records/record.ts';
import { findSubjectHoldingsRoute, maxHoldingVersions } from '../../schemas/records/routes.ts';
import type { DataUse } from '../../schemas/sharing/data-use.ts';
import { httpEvent, invoke, testEdge, type LogLine } from '../api/invoke.ts';
import { recordMemory } from '../collection/memory/record-memory.ts';
import { fieldOf, versionOf } from '../collection/template/sample-version.ts';

const person = '411102199003070010';
const delivery = '01JE0000000000000000000001';
const plain = versionOf([fieldOf('编号', { key: 'number' })]);
const supervisor: Caller = {
  subject: 's',
  kind: 'person',
  name: '督查',
  department: 'supervision',
  roles: ['supervisor'],
};

const version = (dataset: string, key: number, seq: number, more: Partial<RecordVersion> = {}): RecordVersion => ({
  record: `${dataset}#${key.toString(16).padStart(32, '0')}`,
  seq,
  removed: false,
  values: { number: `${key}` },
  delivery,
  subject: `${dataset}#hash-${person}`,
  ...more,
});
const other = (dataset: string) => ({ subject: `${dataset}#hash-another` });

function open() {
  const versions = recordMemory();
  const uses: DataUse[] = [];
  const states = new Map([['permits', { publishedSeq: 3, voided: [{ from: 2, to: 2 }] }]]);
  const ports: SubjectHoldingsPorts = {
    catalogue: {
      publishedVersion: async (dataset) =>
        dataset === 'withdrawn'
          ? null
          : {
              ...plain,
              dataset,
              content: { ...plain.content, metadata: { ...plain.content.metadata, name: `${dataset}名称` } },
            },
    },
    datasetStates: {
      read: async (dataset) => ({
        dataset,
        publishedSeq: 2,
        lastSeq: 9,
        voided: [],
        records: 0,
        publications: 1,
        fencingToken: 1,
        ...states.get(dataset),
      }),
    },
    versions,
    subjectHash: (text) => (text === person ? `hash-${text}` : null),
    recordUse: async (use) => void uses.push(use),
  };
  return { ports, versions, uses };
}

const body = { subject: person, reason: '本人申请查询', caseNumber: 'A-1' };
const ask = async (ports: SubjectHoldingsPorts, subject = person) =>
  await findSubjectHoldings({ caller: supervisor, requestId: 'r', body: { ...body, subject } }, ports);

describe('what is held about a subject', () => {
  let { ports, versions, uses } = open();
  beforeEach(() => ({ ports, versions, uses } = open()));

  test('is counted by dataset, without what is removed, superseded, left, voided or not published', async () => {
    await versions.put([
      // Two records, one of them in two versions.
      version('cards', 1, 1),
      version('cards', 1, 2),
      version('cards', 2, 1),
      // Removed; of another subject since; loading.
      version('cards', 3, 1),
      version('cards', 3, 2, { removed: true, values: {}, subject: undefined }),
      version('cards', 4, 1),
      version('cards', 4, 2, other('cards')),
      version('cards', 5, 3),
      // The subject has left this dataset altogether.
      version('houses', 1, 1),
      version('houses', 1, 2, other('houses')),
      // The removal was rolled back; what came with it counts no more.
      version('permits', 1, 1),
      version('permits', 1, 2, other('permits')),
      version('permits', 2, 2),
      version('withdrawn', 1, 1),
      version('roads', 1, 1, other('roads')),
    ]);
    const { provider } = plain.content.metadata;
    expect(await ask(ports)).toEqual({
      items: [
        { dataset: 'cards', name: 'cards名称', provider, records: 2 },
        { dataset: 'permits', name: 'permits名称', provider, records: 1 },
      ],
      complete: true,
    });
    const caller = supervisor;
    const operation = 'find-subject-holdings';
    const said = { matter: body.reason, caseNumber: 'A-1', subjects: [`hash-${person}`], results: 2 };
    expect(uses).toEqual([{ caller, requestId: 'r', operation, ...said }]);
  });

  test('is recorded where there is nothing, and not answered when it could not be recorded', async () => {
    expect(await ask(ports)).toEqual({ items: [], complete: true });
    expect(uses).toMatchObject([{ subjects: [`hash-${person}`], results: 0 }]);
    const full = { ...ports, recordUse: async () => Promise.reject(new Error('full')) };
    await expect(ask(full)).rejects.toThrow('full');
    expect(await ask(ports, 'nobody')).toMatchObject({ refused: 'subject-not-valid' });
  });

  test.each([
    [maxHoldingVersions, true],
    [maxHoldingVersions + 1, false],
  ])(
    'of %i versions at most so many are looked at, and the answer says if it is complete: %s',
    async (count, complete) => {
      await versions.put(Array.from({ length: count }, (_, key) => version('cards', key, 2)));
      expect(await ask(ports)).toMatchObject({ items: [{ records: maxHoldingVersions }], complete });
    },
  );
});

test.each(Role.options)('as %s: the centre and the supervising office only, and no number in the log', async (role) => {
  const { ports } = open();
  const lines: LogLine[] = [];
  const full = { ...ports, recordUse: async () => Promise.reject(new Error('full')) };
  const [handler, failing] = [ports, full].map((given) =>
    http(findSubjectHoldingsRoute, () => given, findSubjectHoldings, testEdge(lines)),
  );
  if (handler === undefined || failing === undefined) throw new Error('no handler');
  const caller = { ...supervisor, roles: [role] };
  const event = httpEvent(findSubjectHoldingsRoute, { caller, body: JSON.stringify(body) });
  const { statusCode } = await invoke(handler, event);
  const mayAsk = role === 'operator' || role === 'supervisor';
  expect(statusCode).toBe(mayAsk ? 200 : 403);
  expect((await invoke(failing, event)).statusCode).toBe(mayAsk ? 500 : 403);
  expect(lines.length > 0).toBe(mayAsk);
  expect(JSON.stringify(lines)).not.toContain(person);
});
