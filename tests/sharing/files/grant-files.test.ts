import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queues } from '../../../infra/deployment/queues.ts';
import { fetchGrantFile } from '../../../lib/sharing/files/fetch-grant-file.ts';
import { makeGrantFile, maxFileAttempts } from '../../../lib/sharing/files/make-grant-file.ts';
import { prepareGrantFile } from '../../../lib/sharing/files/prepare-grant-file.ts';
import { listGrantFiles, readGrantFile } from '../../../lib/sharing/files/read-grant-files.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { FileFormat } from '../../../schemas/sharing/grant-file.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { consumer, grantId, grantOf, hashOf, version } from '../use/use-memory.ts';
import { fileMemory, request } from './file-memory.ts';

const person = '411102199003070010';
const records = [
  { number: '1', id_number: person, name: '张三', phone: '13812348000', district: '源汇区' },
  { number: '2', id_number: person, name: '=1+1', district: '郾城区' },
  { number: '3', id_number: '411102199003070029', name: '李四' },
];
const granted = (changes: Partial<Grant> = {}) => grantOf({ ways: ['file'], caseNumbers: 'required', ...changes });
const revoked = { at: '2020-12-05T02:00:00.000Z', by: 'officer', reason: '用途不符' };
const suspendedBy = {
  at: '2020-12-05T00:00:00.000Z',
  outcome: 'passed' as const,
  records: 1,
  suspended: { at: '2020-12-04T00:00:00.000Z', fault: { way: 'file' as const, code: 'mask-differs' as const } },
};
const caseNumber = 'BJ-2020-1';
const facts = { receiveCount: 1, requestId: 'w' };
type Memory = ReturnType<typeof fileMemory>;
type Body = Parameters<typeof prepareGrantFile>[0]['body'];

const open = (changes: Partial<Grant> = {}) => fileMemory({ grant: granted(changes), records });

async function prepare({ ports }: Memory, body: Partial<Body> = {}) {
  const asked = { ...request, caller: consumer, body: { format: 'csv', caseNumber, ...body } as const };
  const answer = await prepareGrantFile(asked, ports);
  return isRefused(answer) ? { id: '', state: answer.refused } : answer;
}

/** Works off all messages. */
async function work({ world, ports }: Memory, receiveCount = 1) {
  for (const message of world.messages.splice(0)) await makeGrantFile(message, ports, { ...facts, receiveCount });
}

async function read({ ports }: Memory, file: string) {
  const answer = await readGrantFile(
    { ...request, params: { grant: grantId, file }, caller: consumer, body: {} },
    ports,
  );
  if (isRefused(answer)) throw new Error(answer.refused);
  return answer.file;
}

async function fetched({ ports }: Memory, file: string): Promise<string> {
  const input = { ...request, params: { grant: grantId, file }, caller: consumer, body: {} };
  const outcome = await fetchGrantFile(input, ports);
  const answer = 'answer' in outcome ? outcome.answer : outcome;
  return isRefused(answer) ? answer.refused : answer.url;
}

async function made(memory: Memory, format: FileFormat = 'csv') {
  const { id } = await prepare(memory, { format });
  await work(memory);
  return id;
}

const textOf = ({ world }: Memory) => [...world.objects.values()].join('');

describe('a file is refused', () => {
  test.each<[string, Partial<Grant>, Partial<Body>]>([
    ['grant-not-begun', { from: '2020-12-06' }, {}],
    ['grant-expired', { until: '2020-12-04' }, {}],
    ['grant-revoked', { revoked, until: '2020-12-04', ways: ['query'] }, {}],
    ['grant-suspended', { proof: suspendedBy }, {}],
    ['way-not-granted', { ways: ['query', 'verify', 'changes'] }, { matter: '离婚登记' }],
    ['matter-not-granted', {}, { matter: '离婚登记' }],
    ['file-above-quota', { quota: { ...granted().quota, rows: 2 } }, {}],
  ])('%s', async (code, changes, body) => {
    const memory = open(changes);
    expect(await prepare(memory, body)).toMatchObject({ state: code });
    expect(memory.ports.uses.map(({ refusal }) => refusal)).toEqual([code]);
    expect(memory.world.messages).toEqual([]);
    expect((await memory.ports.fileRepository.files(grantId)).files).toEqual([]);
  });

  test('grant-not-found, of another department', async () => {
    const { ports } = open();
    const caller = { ...consumer, department: 'taxation' };
    expect(await prepareGrantFile({ ...request, caller, body: { format: 'csv', caseNumber } }, ports)).toMatchObject({
      refused: 'grant-not-found',
    });
    const params = { grant: grantId, file: grantId };
    expect(await readGrantFile({ ...request, params, caller, body: {} }, ports)).toMatchObject({
      refused: 'grant-not-found',
    });
    expect(await listGrantFiles({ ...request, caller, body: {} }, ports)).toMatchObject({ refused: 'grant-not-found' });
    expect(await fetchGrantFile({ ...request, params, caller, body: {} }, ports)).toMatchObject({
      refused: 'grant-not-found',
    });
  });

  test('too-many-files, after twenty within a day; the next day there may be more', async () => {
    const memory = open();
    for (let i = 0; i < 20; i += 1) await made(memory);
    expect(await prepare(memory)).toMatchObject({ state: 'too-many-files' });
    memory.world.now = '2020-12-06T02:00:31.000Z';
    expect(await prepare(memory)).toMatchObject({ state: 'preparing' });
  });

  test('file-too-large, of more rows than a workbook has', async () => {
    const memory = open({ quota: { ...granted().quota, rows: 9_000_000 } });
    memory.ports.published.inForce = async () => ({ publication: 1, records: 1_048_576, index: 'index-1' });
    expect(await prepare(memory, { format: 'xlsx' })).toMatchObject({ state: 'file-too-large' });
    expect(await prepare(memory, { format: 'csv' })).toMatchObject({ state: 'preparing' });
  });
});

