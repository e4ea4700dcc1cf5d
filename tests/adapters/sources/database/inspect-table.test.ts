import { expect, test } from 'vitest';
import { inspectTable } from '../../../../lib/adapters/sources/database/inspect-table.ts';
import type { TableColumn } from '../../../../lib/adapters/sources/database/sql-type-kind.ts';

const text = (collation: string | null): TableColumn => ({
  type: 'varchar(20)',
  kind: 'text',
  collation,
  isNullable: false,
});
const connection = { rows: async () => [['2020-12-01 00:00:00', '1606780800000', 'SYSTEM']] };

test.each([
  ['utf8mb4_general_ci', true],
  ['utf8mb4_0900_ai_ci', true],
  ['utf8mb4_uca1400_ai_cs', true],
  ['utf8mb4_uca1400_ai_nopad_cs', true],
  ['utf8mb4_0900_as_cs', false],
  ['utf8mb4_bin', false],
  ['gbk_chinese_ci', true],
  ['C', false],
  [null, false],
])('a key of several rows in the collation %s folds letters: %s', async (collation, folds) => {
  const columns = new Map([
    ['vin', text(collation)],
    ['update_time', { type: 'timestamp(6)', kind: 'instant', collation: null, isNullable: false } as const],
  ]);
  const queried = {
    system: 'mysql',
    schema: 'police',
    table: 'vehicles',
    columns: ['vin'],
    key: ['vin'],
    types: columns,
  } as const;
  const table = { queried, layout: { columns, uniqueKeys: [] }, isKeyUnique: false, emptyKeys: [], decoders: [] };
  const { remarks, updateTimeZone } = await inspectTable(connection, table, { overlapSeconds: 600 });
  expect(remarks.map(({ code }) => code)).toEqual(folds ? ['key-not-unique', 'key-folds-letters'] : ['key-not-unique']);
  expect(updateTimeZone).toBe('absolute');
});
