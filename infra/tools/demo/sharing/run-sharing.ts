import { setTimeout as delay } from 'node:timers/promises';
import { ApiRefused } from '../../../../lib/adapters/api/api-errors.ts';
import { searchDatasetsRoute } from '../../../../schemas/catalogue/routes.ts';
import { confirmLinkRoute } from '../../../../schemas/collection/routes.ts';
import { readDatasetStateRoute } from '../../../../schemas/records/routes.ts';
import {
  draftApplicationRoute,
  type ApplicationView,
  readApplicationRoute,
  takeApplicationStepRoute,
} from '../../../../schemas/sharing/application-routes.ts';
import type { ApplicationStep } from '../../../../schemas/sharing/application.ts';
import { listAuditEntriesRoute } from '../../../../schemas/sharing/audit-routes.ts';
import { applicationActionNames, applicationStateNames } from '../../../../schemas/sharing/names.ts';
import {
  queryUnderGrantRoute,
  readChangesUnderGrantRoute,
  readGrantUsageRoute,
  verifyUnderGrantRoute,
} from '../../../../schemas/sharing/use-routes.ts';
import { openApiUser, type ApiUser } from '../api-user.ts';
import { cityRows, contentOf, handInWorkbook } from '../city/city.ts';
import type { DemoSettings } from '../demo-command.ts';
import type { Reporter } from '../reporter.ts';
import { disputeRecord } from './dispute-record.ts';
import { openPerson, type PersonUser } from './person-user.ts';

const dataset = 'marriage-registrations';
const matter = '户口登记';
const asked = ['marital_status', 'registry', 'holder', 'spouse_name'];
const fewestRows = 20;
/** A revocation holds within a minute. */
const revocationSeconds = 60;

type Context = DemoSettings & {
  readonly provider: ApiUser;
  readonly operator: ApiUser;
  readonly writer: PersonUser;
  readonly head: PersonUser;
  readonly centre: PersonUser;
  readonly owner: PersonUser;
  /** The system of the applicant's department, which uses the data. */
  readonly system: ApiUser;
};

/** From a search to the end of a grant, by HTTP only; throws Mismatch at the first unexpected answer. */
export async function runSharing(settings: DemoSettings): Promise<void> {
  const { url } = settings;
  const [writer, head, centre, owner] = await Promise.all(
    ['wang-fang', 'li-qiang', 'liu-yang', 'zhao-min'].map(async (subject) => await openPerson(url, subject)),
  );
  if (writer === undefined || head === undefined || centre === undefined || owner === undefined)
    throw new Error('a person is missing');
  const context: Context = {
    ...settings,
    writer,
    head,
    centre,
    owner,
    provider: openApiUser(url, `${contentOf(dataset).metadata.provider}-system`),
    operator: openApiUser(url, 'information-center-system'),
    system: openApiUser(url, 'public-security-system'),
  };
  const rows = await supply(context);
  const application = await apply(context);
  const grant = await decide(context, application);
  await use(context, grant);
  await readFeed(context, { grant, rows });
  await lookAtUses(context, grant);
  await disputeRecord(context, { dataset, grant, rows: rows + 1 });
  if (settings.keep) settings.reporter.received(`授权 ${grant} 保留，没有终止`);
  else await end(context, grant);
}

/** The provider has as many records as before, at least twenty. */
async function supply({ provider, operator, reporter }: Context): Promise<number> {
  reporter.step(`${contentOf(dataset).metadata.name}：市民政局报送，信息中心验收`);
  const { api } = operator;
  const before = await api.call(readDatasetStateRoute, { params: { dataset } });
  const rows = Math.max(fewestRows, before.records);
  const { status } = await handInWorkbook(provider, dataset, { rows }, new Date());
  const { records, links } = await api.call(readDatasetStateRoute, { params: { dataset } });
  reporter.received(`报送${status === 'published' ? '已入库' : status}，现有 ${records} 条`);
  if (links.some(({ state }) => state === 'on-trial'))
    await api.call(confirmLinkRoute, { params: { dataset }, body: { channel: 'excel', comment: '数据完整。' } });
  reporter.assertEqual('报送的记录都在', records, rows);
  return rows;
}

