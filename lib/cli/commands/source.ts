import type { RejectedRow } from '../../../schemas/collection/sources/rejected-row.ts';
import {
  listRejectedRowsRoute,
  operateSourceRoute,
  readSourceRoute,
  replayRejectedRowsRoute,
  SourceOperation,
} from '../../../schemas/collection/sources/routes.ts';
import { SourceChannel } from '../../../schemas/collection/sources/source.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { formatRejectedRows, formatSource } from '../text/source-text.ts';

const options = {
  channel: { type: 'string', default: 'database' },
  operation: { type: 'string' },
  reason: { type: 'string' },
  from: { type: 'string' },
  'rejected-rows': { type: 'boolean' },
  replay: { type: 'boolean' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

export const sourceCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['信息资源编号']);
  const channel = SourceChannel.safeParse(values.channel);
  if (!channel.success) throw new UsageError('“--channel”后面应为 database（前置库）或 interface（服务接口）。');
  const params = { dataset: parseDatasetId(positionals[0]), channel: channel.data };
  const { api } = openConnection(values.url, context);
  if (values.operation !== undefined) await operate(api, params, values.operation, values);
  if (values.replay === true) {
    const { replayed, rereading } = await api.call(replayRejectedRowsRoute, {
      params,
      body: { reason: requireReason(values.reason) },
    });
    context.stdout.write(`已重放 ${replayed} 条退回行${rereading ? '，无法识别的页将重新读取' : ''}。\n`);
    return exitCodes.done;
  }
  if (values['rejected-rows'] === true) {
    const rejectedRows = await listRejectedRows(api, params);
    context.stdout.write(
      values.json === true
        ? rejectedRows.map((rejectedRow) => `${JSON.stringify(rejectedRow)}\n`).join('')
        : formatRejectedRows(rejectedRows),
    );
    return rejectedRows.length > 0 ? exitCodes.findings : exitCodes.done;
  }
  const source = await api.call(readSourceRoute, { params });
  context.stdout.write(values.json === true ? `${JSON.stringify(source)}\n` : formatSource(source));
  return source.health.streak < 0 ? exitCodes.findings : exitCodes.done;
};

type Params = { readonly dataset: string; readonly channel: SourceChannel };

async function operate(
  api: ApiClient,
  params: Params,
  word: string,
  { reason, from }: { readonly reason?: string | undefined; readonly from?: string | undefined },
): Promise<void> {
  const operation = SourceOperation.safeParse(word);
  if (!operation.success) throw new UsageError(`“--operation”后面应为 ${SourceOperation.options.join('、')} 之一。`);
  await api.call(operateSourceRoute, {
    params,
    body: { operation: operation.data, reason: requireReason(reason), ...definedOnly({ from }) },
  });
}

function requireReason(reason: string | undefined): string {
  if (reason === undefined) throw new UsageError('请用“--reason 原因”写明原因，操作会留痕。');
  return reason;
}

async function listRejectedRows(api: ApiClient, params: Params): Promise<RejectedRow[]> {
  const all: RejectedRow[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.call(listRejectedRowsRoute, {
      params,
      query: { limit: 200, ...definedOnly({ cursor }) },
    });
    all.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) return all;
  }
}