describe('a file is made', () => {
  const shown: Partial<Grant> = {
    fields: [
      { field: 'name', mask: 'none' },
      { field: 'id_number', mask: 'citizen-id' },
    ],
    filters: [{ field: 'district', values: ['源汇区', '郾城区'] }],
  };

  test('CSV: labels, a mark for Excel, harmless cells, only the rows of the grant', async () => {
    const memory = open(shown);
    const id = await made(memory, 'csv');
    const [header, ...rows] = textOf(memory).split('\r\n');
    expect(header).toBe('\ufeff记录标识,name,id_number,有异议的信息项');
    expect(rows.map((row) => row.replace(/^h\d+/, 'token'))).toEqual([
      'token,张三,411102********0010,',
      "token,'=1+1,411102********0010,",
      '',
    ]);
    expect(await read(memory, id)).toMatchObject({
      state: 'ready',
      rows: 2,
      subjects: 1,
      until: '2020-12-06T02:00:30.000Z',
    });
  });

  test('NDJSON is exact', async () => {
    const memory = open(shown);
    await made(memory, 'ndjson');
    const rows = textOf(memory)
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(rows).toMatchObject([{ values: { name: '张三' } }, { values: { name: '=1+1' } }]);
  });

  test.each(['ndjson', 'csv', 'xlsx'] as const)(
    '%s flags disputed fields that it shows, and no others',
    async (format) => {
      const memory = open(shown);
      memory.world.disputes.set(hashOf(`2/${person}`), ['district', 'name', 'id_number']);
      await made(memory, format);
      const text = textOf(memory);
      const flag = { ndjson: '"disputed":["name","id_number"]', csv: ',name、id_number', xlsx: '"name、id_number"' }[
        format
      ];
      expect(text.split(flag)).toHaveLength(2);
      expect(text).not.toContain('district');
    },
  );

  test('a workbook says what it is for', async () => {
    const memory = open(shown);
    await made(memory, 'xlsx');
    expect(textOf(memory)).toContain('["办件编号","BJ-2020-1"]');
    expect(textOf(memory)).toContain('"=1+1"');
  });

  test('one of the same format that is being prepared is the answer, and its message is sent again', async () => {
    const memory = open();
    const first = await prepare(memory);
    expect(await prepare(memory)).toEqual(first);
    expect((await prepare(memory, { format: 'ndjson' })).id).not.toBe(first.id);
    expect(memory.world.messages.map(({ file }) => file === first.id)).toEqual([true, true, false]);
  });

  test('the audit entry names the case, and each subject has a mention', async () => {
    const memory = open();
    await made(memory);
    expect(memory.world.bulkUses).toMatchObject([
      { operation: 'make-grant-file', caseNumber, grant: grantId, provider: 'public-security', results: 3 },
    ]);
    expect(memory.world.bulkUses[0]?.subjects).toHaveLength(2);
  });

  test('from the publication of its beginning, whatever is published later', async () => {
    const memory = open();
    let isFirst = true;
    const { records: readAll } = memory.ports.published;
    memory.ports.published.records = async function* (dataset, index) {
      if (isFirst) {
        isFirst = false;
        throw new Error('killed');
      }
      yield* readAll(dataset, index);
    };
    const { id } = await prepare(memory);
    await expect(work(memory)).rejects.toThrow('killed');
    memory.world.publications.push([]);
    await makeGrantFile({ grant: grantId, file: id }, memory.ports, facts);
    expect(await read(memory, id)).toMatchObject({ state: 'ready', rows: 3 });
  });

  test('more rows than the quota of a day end it, also behind row filters', async () => {
    const memory = open({ ...shown, quota: { ...granted().quota, rows: 1 } });
    const id = await made(memory);
    expect(await read(memory, id)).toMatchObject({ state: 'failed', failure: 'file-above-quota' });
    expect(memory.world.objects.size).toBe(0);
  });

  test('an end of the grant meanwhile ends it', async () => {
    const memory = open();
    const { id } = await prepare(memory);
    memory.world.grant = granted({ revoked });
    await work(memory);
    expect(await read(memory, id)).toMatchObject({ state: 'failed', failure: 'grant-revoked' });
    expect(memory.world.bulkUses).toEqual([]);
  });

  test('an end of the grant while rows are read ends it, too', async () => {
    const memory = open();
    const { records: readAll } = memory.ports.published;
    memory.ports.published.records = async function* (dataset, index) {
      yield* readAll(dataset, index);
      memory.world.grant = granted({ revoked });
    };
    const id = await made(memory);
    expect(await read(memory, id)).toMatchObject({ state: 'failed', failure: 'grant-revoked' });
    expect(memory.world.bulkUses).toEqual([]);
  });

  test('after the last attempt it counts as not made, and another can be asked for', async () => {
    const memory = open();
    memory.ports.fileStore.writeText = async () => await Promise.reject(new Error('no disk'));
    const { id } = await prepare(memory);
    const message = { grant: grantId, file: id };
    const attempt = async (receiveCount: number) =>
      await makeGrantFile(message, memory.ports, { ...facts, receiveCount }).catch(String);
    expect(await attempt(maxFileAttempts - 1)).toBe('Error: no disk');
    expect(await read(memory, id)).toMatchObject({ state: 'preparing' });
    expect(await attempt(maxFileAttempts)).toBe('Error: no disk');
    expect(await read(memory, id)).toMatchObject({ state: 'failed', failure: 'file-not-made' });
    expect((await prepare(memory)).id).not.toBe(id);
  });

  test('attempts are as many as the queue has', () => {
    expect(queues.find(({ name }) => name === 'grant-files')?.maxReceives).toBe(maxFileAttempts);
  });

  test('one that nobody works at for six hours counts as not made', async () => {
    const memory = open();
    const { id } = await prepare(memory);
    memory.world.now = '2020-12-05T08:00:30.000Z';
    expect(await read(memory, id)).toMatchObject({ state: 'failed', failure: 'file-not-made' });
    expect((await prepare(memory)).id).not.toBe(id);
    expect(await fetched(memory, id)).toBe('file-failed');
  });

  test('killed at any step, it is made by the next attempt, once', async () => {
    for (let fatal = 1; ; fatal += 1) {
      let steps = 0;
      let isArmed = false;
      const memory = fileMemory({
        grant: granted(),
        records,
        step: (name) => {
          if (!isArmed) return;
          steps += 1;
          if (steps === fatal) throw new Error(`killed at ${name}`);
        },
      });
      const { id } = await prepare(memory);
      const message = { grant: grantId, file: id };
      isArmed = true;
      const first = await makeGrantFile(message, memory.ports, facts).then(() => null, String);
      isArmed = false;
      await makeGrantFile(message, memory.ports, facts);
      expect(await read(memory, id), first ?? '').toMatchObject({ state: 'ready', rows: 3, subjects: 2 });
      expect(memory.world.bulkUses.length).toBeGreaterThanOrEqual(1);
      expect(await fetched(memory, id)).toContain('https://files.example/grant-files/');
      if (first === null) {
        expect(fatal).toBeGreaterThan(7);
        return;
      }
    }
  });

  test('two workers with the same message make one file', async () => {
    const memory = open();
    const { id } = await prepare(memory);
    const message = { grant: grantId, file: id };
    await Promise.all([makeGrantFile(message, memory.ports, facts), makeGrantFile(message, memory.ports, facts)]);
    const file = await read(memory, id);
    expect(file).toMatchObject({ state: 'ready', rows: 3 });
    const url = await fetched(memory, id);
    expect(memory.world.objects.has(url.replace('https://files.example/', ''))).toBe(true);
  });
});

