import { listDatasetsRoute, searchDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import { listDepartmentsRoute } from '../../../schemas/departments/routes.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';
import { formatTable } from '../text/text-table.ts';

export const datasetsCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean' }, url: { type: 'string' } }, [
    '要查找的词?',
    '词?',
    '词?',
    '词?',
    '词?',
  ]);
  const { api } = openConnection(values.url, context);
  const words = positionals.join(' ').trim();
  const found =
    words === ''
      ? await listAllDatasets(api)
      : (await api.call(searchDatasetsRoute, { query: { q: words, limit: 100 } })).items;
  if (values.json === true) {
    context.stdout.write(found.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    return exitCodes.done;
  }
  if (found.length === 0) {
    context.stdout.write('没有找到。请换一个词，也可以用拼音或拼音首字母。\n');
    return exitCodes.done;
  }
  const { items } = await api.call(listDepartmentsRoute, { query: { limit: 200 } });
  const names = new Map(items.map(({ id, name }) => [id, name]));
  context.stdout.write(
    formatTable(
      ['编号', '提供部门', '信息项', '版本', '名称'],
      found.map((one) => [
        one.dataset,
        names.get(one.provider) ?? one.provider,
        `${one.fieldCount}`,
        `${one.version}`,
        one.name,
      ]),
    ),
  );
  return exitCodes.done;
};

async function listAllDatasets(api: ApiClient): Promise<DatasetListing[]> {
  const all: DatasetListing[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.call(listDatasetsRoute, {
      query: { limit: 200, ...definedOnly({ cursor }) },
    });
    all.push(...page.items);
    if (page.next === undefined) return all;
    cursor = page.next;
  }
}
