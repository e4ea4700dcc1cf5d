import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { auditRecorder } from '../../lib/sharing/audit/audit-recorder.ts';
import { verifyAuditLog } from '../../lib/sharing/audit/verify-audit-log.ts';
import type { StoredAuditEntry } from '../../lib/sharing/ports.ts';
import { readPart, writePart } from '../../lib/sharing/seals/part-text.ts';
import { restoreSealedEntries } from '../../lib/sharing/seals/restore-sealed-entries.ts';
import { sealAuditLog } from '../../lib/sharing/seals/seal-audit-log.ts';
import { verifySeals } from '../../lib/sharing/seals/verify-seals.ts';
import { AuditSeal } from '../../schemas/sharing/audit-seal.ts';
import { auditMemory, sha256, useOf } from './audit-memory.ts';
import { chainReader, sealMemory } from './seal-memory.ts';

const chain = 'civil-affairs#00';
const hourMs = 3_600_000;
const start = Date.parse('2020-12-05T02:00:00.000Z');

/** An audit log of civil affairs, and what seals it; `hour` is the clock's. */
function newSystem(step: () => void = () => undefined) {
  const log = auditMemory();
  const { store, seals, parts } = sealMemory(step);
  const faults: string[] = [];
  let hour = 0;
  let made = 0;
  const record = auditRecorder({
    auditLog: log,
    hash: sha256,
    now: () => new Date(start + hour * hourMs).toISOString(),
    newId: () => `01JE${`${(made += 1)}`.padStart(22, '0')}`,
    firstShard: 0,
  });
  return {
    log,
    store,
    seals,
    parts,
    faults,
    use: async (count: number) => {
      for (let turn = 0; turn < count; turn += 1) await record(useOf({ subjects: [`subject-${turn}`] }));
    },
    seal: async (remainingMs: () => number = () => 900_000) => {
      hour += 1;
      await sealAuditLog(
        {
          auditLog: chainReader(log.chains),
          departments: async () => ['civil-affairs', 'transport'],
          seals: store,
          hash: sha256,
          now: () => new Date(start + hour * hourMs).toISOString(),
          noteFault: (name, { kind, number }) => faults.push(`${name} ${kind} ${number}`),
        },
        { remainingMs },
      );
    },
    /** As if the clock had not moved. */
    sameHour: () => (hour -= 1),
    entries: () => log.chains.get(chain) ?? [],
    setEntries: (entries: readonly StoredAuditEntry[]) => void log.chains.set(chain, [...entries]),
    sealed: async () => await verifySeals({ seals: store, hash: sha256 }),
    inTable: async () =>
      (
        await verifyAuditLog(['civil-affairs'], { auditLog: chainReader(log.chains), hash: sha256, seals: store })
      ).flatMap(({ fault }) => (fault === undefined ? [] : [`${fault.kind} ${fault.number}`])),
  };
}

const readSeals = (seals: ReadonlyMap<number, string>) =>
  [...seals.values()].map((text) => AuditSeal.parse(JSON.parse(text)));

describe('each hour', () => {
  test('what was added is sealed once, and an hour without entries, too', async () => {
    const system = newSystem();
    await system.use(3);
    await system.seal();
    await system.seal();
    await system.use(2);
    await system.seal();
    expect(
      readSeals(system.seals).map(({ number, chains }) => [
        number,
        chains.map(({ number: last, part }) => [last, part?.first]),
      ]),
    ).toEqual([
      [1, [[3, 1]]],
      [2, [[3, undefined]]],
      [3, [[5, 4]]],
    ]);
    expect([...system.parts.keys()]).toEqual([
      'entries/civil-affairs/00/000000000001-000000000003.ndjson.gz',
      'entries/civil-affairs/00/000000000004-000000000005.ndjson.gz',
    ]);
    expect(await system.sealed()).toMatchObject({ seals: 3, entries: 5, faults: [], first: 1, last: { number: 3 } });
    expect(await system.inTable()).toEqual([]);
  });

  test('a run that is repeated within the hour makes no second seal', async () => {
    const system = newSystem();
    await system.seal();
    system.sameHour();
    await system.seal();
    expect(system.seals.size).toBe(1);
  });

  test('more entries than one part holds are sealed by several seals', async () => {
    const system = newSystem();
    await system.use(4_100);
    await system.seal();
    expect(readSeals(system.seals).map(({ chains }) => chains[0]?.number)).toEqual([2_000, 4_000, 4_100]);
    expect(await system.sealed()).toMatchObject({ entries: 4_100, faults: [] });
  });

  test('without time left for the chains it seals where they were, and the next run goes on', async () => {
    const system = newSystem();
    await system.use(2);
    await system.seal();
    await system.use(2);
    await system.seal(() => 10_000);
    await system.seal();
    expect(readSeals(system.seals).map(({ chains }) => chains[0]?.number)).toEqual([2, 2, 4]);
    expect(await system.sealed()).toMatchObject({ entries: 4, faults: [] });
  });
});

