import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PendingRecord } from '../../../lib/certificates/coverage/ports.ts';
import { readCoverage } from '../../../lib/certificates/coverage/read-coverage.ts';
import type { Tally } from '../../../lib/certificates/ports.ts';
import { Coverage, type CoverageSums } from '../../../schemas/certificates/coverage.ts';
import { issueFailures } from '../../../schemas/certificates/issue-failures.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import { aType } from '../types/a-type.ts';
import { rules } from './rules.ts';

const at = '2026-11-24T02:00:00.000Z';
const early = '2020-11-20T02:00:00.000Z';

type World = {
  readonly tallies?: readonly Tally[];
  readonly pending?: readonly PendingRecord[];
  readonly records?: number;
  readonly confirmed?: boolean;
  readonly fromSystem?: boolean;
};

function ask(
  { tallies = [], pending = [], records = 0, confirmed = true, fromSystem = true }: World,
  by: { role?: Role; department?: string; type?: string } = {},
) {
  const { role = 'provider', department = 'transport', type = 'certificate-shop' } = by;
  const known = aType({ type: 'certificate-shop', department: 'transport', levels: ['city', 'county'], fromSystem });
  return readCoverage(
    {
      caller: { subject: 's', kind: 'person', name: '测试人员', department, roles: [role] },
      params: { type },
      query: {},
      body: undefined,
      requestId: 'r',
    },
    {
      types: { type: async (id) => (id === known.type ? known : null) },
      repository: { tallies: () => each(tallies) },
      pending: () => each(pending),
      faceData: async () => ({ records, confirmed }),
      rules,
      clock: { now: () => at },
    },
  );
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function coverage(world: World): Promise<Coverage> {
  const answer = await ask(world);
  if (isRefused(answer)) throw new Error(answer.refused);
  return Coverage.parse(answer);
}

describe('a few rows counted by hand', () => {
  const issued = (division: string, issuedYear: number): Tally => ({
    division,
    state: 'issued',
    issuedYear,
    since: early,
  });
  const world: World = {
    tallies: [
      issued('411100', 2019),
      issued('411100', 2019),
      issued('411100', 2010),
      issued('411102', 2020),
      { division: '411102', state: 'failed', failure: 'holder-missing', issuedYear: 2018, since: early },
      {
        division: '411102',
        state: 'failed',
        failure: 'holder-missing',
        issuedYear: 2026,
        since: '2026-11-23T02:00:00.000Z',
      },
      { division: '411102', state: 'failed', failure: 'certificate-ended', issuedYear: 2011, since: early },
      { division: '411102', state: 'removed', issuedYear: 2011, since: early },
      issued('411101', 2020),
    ],
    pending: [
      { counted: null, row: { division: '411100', issuedYear: 2026, since: at } }, //               new
      { counted: issued('411100', 2019), row: { division: '411100', issuedYear: 2019, since: early } }, // changed
      { counted: issued('411102', 2020), row: null }, //                                            removed
    ],
    records: 8,
  };

  test('rows are issued, failed with reasons, or outstanding; pending records count as their newest state', async () => {
    const { units, total, faceData } = await coverage(world);
    expect(
      units
        .map(({ division, name, owed, rows, issued: done, failed, outstanding, removed }) => [
          division,
          name,
          owed,
          rows,
          done,
          failed.rows,
          outstanding.rows,
          removed,
        ])
        .filter(([, , , rows]) => rows !== 0),
    ).toEqual([
      ['411100', '漯河市', true, 4, 2, 0, 2, 0],
      ['411102', '源汇区', true, 3, 0, 3, 0, 2],
      ['411101', '411101', false, 1, 1, 0, 0, 0],
    ]);
    expect(total.failed.reasons).toEqual([
      { code: 'holder-missing', detail: issueFailures['holder-missing'], rows: 2 },
      { code: 'certificate-ended', detail: issueFailures['certificate-ended'], rows: 1 },
    ]);
    expect(faceData).toEqual({ records: 8, difference: 0 });
  });

  test('each unit lists what is due by which day, issued, and late', async () => {
    const { units, total } = await coverage(world);
    expect(units.find(({ division }) => division === '411102')?.due).toEqual({
      backfill: [
        { day: '2020-11-30', rows: 1, issued: 0, late: 1 },
        { day: '2020-12-31', rows: 1, issued: 0, late: 1 },
      ],
      daily: { rows: 1, issued: 0, late: 0 }, // due today: not late yet
      notDemanded: 0,
    });
    expect(total.due.backfill).toEqual([
      { day: '2020-11-30', rows: 4, issued: 2, late: 2 },
      { day: '2020-12-31', rows: 2, issued: 1, late: 1 },
    ]);
  });

  test('every unit that must issue the type is listed, with or without rows', async () => {
    const { units } = await coverage({});
    expect(units.map(({ division }) => division)).toEqual([
      '411100',
      '411102',
      '411103',
      '411104',
      '411121',
      '411122',
      'L41111',
      'L41112',
      'L41113',
    ]);
    expect(new Set(units.map(({ rows, owed }) => `${rows} ${owed}`))).toEqual(new Set(['0 true']));
  });

  test('before the centre confirms a channel, all outstanding rows await it', async () => {
    const pending = [{ counted: null, row: { division: '411100', issuedYear: 2026, since: at } }];
    expect((await coverage({ pending, records: 1, confirmed: false })).total.outstanding).toEqual({
      rows: 1,
      awaitingConfirmation: 1,
      beingIssued: 0,
    });
    expect((await coverage({ pending, records: 1 })).total.outstanding).toEqual({
      rows: 1,
      awaitingConfirmation: 0,
      beingIssued: 1,
    });
  });

  test('a deviating record count is shown as a difference', async () => {
    expect((await coverage({ ...world, records: 11 })).faceData).toEqual({ records: 11, difference: 3 });
    expect((await coverage({ ...world, records: 7 })).faceData).toEqual({ records: 7, difference: -1 });
  });

  test('paper files: old rows are not required from a unit with 501 rows, but from one with 500', async () => {
    const old = (division: string, rows: number) =>
      Array.from({ length: rows }, (): Tally => ({ division, state: 'issued', issuedYear: 2001, since: early }));
    const { units } = await coverage({
      tallies: [...old('411102', 501), ...old('411103', 500)],
      records: 1001,
      fromSystem: false,
    });
    expect(units.filter(({ rows }) => rows > 0).map(({ due }) => [due.notDemanded, due.backfill])).toEqual([
      [501, []],
      [0, [{ day: '2020-11-30', rows: 500, issued: 500, late: 0 }]],
    ]);
  });
});

const division = fc.constantFrom('411100', '411102', '411121', 'L41113', '411101');
const row = fc.record({
  division,
  issuedYear: fc.integer({ min: 2010, max: 2026 }),
  since: fc.constantFrom(early, '2020-12-05T02:00:00.000Z', '2026-11-23T02:00:00.000Z'),
});
const tally = fc.oneof(
  row.map((one): Tally => ({ ...one, state: 'issued' })),
  row.map((one): Tally => ({ ...one, state: 'removed' })),
  fc
    .record({ one: row, failure: fc.constantFrom('holder-missing', 'certificate-ended') })
    .map(({ one, failure }): Tally => ({ ...one, state: 'failed', failure })),
);
/** How its certificate counts, and its newest state while it is unprocessed. */
const record = fc.oneof(
  tally.map((counted) => ({ counted, pending: false, row: null })),
  fc.record({ counted: fc.option(tally), pending: fc.constant(true), row: fc.option(row) }),
);

describe('for any history', () => {
  test('the sums match the records, for every unit and in total', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 60 }),
        fc.boolean(),
        fc.boolean(),
        async (records, confirmed, fromSystem) => {
          const tallies = records.flatMap(({ counted }) => (counted === null ? [] : [counted]));
          const pending = records.filter((one) => one.pending);
          const present = records.filter((one) =>
            one.pending ? one.row !== null : one.counted?.state !== 'removed',
          ).length;
          const { units, total, faceData } = await coverage({
            tallies,
            pending,
            records: present,
            confirmed,
            fromSystem,
          });
          for (const one of [...units, total]) addsUp(one);
          expect([total.rows, faceData.difference]).toEqual([present, 0]);
          for (const count of [
            (one: CoverageSums) => one.rows,
            (one: CoverageSums) => one.issued,
            (one: CoverageSums) => one.removed,
            (one: CoverageSums) => one.due.notDemanded,
          ]) {
            expect(units.reduce((sum, unit) => sum + count(unit), 0)).toBe(count(total));
          }
          const { outstanding } = total;
          expect(outstanding.rows).toBe(pending.filter((one) => one.row !== null).length);
        },
      ),
    );
  });

  function addsUp({ rows, issued, failed, outstanding, due }: CoverageSums): void {
    expect(issued + failed.rows + outstanding.rows).toBe(rows);
    expect(failed.reasons.reduce((sum, reason) => sum + reason.rows, 0)).toBe(failed.rows);
    expect(outstanding.awaitingConfirmation + outstanding.beingIssued).toBe(outstanding.rows);
    const all = [...due.backfill, due.daily];
    expect(all.reduce((sum, one) => sum + one.rows, due.notDemanded)).toBe(rows);
    for (const one of all) expect(one.issued + one.late).toBeLessThanOrEqual(one.rows);
  }
});

describe('who may read it', () => {
  test.each<[Role, string, string | undefined]>([
    ['provider', 'transport', undefined],
    ['provider', 'public-security', 'coverage-not-yours'],
    ['operator', 'information-center', undefined],
    ['supervisor', 'reform-office', undefined],
  ])('a %s of %s: %s', async (role, department, code) => {
    const answer = await ask({}, { role, department });
    expect(isRefused(answer) ? answer.refused : undefined).toBe(code);
  });

  test('refuses an unknown type', async () => {
    expect(await ask({}, { type: 'certificate-nothing' })).toMatchObject({ refused: 'certificate-type-not-found' });
  });
});
