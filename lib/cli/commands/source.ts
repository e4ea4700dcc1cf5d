import type { RejectedRow } from '../../../schemas/collection/sources/rejected-row.ts';
import {
  listRejectedRowsRoute,
  operateSourceRoute,
  readSourceRoute,
  replayRejectedRowsRoute,
  SourceOperation,
} from '../../../schemas/collection/sources/routes.ts';
import { SourceChannel, type Source } from '../../../schemas/collection/sources/source.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { ApiRefused } from '../../adapters/api/api-errors.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { requireReason } from '../require-reason.ts';
import { describeWaitForWindow, formatRejectedRows, formatSource } from '../text/source-text.ts';

const options = {
  channel: { type: 'string' },
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
  const channel = SourceChannel.optional().safeParse(values.channel);
  if (!channel.success) throw new UsageError('“--channel”后面应为 database（前置库）或 interface（服务接口）。');
  const dataset = parseDatasetId(positionals[0]);
  const { api } = openConnection(values.url, context);
  const params = { dataset, channel: channel.data ?? (await findChannel(api, dataset)) };
  const operated = values.operation === undefined ? undefined : await operate(api, params, values.operation, values);
  if (values.replay === true) {
    const { replay } = await api.call(replayRejectedRowsRoute, {
      params,
      body: { reason: requireReason(values.reason) },
    });
    context.stdout.write(`退回行正在后台重放，已重放 ${replay?.replayed ?? 0} 条。进度和结果请查看数据源。\n`);
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
  const now = new Date().toISOString();
  if (operated !== undefined && values.json !== true) context.stdout.write(describeWaitForWindow(operated, now));
  context.stdout.write(values.json === true ? `${JSON.stringify(source)}\n` : formatSource(source, now));
  return source.health.streak < 0 ? exitCodes.findings : exitCodes.done;
};

/** Takes the only source of the dataset, or the only one that is at work. Throws `UsageError` when both could be meant. */
async function findChannel(api: ApiClient, dataset: string): Promise<SourceChannel> {
  const known: Source[] = [];
  for (const channel of channels) {
    const source = await readIfRegistered(api, { dataset, channel });
    if (source !== null) known.push(source);
  }
  const atWork = known.filter(({ state }) => state === 'running' || state === 'paused');
  const [only, ...others] = atWork.length > 0 ? atWork : known;
  if (others.length > 0)
    throw new UsageError(
      '这个信息资源登记了前置库和服务接口两种数据源，请用“--channel database”或“--channel interface”指明一种。',
    );
  return only?.channel ?? 'database';
}

const channels: readonly SourceChannel[] = ['database', 'interface'];

async function readIfRegistered(api: ApiClient, params: Params): Promise<Source | null> {
  try {
    return await api.call(readSourceRoute, { params });
  } catch (error) {
    if (error instanceof ApiRefused && error.problem.code === 'source-not-found') return null;
    throw error;
  }
}

type Params = { readonly dataset: string; readonly channel: SourceChannel };

async function operate(
  api: ApiClient,
  params: Params,
  word: string,
  { reason, from }: { readonly reason?: string | undefined; readonly from?: string | undefined },
): Promise<Source> {
  const operation = SourceOperation.safeParse(word);
  if (!operation.success) throw new UsageError(`“--operation”后面应为 ${SourceOperation.options.join('、')} 之一。`);
  return await api.call(operateSourceRoute, {
    params,
    body: { operation: operation.data, reason: requireReason(reason), ...definedOnly({ from }) },
  });
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
