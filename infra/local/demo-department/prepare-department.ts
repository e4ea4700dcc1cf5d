import type { Pool } from 'pg';
import { departmentScripts, departmentTable } from './department-table.ts';

/** Works in one transaction unless the table exists. Answers the accounts' names. */
export async function prepareDepartment(
  pool: Pool,
  passwords: { readonly writer: string; readonly reader: string },
): Promise<{ readonly writer: string; readonly reader: string }> {
  const table = departmentTable();
  const { rows } = await pool.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `"${table.schema}"."${table.table}"`,
  ]);
  if (rows[0]?.there !== true)
    await pool.query(['BEGIN;', ...departmentScripts(table, passwords), 'COMMIT;'].join('\n'));
  return { writer: `${table.schema}_writer`, reader: `${table.schema}_guiji` };
}
