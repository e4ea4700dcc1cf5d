import { writeFile } from 'node:fs/promises';
import { DatabaseSystem } from '../../../schemas/collection/front-end-table.ts';
import { downloadFrontEndTableRoute } from '../../../schemas/collection/routes.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';

const options = {
  system: { type: 'string', default: 'postgresql' },
  accounts: { type: 'boolean' },
  out: { type: 'string' },
  url: { type: 'string' },
} as const;

export const ddlCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['信息资源编号']);
  const dataset = parseDatasetId(positionals[0]);
  const system = DatabaseSystem.safeParse(values.system);
  if (!system.success)
    throw new UsageError('“--system”后面应为 postgresql（含人大金仓、openGauss）或 mysql（含 MariaDB）。');
  const { api } = openConnection(values.url, context);
  const { file } = await api.call(downloadFrontEndTableRoute, {
    params: { dataset },
    query: { system: system.data, script: values.accounts === true ? 'accounts' : 'table' },
  });
  const { out } = values;
  if (out === undefined) context.stdout.write(Buffer.from(file).toString());
  else {
    await writeFile(out, file).catch(() => {
      throw new UsageError(`无法写入文件“${out}”。请检查文件夹是否存在、是否有写入权限。`);
    });
    context.stdout.write(`脚本已保存到 ${out}。请由前置库的管理员检查后执行。\n`);
  }
  return exitCodes.done;
};
