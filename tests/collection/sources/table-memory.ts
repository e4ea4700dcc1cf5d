import type { DatabaseConnection } from '../../../lib/adapters/sources/database/connection.ts';
import type { Query } from '../../../lib/adapters/sources/database/queried-table.ts';

/** `op` as in the column op_flag; a row without a name is rejected. */
export type TableRow = {
  readonly key: string;
  readonly name: string | null;
  readonly op: 'I' | 'U' | 'D';
  readonly at: number;
  readonly status: '0' | '1' | '2';
};
export type Write = { readonly key: string; readonly name: string | null; readonly op: 'I' | 'U' | 'D' };
export type Transaction = { readonly begun: number; readonly writes: readonly Write[] };

const micro = 1_000_000;

/** Microseconds since 1970 as PostgreSQL's text, which sorts by time. */
export function timeText(at: number): string {
  const seconds = new Date(Math.floor(at / micro) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return `${seconds}.${`${at % micro}`.padStart(6, '0')}+00`;
}

export function parseTime(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`) * 1000 + Number(text.slice(20, 26));
}

/**
 * A front-end table in memory with the fields `number` (its key) and `name`. `clock` is in microseconds and rounded
 * down to `tick`, so that a coarse tick makes equal update times frequent. Rows are visible on commit, with the time of
 * writing.
 */
export function tableMemory(clock: () => number, tick: number) {
  const rows = new Map<string, TableRow>();
  const stamp = () => Math.floor(clock() / tick) * tick;

  const answer = ({ text, values: bound }: Query): readonly (readonly (string | null)[])[] => {
    const values = bound.map(String);
    if (text.includes('pg_settings')) return [[timeText(clock()), String(Math.floor(clock() / 1000)), 'UTC']];
    const overlap = /interval '(\d+) seconds'/.exec(text);
    if (text.startsWith('SELECT clock_timestamp()'))
      return [
        [
          timeText(clock()),
          timeText(clock()),
          overlap === null ? null : timeText(parseTime(values[0] ?? '') - Number(overlap[1]) * micro),
        ],
      ];
    const limit = Number(/LIMIT (\d+)/.exec(text)?.[1]);
    const byTime = text.includes('ORDER BY "update_time", "number"');
    if (!byTime && !text.includes('ORDER BY "number"')) throw new Error(`unknown query: ${text}`);
    const sortKey = ({ key, at }: TableRow) => (byTime ? `${timeText(at)} ${key}` : key);
    const after = text.includes(') > (') ? values.slice(0, byTime ? 2 : 1).join(' ') : null;
    const since = text.includes('"update_time" >= ') ? (values[0] ?? '') : '';
    const until = byTime && text.includes('"update_time" <= ') ? (values.at(-1) ?? '') : '~';
    return [...rows.values()]
      .filter(
        (row) => (after === null || sortKey(row) > after) && timeText(row.at) >= since && timeText(row.at) <= until,
      )
      .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
      .slice(0, limit)
      .map(({ key, name, op, at }) => [key, name, op, timeText(at)]);
  };

  return {
    rows,
    /** Takes the time of writing. */
    begin: (writes: readonly Write[]): Transaction => ({ begun: stamp(), writes }),
    commit: ({ begun, writes }: Transaction): void => {
      for (const write of writes) rows.set(write.key, { ...write, at: begun, status: '0' });
    },
    /** Deletes a row without marking it D, which departments must not do. */
    dropRow: (key: string): void => void rows.delete(key),
    /** False when the row is not there as it was read. */
    acknowledge: (key: string, updateTime: string, status: '1' | '2'): boolean => {
      const row = rows.get(key);
      if (row === undefined || timeText(row.at) !== updateTime) return false;
      rows.set(key, { ...row, status });
      return true;
    },
    connect: (gate: () => Promise<void>): DatabaseConnection => ({
      rows: async (query) => {
        // The table's own types are the defaults; reading them changes nothing at which a worker could die.
        if (query.text.includes('pg_attribute')) return [];
        await gate();
        return answer(query);
      },
      run: async () => 0,
      close: async () => undefined,
    }),
  };
}
