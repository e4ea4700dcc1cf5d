import { definedOnly } from '../../../../lib/kernel/defined-only.ts';
import type { Delivery } from '../../../../schemas/collection/delivery.ts';
import { readDeliveryRoute } from '../../../../schemas/collection/routes.ts';
import {
  confirmSourceRoute,
  operateSourceRoute,
  readSourceRoute,
  registerSourceRoute,
  setSourceSecretRoute,
  testSourceRoute,
} from '../../../../schemas/collection/sources/routes.ts';
import type { Source, SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';
import type { RecordHistoryEntry, RecordValues } from '../../../../schemas/records/record.ts';
import { queryRecordsRoute, readHistoryRoute } from '../../../../schemas/records/routes.ts';
import type { ApiUser } from '../api-user.ts';
import type { Outcome } from '../command-line.ts';
import type { Reporter } from '../reporter.ts';

export type DemoSource = {
  readonly dataset: string;
  readonly channel: Source['channel'];
  readonly provider: ApiUser;
  readonly operator: ApiUser;
  readonly reporter: Reporter;
  readonly guiji: Readonly<Record<'provider' | 'operator', (...words: readonly string[]) => Promise<Outcome>>>;
};

const toParams = ({ dataset, channel }: DemoSource) => ({ dataset, channel });

const mappingStateNames = {
  mapped: '对应',
  unmapped: '没有对应',
  missing: '各行都没有值',
  'wrong-type': '有值不符合要求',
} as const;

/** Reads as operator; throws when the API refuses. */
export async function readCurrentSource(channel: DemoSource): Promise<Source> {
  return await channel.operator.api.call(readSourceRoute, { params: toParams(channel) });
}

/** Registers, tests and confirms a source, and waits for its first run. */
export async function connectSource(
  channel: DemoSource,
  declaration: SourceDeclaration,
  secret: Readonly<Record<string, string>>,
): Promise<Source> {
  const { reporter, provider, operator } = channel;
  const path = `/api/v1/datasets/${channel.dataset}/sources/${channel.channel}`;
  reporter.sent(`PUT ${path}　提供部门登记数据源，凭据另存入加密的凭据库`);
  const before = await provider.api.call(registerSourceRoute, {
    params: toParams(channel),
    body: { declaration, timetable: { times: '*/5 * * * *', reconcile: '0 3 * * 0' } },
  });
  const { secret: stored } = await provider.api.call(setSourceSecretRoute, {
    params: toParams(channel),
    body: { secret },
  });
  reporter.received(`凭据已登记：${stored?.parts.join('、') ?? ''}；任何接口都不再显示其内容`);
  reporter.sent(`POST ${path}/test　信息中心测试，首页与目录逐项核对`);
  const test = await operator.api.call(testSourceRoute, { params: toParams(channel) });
  for (const { label, state, filled } of test.fields)
    reporter.received(`${label}　${mappingStateNames[state]}，${filled} 行有值`);
  if (test.fault !== undefined) reporter.received(test.fault.detail);
  reporter.assertEqual('测试成功，没有会被退回的行', [test.ok, test.rejected], [true, 0]);
  reporter.sent(`POST ${path}/confirm　信息中心确认`);
  const { receipt } = await operator.api.call(confirmSourceRoute, { params: toParams(channel), body: {} });
  reporter.received(`给提供部门：${receipt?.toProvider ?? ''}`);
  reporter.received(`给信息中心：${receipt?.toCentre ?? ''}`);
  return await waitForRunEnd(channel, before);
}

/** Requests a run and waits for its end. */
export async function run(channel: DemoSource, operation: 'run-now' | 'reconcile-now' = 'run-now'): Promise<Source> {
  const before = await readCurrentSource(channel);
  const name = operation === 'run-now' ? '立即读取' : '立即核对';
  const path = `/api/v1/datasets/${channel.dataset}/sources/${channel.channel}/operations`;
  channel.reporter.sent(`POST ${path}　${name}（平时按时间表）`);
  await channel.operator.api.call(operateSourceRoute, {
    params: toParams(channel),
    body: { operation, reason: '演示' },
  });
  return await waitForRunEnd(channel, before);
}

/** Throws after `seconds`, or when a delivery waits for a decision. */
export async function waitForRunEnd(channel: DemoSource, before: Source, seconds = 180): Promise<Source> {
  for (let waited = 0; waited < seconds * 5; waited += 1) {
    const now = await readCurrentSource(channel);
    const hasEnded =
      now.health.lastSuccess?.at !== before.health.lastSuccess?.at ||
      now.health.lastFailure?.at !== before.health.lastFailure?.at;
    if (now.running === undefined && hasEnded) return now;
    if (now.health.waitingFor !== undefined)
      throw new Error(
        `批次 ${now.health.waitingFor.delivery} 等待人工处理（${now.health.waitingFor.status}），请处理后再演示。`,
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`数据源 ${channel.dataset} 在 ${seconds} 秒内没有读完。`);
}

/** Checks a receipt's counts; `null` for a run without rows. */
export async function showReceipt({ provider, reporter, guiji }: DemoSource, source: Source): Promise<Delivery | null> {
  const id = source.health.lastSuccess?.delivery;
  if (id === undefined) return null;
  const delivery = await provider.api.call(readDeliveryRoute, { params: { delivery: id } });
  reporter.received((await guiji.provider('receipt', id)).stdout);
  const {
    read,
    new: added,
    changed,
    unchanged,
    rejected,
  } = delivery.rowCounts ?? { read: -1, new: 0, changed: 0, unchanged: 0, rejected: 0 };
  reporter.assertEqual('回执相符：读取 = 新增 + 变更 + 未变 + 退回', read, added + changed + unchanged + rejected);
  return delivery;
}

/** Reads all pages of 200 records into memory, as provider. */
export async function readAllRecords({ provider, dataset }: DemoSource): Promise<RecordValues[]> {
  const all: RecordValues[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await provider.api.call(queryRecordsRoute, {
      params: { dataset },
      body: { limit: 200, ...definedOnly({ cursor }) },
    });
    all.push(...page.items.map(({ values }) => values));
    cursor = page.next;
    if (cursor === undefined) return all;
  }
}

/** Reads the record's history as provider; `undefined` when the record has no versions. */
export async function readNewestVersion(
  { provider, dataset }: DemoSource,
  key: RecordValues,
): Promise<RecordHistoryEntry | undefined> {
  return (await provider.api.call(readHistoryRoute, { params: { dataset }, body: { key } })).versions[0];
}

/** Prints what `guiji source` shows the operator. */
export async function showHealth({ reporter, guiji, dataset, channel }: DemoSource): Promise<void> {
  reporter.sent(`guiji source ${dataset} --channel ${channel}`);
  reporter.received((await guiji.operator('source', dataset, '--channel', channel)).stdout);
}
