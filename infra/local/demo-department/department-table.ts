import { describeTable, type FrontEndTable } from '../../../lib/collection/front-end/describe-table.ts';
import { generateAccountScript } from '../../../lib/collection/front-end/generate-account-script.ts';
import { generateDdl } from '../../../lib/collection/front-end/generate-ddl.ts';
import { seedDatasets } from '../../seeds/index.ts';

export const departmentTableDataset = 'vehicles';

/** Describes the table of the seed's catalogue entry. */
export function departmentTable(): FrontEndTable {
  const seed = seedDatasets().find(({ dataset }) => dataset === departmentTableDataset);
  if (seed === undefined) throw new Error(`there is no seed ${departmentTableDataset}`);
  return describeTable(seed.dataset, 1, seed.content);
}

/** Generates the scripts with their passwords. */
export function departmentScripts(
  table: FrontEndTable,
  { writer, reader }: { readonly writer: string; readonly reader: string },
): readonly string[] {
  const accounts = generateAccountScript(table, 'postgresql')
    .replace('请换成写入账号的密码', writer)
    .replace('请换成平台账号的密码', reader);
  if (!accounts.includes(`'${writer}'`) || !accounts.includes(`'${reader}'`))
    throw new Error('the script of accounts asks for no passwords');
  return [generateDdl(table, 'postgresql'), accounts];
}