async function apply({ reporter, writer, head }: Context): Promise<ApplicationView> {
  reporter.step(`市公安局 ${writer.name} 搜索“婚姻”，提出申请`);
  const { items } = await writer.api.call(searchDatasetsRoute, { query: { q: '婚姻' } });
  reporter.assertEqual(
    '搜到婚姻登记信息',
    items.some((hit) => hit.dataset === dataset),
    true,
  );
  const application = await writer.api.call(draftApplicationRoute, {
    body: {
      dataset,
      content: {
        purpose: '办理户口登记时核对婚姻状况，群众免交结婚证复印件。',
        legalBasis: '《中华人民共和国户口登记条例》第二十条',
        matter,
        fields: asked,
        filters: [],
        ways: ['query', 'verify', 'changes'],
        callsPerDay: 200,
        until: `${new Date().getFullYear() + 1}-06-30`,
      },
    },
  });
  reporter.received(`申请编号 ${application.id}，信息项 ${asked.join('、')}`);
  const submitted = await take(writer, application, { action: 'submit' }, reporter);
  const refusal = await codeOf(take(writer, submitted, { action: 'approve' }, reporter));
  reporter.assertEqual('写申请的人不能审批自己的申请', refusal, 'same-person');
  return await take(head, submitted, { action: 'approve' }, reporter);
}

async function decide({ reporter, owner, centre }: Context, application: ApplicationView): Promise<string> {
  reporter.step(`信息中心 ${centre.name} 核对，市民政局 ${owner.name} 逐项答复`);
  const hidden = await codeOf(
    take(owner, application, { action: 'decide', decisions: [decisionOf('holder')] }, reporter),
  );
  reporter.assertEqual('核对通过以前，提供部门看不到申请', hidden, 'application-not-found');
  const passed = await take(centre, application, { action: 'pass' }, reporter);
  reporter.received(`应在 ${passed.clock?.due ?? '（暂停计时）'} 前答复，共 ${passed.clock?.limit} 个工作日`);
  const decided = await take(owner, passed, { action: 'decide', decisions: asked.map(decisionOf) }, reporter);
  reporter.assertEqual(
    '授权的信息项',
    decided.grant?.fields.map(({ field, mask }) => [field, mask]),
    [
      ['marital_status', 'none'],
      ['registry', 'none'],
      ['holder', 'name'],
    ],
  );
  return decided.id;
}

/** The spouse's name is refused, the holder's masked. */
function decisionOf(field: string) {
  if (field === 'spouse_name')
    return { field, decision: 'refuse', reason: '与户口登记无关，依据最小必要原则。' } as const;
  return { field, decision: field === 'holder' ? 'mask' : 'grant' } as const;
}

async function use({ reporter, system }: Context, grant: string): Promise<void> {
  reporter.step(`市公安局业务系统 ${system.id} 按授权查询和核验`);
  const [record] = cityRows(dataset, 1);
  const subject = String(record?.['document_number']);
  const params = { grant };
  const caseNumber = 'BJ-2026-000123';
  reporter.sent(`POST /api/v1/grants/${grant}/query　办件编号 ${caseNumber}`);
  const { items } = await system.api.call(queryUnderGrantRoute, { params, body: { subject, caseNumber, matter } });
  reporter.assertEqual('查到一条', items.length, 1);
  const values = items[0]?.values ?? {};
  reporter.assertEqual('只有授权的信息项', Object.keys(values).toSorted(), ['holder', 'marital_status', 'registry']);
  reporter.assertEqual('登记机关是原值', values['registry'], record?.['registry']);
  reporter.assertEqual('持证人已脱敏', values['holder']?.includes('*'), true);
  const verify = async (fields: Readonly<Record<string, string>>) =>
    (await system.api.call(verifyUnderGrantRoute, { params, body: { subject, fields, caseNumber } })).result;
  reporter.assertEqual('核验登记机关：一致', await verify({ registry: String(record?.['registry']) }), 'yes');
  reporter.assertEqual('核验登记机关：不一致', await verify({ registry: '无此机关' }), 'no');
  reporter.assertEqual(
    '脱敏的信息项不能核验',
    await codeOf(verify({ holder: String(record?.['holder']) })),
    'field-not-granted',
  );
}

