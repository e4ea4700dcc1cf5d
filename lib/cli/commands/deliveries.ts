import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { listAllDeliveriesRoute, listDeliveriesRoute } from '../../../schemas/collection/routes.ts';
import { whoAmIRoute } from '../../../schemas/departments/routes.ts';
import { isPermittedForAll } from '../../kernel/access-policy.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { formatDeliveries } from '../text/deliveries-text.ts';

const options = {
  status: { type: 'string' },
  department: { type: 'string' },
  channel: { type: 'string' },
  day: { type: 'string' },
  limit: { type: 'string', default: '50' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

const maxListed = 10_000;

/** Lists the newest first. A department names a dataset; the centre and the supervising office see all. */
export const deliveriesCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['信息资源编号?']);
  const limit = Number(values.limit);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= maxListed))
    throw new UsageError(`“--limit”后面应为 1 到 ${maxListed} 的整数，例如 50。`);
  const dataset = positionals[0] === undefined ? undefined : parseDatasetId(positionals[0]);
  const { status, department, channel, day } = values;
  const filter = listAllDeliveriesRoute.query.safeParse(definedOnly({ status, department, dataset, channel, day }));
  if (!filter.success)
    throw new UsageError(
      `${filter.error.issues.map(({ path }) => `--${String(path[0])}`).join('、')} 的内容不符合要求。` +
        '状态为 awaiting-approval、failed、published 等，归集方式为 excel、interface 或 database，日期例如 2024-03-01。',
    );
  const { api } = openConnection(values.url, context);
  const seesAll = isPermittedForAll(await api.call(whoAmIRoute, {}), 'read-delivery');
  if (!seesAll && (dataset === undefined || [department, channel, day].some((word) => word !== undefined)))
    throw new UsageError('请写明信息资源编号，例如 guiji deliveries vehicles；部门账号只能再用 --status 筛选。');
  const { department: _department, channel: _channel, day: _day, dataset: _dataset, ...ofDataset } = filter.data;
  const list = async (page: { readonly limit: number; readonly cursor?: string }) =>
    seesAll || dataset === undefined
      ? await api.call(listAllDeliveriesRoute, { query: { ...filter.data, ...page } })
      : await api.call(listDeliveriesRoute, { params: { dataset }, query: { ...ofDataset, ...page } });
  const found = await collect(list, limit);
  if (values.json === true) context.stdout.write(found.map((delivery) => `${JSON.stringify(delivery)}\n`).join(''));
  else context.stdout.write(found.length === 0 ? '没有符合条件的报送批次。\n' : formatDeliveries(found));
  return exitCodes.done;
};

type ListPage = (page: {
  readonly limit: number;
  readonly cursor?: string;
}) => Promise<{ readonly items: readonly Delivery[]; readonly next?: string | undefined }>;

/** A page may be short, or empty, and have a next one. */
async function collect(list: ListPage, limit: number): Promise<Delivery[]> {
  const found: Delivery[] = [];
  for (let cursor: string | undefined; found.length < limit;) {
    const page = await list({ limit: Math.min(200, limit - found.length), ...definedOnly({ cursor }) });
    found.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return found;
}
