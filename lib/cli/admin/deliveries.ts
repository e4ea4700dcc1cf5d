import { DeliveryId } from '../../../schemas/collection/delivery.ts';
import { collectionRefusals } from '../../../schemas/collection/refusals.ts';
import { listAllDeliveriesRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { listAllDeliveries } from '../../collection/deliveries/list-all-deliveries.ts';
import { retryDelivery, type RetryPorts } from '../../collection/deliveries/retry-delivery.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { deliveryPorts } from '../../wiring/collection/basics.ts';
import { retryDeliveryPorts } from '../../wiring/collection/deliveries.ts';
import { type Command, type CommandContext, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { formatDeliveries } from '../text/deliveries-text.ts';
import { adminOptions, type AdminSession, changeOptions, openAdminSession, selectStage } from './admin-session.ts';
import { refusalSentence } from './refusals.ts';

const filterOptions = {
  status: { type: 'string', default: 'failed' },
  department: { type: 'string' },
  dataset: { type: 'string' },
  channel: { type: 'string' },
  day: { type: 'string' },
} as const;

/** Exits with 1 when it lists a failed delivery. */
export const listDeliveriesCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, { ...adminOptions, ...filterOptions }, []);
  const { department, dataset, channel, day } = values;
  const status = values.status === 'all' ? undefined : values.status;
  const query = listAllDeliveriesRoute.query.safeParse(definedOnly({ status, department, dataset, channel, day }));
  if (!query.success)
    throw new UsageError(
      `${query.error.issues.map(({ path }) => `--${String(path[0])}`).join('、')} 的内容不符合要求。` +
        '状态为 all 或 failed、loading 等，归集方式为 excel、interface 或 database，日期例如 2024-03-01。',
    );
  await selectStage(values);
  let failed = false;
  let count = 0;
  for (let cursor: string | undefined; ;) {
    const page = await listAllDeliveries(
      { query: { ...query.data, limit: 200, ...definedOnly({ cursor }) } },
      deliveryPorts(),
    );
    if (isRefused(page)) throw new UsageError('列表在读取时发生变化，请重新执行。');
    count += page.items.length;
    failed ||= page.items.some((delivery) => delivery.status === 'failed');
    if (values.json === true)
      context.stdout.write(page.items.map((delivery) => `${JSON.stringify(delivery)}\n`).join(''));
    else if (page.items.length > 0) context.stdout.write(formatDeliveries(page.items));
    cursor = page.next;
    if (cursor === undefined) break;
  }
  if (count === 0 && values.json !== true) context.stdout.write('没有符合条件的报送批次。\n');
  return failed ? exitCodes.findings : exitCodes.done;
};

type RetryWork = { readonly session: AdminSession; readonly ports: RetryPorts; readonly context: CommandContext };

/** Exits with 1 when one could not be retried. */
export const retryDeliveriesCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, changeOptions, ['报送批次编号…']);
  const ids = positionals.map((word) => DeliveryId.safeParse(word));
  if (ids.some(({ success }) => !success)) throw new UsageError('报送批次编号是 26 位字母和数字，请核对。');
  const session = await openAdminSession(values, context);
  const ports = retryDeliveryPorts((level, code, facts) => {
    context.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, code, ...facts })}\n`);
  });
  let refusals = 0;
  for (const { data: id } of ids)
    if (id !== undefined && !(await retry(id, { session, ports, context }))) refusals += 1;
  return refusals > 0 ? exitCodes.findings : exitCodes.done;
};

/** False when it was refused. */
async function retry(id: string, { session, ports, context }: RetryWork): Promise<boolean> {
  const delivery = await ports.deliveries.read(id);
  if (delivery?.status !== 'failed') {
    const state = delivery === null ? '没有这个批次' : `不是失败状态，现为“${statusNames[delivery.status]}”`;
    context.stderr.write(`报送批次 ${id}：${state}。\n`);
    return false;
  }
  const { author } = session;
  if (!session.isDryRun) {
    await session.record({ ...author, what: 'delivery-retried', target: id });
    const caller: Caller = {
      subject: author.by,
      kind: 'person',
      name: author.by,
      department: 'information-center',
      roles: ['operator'],
    };
    const input = { caller, params: { delivery: id }, query: {}, body: null, requestId: id };
    const outcome = await retryDelivery(input, ports);
    if (isRefused(outcome)) {
      context.stderr.write(`报送批次 ${id}：${refusalSentence(outcome, collectionRefusals)}\n`);
      return false;
    }
  }
  session.report(`重新处理报送批次 ${id}`);
  return true;
}
