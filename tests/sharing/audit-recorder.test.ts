import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditRecorder } from '../../lib/sharing/audit/audit-recorder.ts';
import { verifyChain } from '../../lib/sharing/audit/verify-chain.ts';
import type { AuditLogWriter } from '../../lib/sharing/ports.ts';
import { auditMemory, sha256, useOf } from './audit-memory.ts';

let made = 0;
const ports = (auditLog: AuditLogWriter, firstShard = 0) => ({
  auditLog,
  hash: sha256,
  now: () => '2020-12-05T02:00:00.000Z',
  newId: () => `01JE${`${(made += 1)}`.padStart(22, '0')}`,
  firstShard,
});
async function* each<T>(items: readonly T[]) {
  yield* items;
}

test('an entry holds who used what, ids and counts only, each subject once', async () => {
  const memory = auditMemory();
  const record = auditRecorder(ports(memory, 3));
  await record(useOf({ subjects: ['aa', 'bb', 'aa'], results: 3 }));
  await record(useOf({ refusal: 'not-your-department', results: 0 }));
  const [first, second] = memory.all();
  expect(first).toEqual({
    chain: 'civil-affairs#03',
    number: 1,
    previous: '',
    id: expect.any(String),
    at: '2020-12-05T02:00:00.000Z',
    by: 'officer-1',
    department: 'civil-affairs',
    operation: 'query-records',
    dataset: 'marriages',
    provider: 'civil-affairs',
    subjects: ['aa', 'bb'],
    results: 3,
    requestId: 'request-1',
  });
  expect(JSON.stringify(first)).not.toContain('测试姓名');
  expect(second).toMatchObject({ number: 2, refusal: 'not-your-department', subjects: [] });
  expect(second?.previous).toBe(memory.chains.get('civil-affairs#03')?.[0]?.hash);
});

test('uses at the same moment of one process go to different chains', async () => {
  const memory = auditMemory();
  const record = auditRecorder(ports(memory));
  await Promise.all(Array.from({ length: 16 }, () => record(useOf())));
  expect([...memory.chains.values()].map(({ length }) => length)).toEqual(Array.from({ length: 16 }, () => 1));
});

test('each department has chains of its own', async () => {
  const memory = auditMemory();
  const record = auditRecorder(ports(memory));
  await record(useOf());
  await record(useOf({ caller: { ...useOf().caller, department: 'public-security' } }));
  expect([...memory.chains.keys()]).toEqual(['civil-affairs#00', 'public-security#00']);
});

test('any number of processes, in any order of their steps, leave chains without a gap and with every use', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.record({ process: fc.constantFrom('one', 'two', 'three'), count: fc.integer({ min: 1, max: 4 }) }), {
        maxLength: 6,
      }),
      async (scheduler, work) => {
        const memory = auditMemory(() => scheduler.schedule(Promise.resolve()));
        // All begin at the same shard: the worst that can happen.
        const recorders = {
          one: auditRecorder(ports(memory)),
          two: auditRecorder(ports(memory)),
          three: auditRecorder(ports(memory)),
        };
        const uses = work.flatMap(({ process, count }, turn) =>
          Array.from({ length: count }, (_, index) => ({ process, requestId: `${turn}-${index}` })),
        );
        const written = Promise.all(uses.map(({ process, requestId }) => recorders[process](useOf({ requestId }))));
        await scheduler.waitFor(written);
        expect(
          memory
            .all()
            .map(({ requestId }) => requestId)
            .toSorted(),
        ).toEqual(uses.map(({ requestId }) => requestId).toSorted());
        for (const entries of memory.chains.values())
          expect(await verifyChain(each(entries), sha256)).toEqual({
            entries: entries.length,
            hash: entries.at(-1)?.hash,
          });
      },
    ),
    { numRuns: 60 },
  );
});

describe('when an entry cannot be written', () => {
  test('the use fails, and the next one reads the chain again', async () => {
    const memory = auditMemory();
    let failing = true;
    const record = auditRecorder(
      ports({
        last: memory.last,
        // The answer of the table was lost: the entry is there.
        add: async (entry, stored) => {
          const added = await memory.add(entry, stored);
          if (failing) throw new Error('the connection was lost');
          return added;
        },
      }),
    );
    await expect(record(useOf({ requestId: 'lost' }))).rejects.toThrow('the connection was lost');
    failing = false;
    await record(useOf({ requestId: 'next' }));
    expect(memory.all().map(({ number, requestId }) => [number, requestId])).toEqual([
      [1, 'lost'],
      [2, 'next'],
    ]);
  });

  test('a chain that others always write first ends with audit-log-busy', async () => {
    const record = auditRecorder(ports({ last: async () => null, add: async () => false }));
    await expect(record(useOf())).rejects.toMatchObject({ code: 'audit-log-busy' });
  });
});