describe('a file is fetched', () => {
  test('once, of twenty parallel calls', async () => {
    const memory = open();
    const id = await made(memory);
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetched(memory, id)));
    expect(answers.filter((answer) => answer.startsWith('https:'))).toHaveLength(1);
    expect(new Set(answers.filter((answer) => !answer.startsWith('https:')))).toEqual(new Set(['file-fetched']));
    expect(await memory.ports.counter.read(grantId, '2020-12-05')).toMatchObject({ calls: 1, rows: 3 });
    expect((await memory.ports.counter.read(grantId, '2020-12-05')).subjectBound).toBe(0);
    expect(memory.world.addresses).toMatchObject([
      { seconds: 60, fileName: `${version.content.metadata.name}-2020-12-05.csv` },
    ]);
    expect(memory.ports.uses.filter(({ refusal }) => refusal === undefined)).toMatchObject([
      { operation: 'fetch-grant-file', results: 3, caseNumber },
    ]);
    expect((await prepare(memory)).state).toBe('preparing');
  });

  test('not before it is ready, nor a day after; nor one that there is not', async () => {
    const memory = open();
    const { id } = await prepare(memory);
    expect(await fetched(memory, id)).toBe('file-not-ready');
    await work(memory);
    expect(await fetched(memory, grantId)).toBe('file-not-found');
    memory.world.now = '2020-12-06T02:00:30.000Z';
    expect(await read(memory, id)).toMatchObject({ state: 'expired' });
    expect(await fetched(memory, id)).toBe('file-expired');
  });

  test('not after the end of its grant', async () => {
    const memory = open();
    const id = await made(memory);
    memory.world.grant = granted({ revoked });
    expect(await fetched(memory, id)).toBe('grant-revoked');
    memory.world.grant = granted({ proof: suspendedBy });
    expect(await fetched(memory, id)).toBe('grant-suspended');
    memory.world.grant = granted();
    memory.world.versions = [version, { ...version, version: version.version + 1, compatibility: 'breaking' }];
    expect(await fetched(memory, id)).toBe('grant-superseded');
    expect(memory.world.addresses).toEqual([]);
  });

  test('a day whose rows are used up refuses it, and leaves it for the next day', async () => {
    const memory = open({ quota: { ...granted().quota, rows: 5 } });
    const [first, second] = [await made(memory), await made(memory)];
    expect(await fetched(memory, first)).toContain('https:');
    expect(await fetched(memory, second)).toBe('quota-rows');
    expect(await read(memory, second)).toMatchObject({ state: 'ready' });
    memory.world.now = '2020-12-05T17:00:00.000Z';
    expect(await fetched(memory, second)).toContain('https:');
  });

  test('without an audit entry no address goes out, and the file is not lost', async () => {
    const memory = open();
    const id = await made(memory);
    const { recordUse } = memory.ports;
    memory.ports.recordUse = async () => await Promise.reject(new Error('no table'));
    await expect(fetched(memory, id)).rejects.toThrow('no table');
    memory.ports.recordUse = recordUse;
    expect(await fetched(memory, id)).toContain('https:');
  });
});