type Feed = { readonly grant: string; readonly rows: number };

async function readFeed({ reporter, system, provider }: Context, { grant, rows }: Feed): Promise<void> {
  reporter.step('变更推送：先是现有的全部，再是以后的变更');
  const state = await readToEnd(system, grant);
  reporter.assertEqual('现有的全部记录', state.count, rows);
  await handInWorkbook(provider, dataset, { rows: rows + 1 }, new Date());
  const later = await readToEnd(system, grant, state.cursor);
  reporter.assertEqual('市民政局又报送一条，推送一条', later.count, 1);
}

async function readToEnd(system: ApiUser, grant: string, from?: string) {
  let [cursor, count] = [from, 0];
  for (;;) {
    const page = await system.api.call(readChangesUnderGrantRoute, {
      params: { grant },
      body: { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    });
    cursor = page.next;
    count += page.items.length;
    if (!page.more) return { cursor, count };
  }
}

async function lookAtUses({ reporter, owner, system }: Context, grant: string): Promise<void> {
  reporter.step(`市民政局 ${owner.name} 查看谁用了本部门的数据`);
  const { items } = await owner.api.call(listAuditEntriesRoute, { query: { side: 'of-data', dataset } });
  const uses = items.filter((entry) => entry.grant === grant);
  const ofQueries = uses.filter(({ operation, refusal }) => operation === 'query-under-grant' && refusal === undefined);
  reporter.assertEqual(
    '查询留有办件编号',
    ofQueries.map(({ by, caseNumber }) => [by, caseNumber]),
    [[system.id, 'BJ-2026-000123']],
  );
  reporter.assertEqual(
    '被拒绝的核验也留有记录',
    uses.some(({ refusal }) => refusal === 'field-not-granted'),
    true,
  );
  const [own, theirs] = await Promise.all(
    [owner.api, system.api].map(async (api) => await api.call(readGrantUsageRoute, { params: { grant } })),
  );
  reporter.received(`今天调用 ${own?.today.calls} 次，取得 ${own?.today.rows} 条`);
  reporter.assertEqual('双方看到的用量相同', own, theirs);
}

async function end({ reporter, owner, system }: Context, grant: string): Promise<void> {
  reporter.step(`市民政局 ${owner.name} 终止授权`);
  const { lockVersion, state } = await readApplication(owner, grant);
  await take(owner, { id: grant, lockVersion, state }, { action: 'revoke', reason: '演示结束。' }, reporter);
  const ask = async () =>
    await codeOf(system.api.call(queryUnderGrantRoute, { params: { grant }, body: { subject: '1', caseNumber: '1' } }));
  let code = await ask();
  for (let second = 0; second < revocationSeconds && code !== 'grant-revoked'; second += 1) {
    await delay(1000);
    code = await ask();
  }
  reporter.assertEqual('一分钟内不能再用', code, 'grant-revoked');
}

type Current = Pick<ApplicationView, 'id' | 'lockVersion' | 'state'>;

async function readApplication({ api }: PersonUser, application: string): Promise<Current> {
  return await api.call(readApplicationRoute, { params: { application } });
}

async function take(
  { name, api }: PersonUser,
  { id, lockVersion }: Current,
  step: ApplicationStep,
  reporter: Reporter,
): Promise<ApplicationView> {
  reporter.sent(`${name}：${applicationActionNames[step.action]}`);
  const taken = await api.call(takeApplicationStepRoute, { params: { application: id }, body: { step, lockVersion } });
  reporter.received(applicationStateNames[taken.state]);
  return taken;
}

/** The code of a refusal; `answered` without one. */
async function codeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'answered';
  } catch (error) {
    if (error instanceof ApiRefused) return error.problem.code;
    throw error;
  }
}
