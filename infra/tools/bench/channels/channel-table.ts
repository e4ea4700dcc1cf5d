import { describeTable } from '../../../../lib/collection/front-end/describe-table.ts';
import { generateAccountScript } from '../../../../lib/collection/front-end/generate-account-script.ts';
import { generateDdl } from '../../../../lib/collection/front-end/generate-ddl.ts';
import type { SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatabaseSystem } from '../../../../schemas/collection/front-end-table.ts';
import { password, type RunningDatabase } from '../../../local/database-servers/running-database.ts';
import { benchVersion } from './bench-version.ts';

const made = describeTable(benchVersion.dataset, benchVersion.version, benchVersion.content);
const tableName = `${made.schema}.${made.table}`;
const rowBatchSize = 1_000;

export const platformAccount = `${made.schema}_guiji`;
const selectedColumns = [...made.columns.map(({ name }) => name), 'op_flag', 'update_time'].join(', ');
/** The SELECT of a page, without its bounds and order. */
export const selected = `SELECT ${selectedColumns} FROM ${tableName}`;
export const [tableKey = ''] = made.key;

/** Creates the table with the generated scripts and fills it. */
export function fillTable(database: RunningDatabase, system: DatabaseSystem, rows: readonly SyntheticRow[]): void {
  const run = (script: string) => {
    const { ok, stderr } = database.run(script);
    if (!ok) throw new Error(stderr);
  };
  run(generateDdl(made, system));
  run(generateAccountScript(made, system).replaceAll(/请换成\S+账号的密码/g, password));
  const names = made.columns.map(({ name }) => name);
  for (let from = 0; from < rows.length; from += rowBatchSize * 20) {
    const statements: string[] = [];
    for (let first = from; first < Math.min(from + rowBatchSize * 20, rows.length); first += rowBatchSize) {
      const tuples = rows
        .slice(first, first + rowBatchSize)
        .map((row) => `(${names.map((name) => toLiteral(row[name])).join(', ')})`);
      statements.push(`INSERT INTO ${tableName} (${names.join(', ')}) VALUES ${tuples.join(',\n')};`);
    }
    run(statements.join('\n'));
  }
  run(system === 'postgresql' ? `VACUUM ANALYZE ${tableName};` : `ANALYZE TABLE ${tableName};`);
}

function toLiteral(value: SyntheticRow[string] | undefined): string {
  return value === null || value === undefined ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
}