test('both parties and the centre see the same list', async () => {
  const memory = open();
  await made(memory);
  const provider = { ...consumer, department: 'public-security' };
  const centre = { ...consumer, department: 'information-centre', roles: ['operator'] } satisfies typeof consumer;
  const lists = await Promise.all(
    [consumer, provider, centre].map((caller) => listGrantFiles({ ...request, caller, body: {} }, memory.ports)),
  );
  expect(lists[0]).toMatchObject({ items: [{ state: 'ready', rows: 3 }] });
  expect(lists).toEqual([lists[0], lists[0], lists[0]]);
  expect(JSON.stringify(lists)).not.toMatch(/grant-files\/|index-1/);
});

test('of random grants, a file has the named values of the named rows, and nothing else', async () => {
  const field = fc.constantFrom('name', 'phone', 'district', 'secret', 'id_number');
  const mask = fc.constantFrom('none', 'all', 'name');
  const row = fc.record({
    number: fc.integer({ min: 1, max: 99 }).map(String),
    id_number: fc.constantFrom(person, '411102199003070029'),
    name: fc.constantFrom('张三丰', '李四光'),
    phone: fc.constantFrom('13812348000', '13912348111'),
    district: fc.constantFrom('源汇区', '郾城区'),
    secret: fc.constantFrom('机密甲', '机密乙'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.record({ field, mask }), { minLength: 1, selector: (one) => one.field }),
      fc.constantFrom('源汇区', '郾城区'),
      fc.uniqueArray(row, { maxLength: 6, selector: ({ number }) => number }),
      async (fields, district, all) => {
        const filters = [{ field: 'district', values: [district] }];
        const memory = fileMemory({ grant: granted({ fields, filters }), records: all });
        const id = await made(memory, 'ndjson');
        const expected = all.filter((values) => values.district === district);
        expect(await read(memory, id)).toMatchObject({ rows: expected.length });
        const lines = textOf(memory).split('\n').slice(0, -1);
        expect(lines).toHaveLength(expected.length);
        const whole = new Set(fields.filter((one) => one.mask === 'none').map((one) => one.field));
        lines.forEach((line, i) => {
          for (const [name, value] of Object.entries(expected[i] ?? {}))
            expect(line.includes(`"${name}":"${value}"`)).toBe(
              name !== 'number' && [...whole].some((one) => one === name),
            );
        });
      },
    ),
    { numRuns: 500 },
  );
});
