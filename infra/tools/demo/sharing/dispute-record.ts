import { setTimeout as delay } from 'node:timers/promises';
import { queryRecordsRoute } from '../../../../schemas/records/routes.ts';
import { listAuditEntriesRoute } from '../../../../schemas/sharing/audit-routes.ts';
import { objectionStateNames } from '../../../../schemas/sharing/names.ts';
import {
  fileObjectionRoute,
  listObjectionsRoute,
  type ObjectionView,
  readObjectionRoute,
  takeObjectionStepRoute,
} from '../../../../schemas/sharing/objection-routes.ts';
import { queryUnderGrantRoute, readChangesUnderGrantRoute } from '../../../../schemas/sharing/use-routes.ts';
import type { ApiUser } from '../api-user.ts';
import { cityRows, handInWorkbook, waitFor } from '../city/city.ts';
import type { Reporter } from '../reporter.ts';
import type { PersonUser } from './person-user.ts';

type Context = {
  readonly reporter: Reporter;
  readonly provider: ApiUser;
  readonly operator: ApiUser;
  readonly owner: PersonUser;
  readonly system: ApiUser;
};

type Disputed = { readonly dataset: string; readonly grant: string; readonly rows: number };

const field = 'registry';
const caseNumber = 'BJ-2026-000124';
/** Flags and pointers of a dataset are cached for five seconds. */
const cachedMs = 6_000;
const corrected = '漯河市民政局婚姻登记处';

/** A record is disputed, accepted, corrected by a delivery, and closed by itself; who fetched it is told. */
export async function disputeRecord(context: Context, disputed: Disputed): Promise<void> {
  const objection = await object(context, disputed);
  await verify(context, disputed, objection);
  await correct(context, disputed, objection);
}

const subjectOf = ({ dataset }: Disputed): string => String(cityRows(dataset, 1)[0]?.['document_number']);

async function query({ system }: Context, disputed: Disputed) {
  const { items } = await system.api.call(queryUnderGrantRoute, {
    params: { grant: disputed.grant },
    body: { subject: subjectOf(disputed), caseNumber },
  });
  return items[0];
}

async function object(context: Context, disputed: Disputed): Promise<ObjectionView> {
  const { reporter, system, operator } = context;
  reporter.step('市公安局发现登记机关与结婚证上的不同，提出异议');
  // Another department has fetched the record, too.
  await operator.api.call(queryRecordsRoute, {
    params: { dataset: disputed.dataset },
    body: { subject: subjectOf(disputed) },
  });
  const found = await query(context, disputed);
  const objection = await system.api.call(fileObjectionRoute, {
    body: {
      grant: disputed.grant,
      subject: subjectOf(disputed),
      record: found?.record ?? '',
      field,
      evidence: '申请人出示的结婚证上，登记机关与查到的不同。',
      suggested: corrected,
    },
  });
  reporter.received(`异议编号 ${objection.id}，${objectionStateNames[objection.state]}`);
  await delay(cachedMs);
  const flagged = await query(context, disputed);
  reporter.assertEqual('再查时标明有异议', flagged?.disputed, [field]);
  reporter.assertEqual('照常给出', flagged?.values[field], found?.values[field]);
  return objection;
}

async function verify({ reporter, owner, operator }: Context, { dataset }: Disputed, { id }: ObjectionView) {
  reporter.step(`市民政局 ${owner.name} 核实属实`);
  const params = { objection: id };
  const { items } = await owner.api.call(listObjectionsRoute, { query: { side: 'waiting' } });
  reporter.assertEqual(
    '异议在等待办理的里面',
    items.some((item) => item.id === id),
    true,
  );
  const read = await owner.api.call(readObjectionRoute, { params });
  reporter.received(`应在 ${read.clock?.due ?? ''} 前核实、更正、答复，共 ${read.clock?.limit} 个工作日`);
  const body = { step: { action: 'accept' }, lockVersion: read.lockVersion } as const;
  const accepted = await owner.api.call(takeObjectionStepRoute, { params, body });
  reporter.received(objectionStateNames[accepted.state]);
  reporter.assertEqual('已告知取得过的部门', accepted.parties?.informed, ['information-center']);
  const told = await operator.api.call(listObjectionsRoute, { query: { side: 'concerns-us', dataset } });
  reporter.assertEqual(
    '取得过的部门看到这份异议',
    told.items.some((item) => item.id === id),
    true,
  );
}

async function correct(context: Context, disputed: Disputed, { id }: ObjectionView): Promise<void> {
  const { reporter, provider, system, owner } = context;
  const { dataset, grant, rows } = disputed;
  reporter.step('市民政局报送更正后的数据，异议自动办结');
  const before = await readToEnd(system, grant);
  const correction = { row: 0, field, value: corrected };
  await handInWorkbook(provider, dataset, { rows, correction }, new Date());
  const closed = await waitFor('异议办结', async () => {
    const now = await system.api.call(readObjectionRoute, { params: { objection: id } });
    return now.state === 'corrected' ? now : undefined;
  });
  reporter.received(objectionStateNames[closed.state]);
  await delay(cachedMs);
  const now = await query(context, disputed);
  reporter.assertEqual('再查时是更正后的值，没有标记', [now?.values[field], now?.disputed], [corrected, undefined]);
  const { items } = await readToEnd(system, grant, before.next);
  reporter.assertEqual(
    '变更推送给出更正后的值',
    items.map(({ values }) => values?.[field]),
    [corrected],
  );
  const uses = await owner.api.call(listAuditEntriesRoute, { query: { side: 'of-data', dataset } });
  reporter.assertEqual(
    '提出异议也留有使用记录',
    uses.items.some((entry) => entry.grant === grant && entry.operation === 'file-objection'),
    true,
  );
}

async function readToEnd({ api }: ApiUser, grant: string, from?: string) {
  let cursor = from;
  for (const all = []; ;) {
    const page = await api.call(readChangesUnderGrantRoute, {
      params: { grant },
      body: { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    });
    cursor = page.next;
    all.push(...page.items);
    if (!page.more) return { items: all, next: cursor };
  }
}
