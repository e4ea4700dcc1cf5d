import type { TableInspection } from '../../../collection/sources/pull/source-session.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { DatabaseConnection } from './connection.ts';
import { tableName, type QueriedTable } from './queried-table.ts';
import type { ReadableTable } from './readable-table.ts';
import { hasZone, type RunWindowLimits } from './run-window.ts';

type Connection = Pick<DatabaseConnection, 'rows'>;
type Remark = TableInspection['remarks'][number];

/** Tells what can't be read exactly or in full. Throws `update-time-empty`, and the driver's errors. */
export async function inspectTable(
  connection: Connection,
  table: ReadableTable,
  limits: RunWindowLimits,
): Promise<TableInspection> {
  const { queried, layout } = table;
  const updateTime = layout.columns.get('update_time');
  if (updateTime?.isNullable === true && (await hasRow(connection, queried, 'update_time IS NULL')))
    throw new SourceFault('update-time-empty', { column: 'update_time' });
  const clock = await readClock(connection, queried);
  const zone = await findZone(connection, table, limits);
  return {
    columns: describeColumns(table),
    keyUnique: table.isKeyUnique,
    ...clock,
    ...zone,
    remarks: [...columnRemarks(table), ...keyRemarks(table), ...zoneRemarks(zone, updateTime?.type ?? '')],
  };
}

function describeColumns({ queried, layout }: ReadableTable): TableInspection['columns'] {
  return [...queried.columns, 'op_flag', 'update_time'].flatMap((column) => {
    const { type, collation } = layout.columns.get(column) ?? {};
    return type === undefined ? [] : [{ column, type, ...(typeof collation === 'string' ? { collation } : {}) }];
  });
}

type Clock = Pick<TableInspection, 'clock' | 'clockMs' | 'sessionZone'>;

async function readClock(connection: Connection, { system }: QueriedTable): Promise<Clock> {
  const [[clock = null, clockMs = null, sessionZone = null] = []] = await connection.rows({
    text: clockText[system],
    values: [],
  });
  return { clock: clock ?? '', clockMs: Number(clockMs), sessionZone: sessionZone ?? '' };
}

type FoundZone = Pick<TableInspection, 'updateTimeZone' | 'foundZone'>;

async function findZone(
  connection: Connection,
  { queried, layout }: ReadableTable,
  { updateTimeZone }: RunWindowLimits,
): Promise<FoundZone> {
  if (hasZone(layout.columns.get('update_time')?.kind)) return { updateTimeZone: 'absolute' };
  if (updateTimeZone !== undefined) return { updateTimeZone };
  const isAhead = await hasTimesAhead(connection, queried);
  return isAhead ? { updateTimeZone: 'Asia/Shanghai', foundZone: 'Asia/Shanghai' } : { updateTimeZone: 'unknown' };
}

/** The clock as a text and in milliseconds, and the zone of sessions that set none. */
const clockText: Readonly<Record<QueriedTable['system'], string>> = {
  postgresql: `SELECT clock_timestamp()::text, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text,
    (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone')`,
  mysql: `SELECT CAST(SYSDATE(6) AS CHAR), CAST(TIMESTAMPDIFF(SECOND, '1970-01-01', SYSDATE()) * 1000 AS CHAR),
    IF(@@global.time_zone = 'SYSTEM', @@system_time_zone, @@global.time_zone)`,
};

/** Between 10 minutes and 8 hours 10 minutes ahead of UTC: no clock is that wrong, so it is Beijing's time. */
const timesAhead: Readonly<Record<QueriedTable['system'], string>> = {
  postgresql: [
    "update_time > clock_timestamp() AT TIME ZONE 'UTC' + interval '10 minutes'",
    "update_time <= clock_timestamp() AT TIME ZONE 'UTC' + interval '490 minutes'",
  ].join(' AND '),
  mysql: ['update_time > SYSDATE() + INTERVAL 10 MINUTE', 'update_time <= SYSDATE() + INTERVAL 490 MINUTE'].join(
    ' AND ',
  ),
};

async function hasTimesAhead(connection: Connection, queried: QueriedTable): Promise<boolean> {
  return queried.types?.get('update_time')?.kind === 'moment'
    ? await hasRow(connection, queried, timesAhead[queried.system])
    : false;
}

async function hasRow(connection: Connection, queried: QueriedTable, condition: string): Promise<boolean> {
  const text = `SELECT 1 FROM ${tableName(queried)} WHERE ${condition} LIMIT 1`;
  return (await connection.rows({ text, values: [] })).length > 0;
}

const significantDigits = { float32: 7, float64: 15 } as const;

function columnRemarks({ queried, layout }: ReadableTable): readonly Remark[] {
  return queried.columns.flatMap((column): Remark[] => {
    const { kind, type = '' } = layout.columns.get(column) ?? {};
    if (kind !== 'float32' && kind !== 'float64') return [];
    return [{ code: 'float-column', facts: { column, type, digits: significantDigits[kind] } }];
  });
}

function keyRemarks({ queried, layout, isKeyUnique, emptyKeys }: ReadableTable): readonly Remark[] {
  // A unique index keeps keys that a collation takes for one from being two rows.
  const folding = (isKeyUnique ? [] : queried.key).flatMap((column): Remark[] => {
    const collation = layout.columns.get(column)?.collation ?? '';
    return isFolding(collation) ? [{ code: 'key-folds-letters', facts: { column, collation } }] : [];
  });
  return [
    ...(isKeyUnique ? [] : [{ code: 'key-not-unique', facts: { columns: queried.key.join('、') } } as const]),
    ...folding,
    ...emptyKeys.map((column) => ({ code: 'key-may-be-empty', facts: { column } }) as const),
  ];
}

/** MySQL's names say it: `_ci`, `_ai`. Those of PostgreSQL compare bytes, unless made not to. */
function isFolding(collation: string): boolean {
  return /_[ac]i(?:_|$)/.test(collation);
}

function zoneRemarks({ updateTimeZone, foundZone }: FoundZone, type: string): readonly Remark[] {
  if (updateTimeZone === 'unknown') return [{ code: 'update-time-zone-unknown', facts: { type } }];
  return foundZone === undefined ? [] : [{ code: 'update-time-in-shanghai', facts: { type } }];
}
