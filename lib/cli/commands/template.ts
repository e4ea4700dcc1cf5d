import { writeFile } from 'node:fs/promises';
import { downloadTemplateRoute } from '../../../schemas/collection/routes.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { explainError } from '../explain-error.ts';
import { saveEntry } from '../offline-entry.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { fetchEntry } from '../platform/fetch-entry.ts';
import { safeFileName } from '../safe-file-name.ts';
import { formatSize } from '../text/format-amounts.ts';

/** Caches the entry too. */
export const templateCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(
    args,
    { out: { type: 'string' }, version: { type: 'string' }, url: { type: 'string' } },
    ['信息资源编号'],
  );
  const dataset = parseDatasetId(positionals[0]);
  const version = values.version === undefined ? undefined : Number(values.version);
  if (version !== undefined && !(Number.isInteger(version) && version >= 1))
    throw new UsageError('“--version”后面应为目录版本号，例如 1。');
  const { api } = openConnection(values.url, context);
  const { file, name } = await api.call(downloadTemplateRoute, {
    params: { dataset },
    query: definedOnly({ version }),
  });
  const path = values.out ?? safeFileName(name ?? `${dataset}.xlsx`);
  await writeFile(path, file).catch(() => {
    throw new UsageError(`无法写入文件“${path}”。请检查文件夹是否存在、是否有写入权限，并关闭已打开的同名文件。`);
  });
  context.stdout.write(
    `模板已保存到 ${path}（${formatSize(file.length)}）。请在“数据”工作表中从第 3 行起填写，填好后可先用 guiji check ${path} 检查。\n`,
  );
  try {
    await saveEntry(dataset, await fetchEntry(dataset, api), context);
  } catch (error) {
    context.stderr.write(`目录条目没有保存到本机，离线检查将使用已有的目录条目。${explainError(error) ?? ''}\n`);
  }
  return exitCodes.done;
};