test('a worker killed between any two commands, and another beside it, leave whole seals', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(4), fc.nat(8)), { minLength: 1, maxLength: 8 }), async (hours) => {
      let left = Infinity;
      const system = newSystem(() => {
        if ((left -= 1) < 0) throw new Error('killed');
      });
      let used = 0;
      for (const [uses, commands] of hours) {
        left = Infinity;
        await system.use(uses);
        used += uses;
        left = commands;
        await Promise.allSettled([system.seal(), system.seal()]);
      }
      left = Infinity;
      await system.seal();
      await system.seal();
      expect(await system.sealed()).toMatchObject({ entries: used, faults: [] });
      expect(await system.inTable()).toEqual([]);
    }),
  );
});

describe('whoever changes entries after they were sealed is found out', () => {
  let system: ReturnType<typeof newSystem>;
  beforeEach(async () => {
    system = newSystem();
    await system.use(5);
    await system.seal();
    await system.use(5);
    await system.seal();
    await system.seal();
  });
  const at = (index: number): StoredAuditEntry => system.entries()[index] ?? { text: '', hash: '' };
  const changed = ({ text, hash }: StoredAuditEntry) => ({ text: text.replace('"results":1', '"results":0'), hash });
  /** Written anew from an entry on, so that every hash is right. */
  const rewritten = (from: number): readonly StoredAuditEntry[] => {
    let previous = '';
    return system.entries().map((entry, index) => {
      const body: unknown = JSON.parse(index >= from ? changed(entry).text : entry.text);
      const text =
        index >= from && index > 0 ? JSON.stringify(Object.assign({}, body, { previous })) : JSON.stringify(body);
      previous = sha256(text);
      return { text, hash: previous };
    });
  };
  const cases: readonly (readonly [string, () => readonly StoredAuditEntry[], string])[] = [
    ['one byte', () => system.entries().with(6, changed(at(6))), 'altered 7'],
    ['one removed', () => system.entries().toSpliced(6, 1), 'missing 7'],
    ['the last one removed', () => system.entries().slice(0, -1), 'missing 10'],
    ['all removed', () => [], 'missing 1'],
    ['two swapped', () => system.entries().with(6, at(8)).with(8, at(6)), 'missing 7'],
  ];

  test.each(cases)('in the table: %s', async (_, entries, fault) => {
    system.setEntries(entries());
    expect(await system.inTable()).toEqual([fault]);
  });

  test.each([0, 3, 7, 9])('in the table: written anew with right hashes from entry %i on', async (index) => {
    system.setEntries(rewritten(index));
    expect(await system.inTable()).toEqual([`replaced ${index + 1}`]);
  });

  test('without seals, what is missing at the end is not found', async () => {
    system.setEntries(system.entries().slice(0, -1));
    const ports = { auditLog: chainReader(system.log.chains), hash: sha256 };
    expect(await verifyAuditLog(['civil-affairs'], ports)).toEqual([{ chain, entries: 9 }]);
  });

  test.each(cases)('in the sealed copy: %s', async (_, entries, fault) => {
    const [first, second] = [...system.parts.keys()];
    const all = entries();
    system.parts.set(first ?? '', writePart(all.slice(0, 5)));
    system.parts.set(second ?? '', writePart(all.slice(5)));
    const { faults } = await system.sealed();
    const [kind, number] = fault.split(' ');
    expect(faults).toEqual([
      { seal: Number(number) > 5 ? 2 : 1, chain, fault: expect.objectContaining({ kind, number: Number(number) }) },
    ]);
  });

  test.each<[string, () => void, readonly unknown[]]>([
    [
      'a part removed',
      () => system.parts.delete([...system.parts.keys()][1] ?? ''),
      [{ seal: 2, chain, fault: { kind: 'missing', number: 6 } }],
    ],
    [
      'a blank line at the end of a part',
      () => changePart(1, (text) => `${text} `),
      [expect.objectContaining({ seal: 2, chain })],
    ],
    ['a seal removed', () => system.seals.delete(2), [{ seal: 2, kind: 'missing' }]],
    ['a seal replaced', () => changeSeal(2, (text) => text.replace('T04:', 'T05:')), [{ seal: 2, kind: 'altered' }]],
    ['a seal spoiled', () => changeSeal(2, (text) => text.slice(1)), [{ seal: 2, kind: 'unreadable' }]],
    [
      'a chain left out of the last seal',
      () => changeSeal(3, (text) => JSON.stringify({ ...AuditSeal.parse(JSON.parse(text)), chains: [] })),
      [{ seal: 3, kind: 'altered' }],
    ],
    [
      'another end in the last seal',
      () => changeSeal(3, (text) => text.replace('"number":10', '"number":9')),
      [{ seal: 3, chain, fault: { kind: 'unlinked', number: 11 } }],
    ],
  ])('in the sealed copy: %s', async (_, change, faults) => {
    change();
    expect((await system.sealed()).faults).toEqual(faults);
  });
  const changePart = (index: number, change: (text: string) => string): void => {
    const key = [...system.parts.keys()][index] ?? '';
    system.parts.set(key, change(system.parts.get(key) ?? ''));
  };
  const changeSeal = (number: number, change: (text: string) => string): void =>
    void system.seals.set(number, change(system.seals.get(number) ?? ''));

  test('the next seal names it, and seals up to it only', async () => {
    await system.use(3);
    system.setEntries(system.entries().with(11, changed(at(11))));
    await system.seal();
    await system.use(1);
    await system.seal();
    expect(system.faults).toEqual([`${chain} altered 12`, `${chain} altered 12`]);
    expect(readSeals(system.seals).map(({ chains }) => chains[0]?.number)).toEqual([5, 10, 10, 11, 11]);
    expect((await system.sealed()).faults).toMatchObject([{ seal: 4, chain, fault: { kind: 'altered', number: 12 } }]);
  });

  test.each<[string, () => readonly StoredAuditEntry[], string]>([
    ['the last sealed entry removed', () => system.entries().slice(0, -1), 'missing 10'],
    ['the last sealed entry replaced', () => rewritten(9), 'replaced 10'],
  ])('the next seal names it: %s', async (_, entries, fault) => {
    system.setEntries(entries());
    await system.seal();
    expect(system.faults).toEqual([`${chain} ${fault}`]);
  });

  test('seals from the middle on can be checked, and of a period only', async () => {
    system.seals.delete(1);
    expect(await system.sealed()).toMatchObject({ first: 2, seals: 2, entries: 5, faults: [] });
    const none = await verifySeals({ seals: system.store, hash: sha256 }, ({ number }) => number === 3);
    expect(none).toMatchObject({ seals: 2, entries: 0, faults: [] });
  });
});

describe('after a restore of the table', () => {
  test.each([
    ['the last ones', 4],
    ['all of them', 0],
    ['none', 6],
  ])('sealed entries that it misses are put back: %s', async (_, kept) => {
    const system = newSystem();
    for (let hour = 0; hour < 3; hour += 1) {
      await system.use(2);
      await system.seal();
    }
    const entries = system.entries();
    for (let hour = 0; hour < 60; hour += 1) await system.seal();
    system.setEntries(entries.slice(0, kept));
    const ports = { auditLog: system.log, seals: system.store };
    expect(await restoreSealedEntries(true, ports)).toBe(6 - kept);
    expect(system.entries()).toEqual(entries.slice(0, kept));
    expect(await restoreSealedEntries(false, ports)).toBe(6 - kept);
    expect(system.entries()).toEqual(entries);
    expect(await restoreSealedEntries(false, ports)).toBe(0);
  });
});

test('a part is read as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), hash: fc.string() })), (entries) => {
      expect(readPart(writePart(entries))).toEqual(entries.map((entry) => ({ ...entry })));
    }),
  );
});
