import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CoverageSums } from '../../../schemas/certificates/coverage.ts';
import { issueFailures } from '../../../schemas/certificates/issue-failures.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { findDueDay } from './due-day.ts';
import type { RowGroup } from './group-rows.ts';
import type { BackfillRules } from './ports.ts';

type CoverageContext = {
  readonly type: Pick<CertificateType, 'fromSystem'>;
  readonly confirmed: boolean;
  readonly rules: BackfillRules;
  readonly today: Day;
};
type DueRows = CoverageSums['due']['daily'];
type Reason = CoverageSums['failed']['reasons'][number];

/** Sums the groups of one unit; due days depend on its total, so units must not be mixed. */
export function sumGroups(
  groups: readonly RowGroup[],
  { type, confirmed, rules, today }: CoverageContext,
): CoverageSums {
  const present = groups.filter(({ state }) => state !== 'removed');
  const rows = sumRows(present);
  const outstanding = sumRows(groups.filter(({ state }) => state === 'outstanding'));
  const dueByGroup = present.map((group): CoverageSums['due'] => {
    const due = findDueDay(group, type, rows, rules);
    if (due === null) return { backfill: [], daily: noRowsDue, notDemanded: group.rows };
    const isIssued = group.state === 'issued';
    const dueRows = {
      rows: group.rows,
      issued: isIssued ? group.rows : 0,
      late: !isIssued && due.day < today ? group.rows : 0,
    };
    return due.rule === 'daily'
      ? { backfill: [], daily: dueRows, notDemanded: 0 }
      : { backfill: [{ day: due.day, ...dueRows }], daily: noRowsDue, notDemanded: 0 };
  });
  return {
    rows,
    issued: sumRows(groups.filter(({ state }) => state === 'issued')),
    failed: sumFailures(
      groups.flatMap((group) =>
        group.state === 'failed'
          ? [{ code: group.failure, detail: issueFailures[group.failure], rows: group.rows }]
          : [],
      ),
    ),
    outstanding: {
      rows: outstanding,
      awaitingConfirmation: confirmed ? 0 : outstanding,
      beingIssued: confirmed ? outstanding : 0,
    },
    removed: sumRows(groups.filter(({ state }) => state === 'removed')),
    due: addDue(dueByGroup),
  };
}

/** Adds the sums of units; failure reasons are merged by code. */
export function addCoverageSums(all: readonly CoverageSums[]): CoverageSums {
  const sum = (count: (one: CoverageSums) => number): number => all.reduce((total, one) => total + count(one), 0);
  return {
    rows: sum(({ rows }) => rows),
    issued: sum(({ issued }) => issued),
    failed: sumFailures(all.flatMap(({ failed }) => failed.reasons)),
    outstanding: {
      rows: sum(({ outstanding }) => outstanding.rows),
      awaitingConfirmation: sum(({ outstanding }) => outstanding.awaitingConfirmation),
      beingIssued: sum(({ outstanding }) => outstanding.beingIssued),
    },
    removed: sum(({ removed }) => removed),
    due: addDue(all.map(({ due }) => due)),
  };
}

const noRowsDue: DueRows = { rows: 0, issued: 0, late: 0 };

function sumRows(groups: readonly { readonly rows: number }[]): number {
  return groups.reduce((total, { rows }) => total + rows, 0);
}

function sumFailures(reasons: readonly Reason[]): CoverageSums['failed'] {
  const byCode = new Map<string, Reason>();
  for (const reason of reasons)
    byCode.set(reason.code, { ...reason, rows: reason.rows + (byCode.get(reason.code)?.rows ?? 0) });
  return {
    rows: sumRows(reasons),
    reasons: [...byCode.values()].toSorted((one, other) => other.rows - one.rows || one.code.localeCompare(other.code)),
  };
}

function addDue(all: readonly CoverageSums['due'][]): CoverageSums['due'] {
  const byDay = new Map<Day, DueRows>();
  for (const { day, ...rows } of all.flatMap(({ backfill }) => backfill))
    byDay.set(day, addRows(byDay.get(day) ?? noRowsDue, rows));
  return {
    backfill: [...byDay]
      .map(([day, rows]) => ({ day, ...rows }))
      .toSorted((one, other) => one.day.localeCompare(other.day)),
    daily: all.map(({ daily }) => daily).reduce(addRows, noRowsDue),
    notDemanded: all.reduce((total, { notDemanded }) => total + notDemanded, 0),
  };
}

function addRows(one: DueRows, other: DueRows): DueRows {
  return { rows: one.rows + other.rows, issued: one.issued + other.issued, late: one.late + other.late };
}
