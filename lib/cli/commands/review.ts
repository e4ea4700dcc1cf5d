import { datasetStatusNames } from '../../../schemas/catalogue/labels.ts';
import {
  approveDatasetRoute,
  listDatasetsRoute,
  publishDatasetRoute,
  readVersionRoute,
  returnDatasetRoute,
} from '../../../schemas/catalogue/routes.ts';
import type { DatasetListing, DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { requireReason } from '../require-reason.ts';
import { formatTable } from '../text/text-table.ts';

const options = {
  decision: { type: 'string' },
  reason: { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

/** Lists the catalogue versions that wait for the centre, shows one, or decides on it. */
export const reviewCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['信息资源编号?']);
  const dataset = positionals[0] === undefined ? undefined : parseDatasetId(positionals[0]);
  const decision = parseDecision(values.decision);
  if (dataset === undefined && decision !== undefined) throw new UsageError('请写明要审核的信息资源编号。');
  const reason = decision === 'return' ? requireReason(values.reason) : values.reason;
  const { api } = openConnection(values.url, context);
  const waiting = (await listWaiting(api)).filter((listing) => dataset === undefined || listing.dataset === dataset);
  if (dataset === undefined) {
    const lines = waiting.map((listing) => `${JSON.stringify(listing)}\n`).join('');
    context.stdout.write(values.json === true ? lines : formatWaiting(waiting));
    return exitCodes.done;
  }
  const [listing] = waiting;
  if (listing === undefined) throw new UsageError(`信息资源 ${dataset} 没有等待审核或发布的版本。`);
  const params = { dataset, version: waitingVersion(listing).version };
  const view = await api.call(readVersionRoute, { params });
  const decided = decision === undefined ? view : await decide(api, view, { decision, reason });
  context.stdout.write(values.json === true ? `${JSON.stringify(decided)}\n` : formatVersion(decided));
  return exitCodes.done;
};

const decisions = ['approve', 'return', 'publish'] as const;
type Decision = (typeof decisions)[number];

function parseDecision(word: string | undefined): Decision | undefined {
  const decision = decisions.find((one) => one === word);
  if (word !== undefined && decision === undefined)
    throw new UsageError('“--decision”后面应为 approve（审核通过）、return（退回）或 publish（发布）。');
  return decision;
}

async function decide(
  api: ApiClient,
  { dataset, version, lockVersion }: DatasetVersionView,
  { decision, reason }: { readonly decision: Decision; readonly reason: string | undefined },
): Promise<DatasetVersionView> {
  const params = { dataset, version };
  const body = { lockVersion, ...definedOnly({ reason }) };
  if (decision === 'return')
    return await api.call(returnDatasetRoute, { params, body: { lockVersion, reason: reason ?? '' } });
  return await api.call(decision === 'approve' ? approveDatasetRoute : publishDatasetRoute, { params, body });
}

async function listWaiting(api: ApiClient): Promise<DatasetListing[]> {
  const all: DatasetListing[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.call(listDatasetsRoute, { query: { limit: 200, ...definedOnly({ cursor }) } });
    all.push(...page.items.filter((listing) => ['submitted', 'registered'].includes(waitingVersion(listing).status)));
    cursor = page.next;
    if (cursor === undefined) return all;
  }
}

/** The version that is being worked on; an entry that was never published has no other. */
function waitingVersion({ open, version, status }: DatasetListing): NonNullable<DatasetListing['open']> {
  return open ?? { version, status };
}

function formatWaiting(waiting: readonly DatasetListing[]): string {
  if (waiting.length === 0) return '没有等待审核或发布的目录版本。\n';
  return formatTable(
    ['编号', '版本', '状态', '提供部门', '名称'],
    waiting.map((listing) => {
      const { version, status } = waitingVersion(listing);
      return [listing.dataset, `${version}`, datasetStatusNames[status], listing.provider, listing.name];
    }),
  );
}

function formatVersion({ dataset, version, status, content, faults = [], history }: DatasetVersionView): string {
  const last = history.at(-1);
  return [
    `${content.metadata.name}（${dataset}，第 ${version} 版）：${datasetStatusNames[status]}`,
    `  信息项 ${content.fields.length} 项，业务主键 ${content.key.join('、')}`,
    ...(last === undefined ? [] : [`  最近：${last.by}${last.reason === undefined ? '' : `：${last.reason}`}`]),
    ...(faults.length === 0
      ? ['  内容检查没有发现问题。']
      : faults.map(({ pointer, detail }) => `  ${pointer}：${detail}`)),
    '',
  ].join('\n');
}
