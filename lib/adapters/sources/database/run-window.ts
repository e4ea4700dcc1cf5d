import type { UpdateTimeZone } from '../../../../schemas/collection/sources/database-declaration.ts';
import type { QueriedTable, Query } from './queried-table.ts';
import type { SqlTypeKind, TableColumn } from './sql-type-kind.ts';

type Hours = { readonly from: number; readonly to: number };

/** Hours between UTC and what is written now in a column without a zone; unless it is known which, both are read. */
const hoursByZone: Readonly<Record<UpdateTimeZone | 'unknown', Hours>> = {
  UTC: { from: 0, to: 0 },
  'Asia/Shanghai': { from: 8, to: 8 },
  unknown: { from: 0, to: 8 },
};

/** Only a column without a zone leaves open what its times mean. */
export function hasZone(kind: SqlTypeKind | undefined): boolean {
  return kind !== 'moment' && kind !== 'day';
}

/**
 * Asks for the watermark to be (the database's clock, UTC), the run's end and its begin in the column's own frame.
 * The begin is `NULL` without a watermark.
 */
export function runWindowQuery(
  { system, types }: QueriedTable,
  watermark: string | undefined,
  { overlapSeconds, updateTimeZone }: RunWindowLimits,
): Query {
  const column = types?.get('update_time');
  const isZoned = hasZone(column?.kind);
  const hours = isZoned ? hoursByZone.UTC : hoursByZone[updateTimeZone ?? 'unknown'];
  const seconds = overlapSeconds + resolutionSeconds(column);
  const postgres = isZoned ? postgresZoned : postgresZoneless;
  const { clock, until, since } = (system === 'postgresql' ? postgres : mysql)(hours, seconds);
  return watermark === undefined
    ? { text: `SELECT ${clock}, ${until}, NULL`, values: [] }
    : { text: `SELECT ${clock}, ${until}, ${since}`, values: [watermark] };
}

export type RunWindowLimits = { readonly overlapSeconds: number; readonly updateTimeZone?: UpdateTimeZone | undefined };

/** A coarse column rounds: a row written after the last run may bear a time from before it. */
function resolutionSeconds(column: TableColumn | undefined): number {
  if (column === undefined || column.kind === 'day') return 0;
  const precision = /\((\d)\)/.exec(column.type)?.[1];
  const isMicroseconds = precision === undefined ? /without|with time zone/.test(column.type) : precision === '6';
  return isMicroseconds ? 0 : 1;
}

type Window = { readonly clock: string; readonly until: string; readonly since: string };

const postgresClock = 'clock_timestamp()';

function postgresZoned(_hours: Hours, seconds: number): Window {
  return {
    clock: `${postgresClock}::text`,
    until: `${postgresClock}::text`,
    since: `($1::timestamptz - interval '${seconds} seconds')::text`,
  };
}

function postgresZoneless({ from, to }: Hours, seconds: number): Window {
  const local = (instant: string, hours: number) => `${instant} AT TIME ZONE 'UTC' + interval '${hours} hours'`;
  return {
    clock: `${postgresClock}::text`,
    until: `(${local(postgresClock, to)})::text`,
    since: `(${local('$1::timestamptz', from)} - interval '${seconds} seconds')::text`,
  };
}

function mysql({ from, to }: Hours, seconds: number): Window {
  return {
    clock: 'CAST(SYSDATE(6) AS CHAR)',
    until: `CAST(SYSDATE(6) + INTERVAL ${to} HOUR AS CHAR)`,
    since: `CAST(CAST(? AS DATETIME(6)) + INTERVAL ${from} HOUR - INTERVAL ${seconds} SECOND AS CHAR)`,
  };
}
