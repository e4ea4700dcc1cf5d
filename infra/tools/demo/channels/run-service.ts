import { definedOnly } from '../../../../lib/kernel/defined-only.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import {
  departmentServiceControl,
  departmentServiceDeclaration,
  departmentServiceSecret,
} from '../../../local/demo-department/department-service-declaration.ts';
import type { DemoDepartment } from '../../../local/demo-department/open-department.ts';
import type { ServiceFault } from '../../../local/demo-department/service-fault.ts';
import {
  waitForRunEnd,
  connectSource,
  readNewestVersion,
  showReceipt,
  readAllRecords,
  run,
  readCurrentSource,
  type DemoSource,
} from './demo-source.ts';

/** Faults of the service, their name, and the code that the source reports. */
const shownFaults: readonly (readonly [ServiceFault, string, string])[] = [
  ['http-500', '服务返回 500', 'http-status'],
  ['truncated', '应答传到一半断开', 'connection-lost'],
  ['wrong-encoding', '一半是 UTF-8，一半是 GB 18030', 'encoding-wrong'],
  ['business-error', 'HTTP 200 里带错误代码', 'business-error'],
  ['redirect-forbidden', '跳转到云主机的元数据地址', 'address-forbidden'],
];

type ServiceControl = ReturnType<typeof serviceControl>;

/** Shows signed pages, faults and the recovery from them. */
export async function runService(channel: DemoSource, { url }: DemoDepartment['service']): Promise<void> {
  const control = serviceControl(url);
  await control.behave(null);
  await showFirstRead(channel, url);
  const changed = await showChanges(channel, control);
  await showFaults(channel, control);
  await showRecovery(channel, control, changed);
}

/** Acts as the department whose demo service is at `url`; throws when the service does not accept it. */
export function serviceControl(url: string) {
  const send = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { [departmentServiceControl.header]: departmentServiceControl.key, 'content-type': 'application/json' },
      ...definedOnly({ body: body === undefined ? undefined : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`演示部门的服务没有接受 ${method} ${path}（${answer.status}）。`);
  };
  return {
    behave: (fault: ServiceFault | null) => send('POST', '/behave', { fault }),
    putCard: (number: string, issueOrg: string, issueDate = '2020-11-30') =>
      send('PUT', `/records/${number}`, { issueDate, issueOrg, careState: 'HOME' }),
    deleteCard: (number: string) => send('DELETE', `/records/${number}`),
  };
}

async function showFirstRead(channel: DemoSource, url: string): Promise<void> {
  const { reporter } = channel;
  reporter.step('服务接口：市民政局的养老信息，从登记到首次读取');
  const first = await connectSource(channel, departmentServiceDeclaration(url), departmentServiceSecret);
  await showReceipt(channel, first);
  const { length } = await readAllRecords(channel);
  reporter.received(`平台现有 ${length} 条记录；请求带 HMAC-SHA256 签名，按更新时间和页读取`);
}

async function showChanges(channel: DemoSource, control: ServiceControl): Promise<string> {
  const { reporter } = channel;
  const records = await readAllRecords(channel);
  reporter.step('服务接口：新增、变更、删除各一条，下次读取时到达');
  const number = `${Date.now()}`.slice(-12);
  const [changed = '', deleted = ''] = records.map((values) => String(values['card_number']));
  await control.putCard(`411100${number}`, '演示新增');
  await control.putCard(changed, `演示变更 ${number}`);
  await control.deleteCard(deleted);
  const delivery = await showReceipt(channel, await run(channel));
  const { new: added, changed: changedRows = 0, removed = 0 } = delivery?.rowCounts ?? {};
  // Removed records count as changed, too.
  reporter.assertEqual('到达的变化：新增 1、变更 1、删除 1', [added, changedRows - removed, removed], [1, 1, 1]);
  await showLineage(channel, changed, `演示变更 ${number}`);
  const newest = await readNewestVersion(channel, { card_number: deleted });
  reporter.assertEqual('删除的记录成为一个“移除”的版本', newest?.removed, true);
  return changed;
}

async function showLineage(channel: DemoSource, card: string, authority: string): Promise<void> {
  const { reporter } = channel;
  const newest = await readNewestVersion(channel, { card_number: card });
  const { fileName = '', page = 0, row = 0, delivery = '', rawHash = '' } = newest?.lineage ?? {};
  const hash = rawHash.slice(0, 16);
  reporter.received(
    `来源追溯：“${fileName}”，第 ${page} 页第 ${row} 条，批次 ${delivery}，原始应答的清单散列 ${hash}…`,
  );
  reporter.assertEqual(
    '变更到达，并能追到页和位置',
    [newest?.values['issuing_authority'], page > 0],
    [authority, true],
  );
}

async function showFaults(channel: DemoSource, control: ServiceControl): Promise<void> {
  const { reporter } = channel;
  reporter.step('服务接口：服务出错时，使用者看不到任何变化');
  const before = await readAllRecords(channel);
  for (const [fault, name, code] of shownFaults) {
    await control.behave(fault);
    const { lastFailure } = (await runUntilFault(channel, code)).health;
    reporter.received(`${name}：${lastFailure?.detail ?? ''}`);
    const after = await readAllRecords(channel);
    reporter.assertEqual('停在说明过的状态，记录不变', [lastFailure?.code, after.length], [code, before.length]);
  }
  const { streak, breaker, breakerUntil = '' } = (await readCurrentSource(channel)).health;
  const state = breaker === 'open' ? `已断开，${breakerUntil} 之前不再调用` : '正常';
  reporter.received(`连续失败 ${-streak} 次，熔断${state}`);
}

async function showRecovery(channel: DemoSource, control: ServiceControl, card: string): Promise<void> {
  const { reporter } = channel;
  reporter.step('服务接口：服务恢复后自行恢复');
  await control.behave(null);
  const authority = `演示恢复 ${`${Date.now()}`.slice(-12)}`;
  await control.putCard(card, authority);
  const { breaker, streak } = (await run(channel)).health;
  reporter.assertEqual('恢复：熔断正常，又开始连续成功', [breaker, streak > 0], ['closed', true]);
  const newest = await readNewestVersion(channel, { card_number: card });
  reporter.assertEqual('期间的变化也到了', newest?.values['issuing_authority'], authority);
  await control.behave('too-many-requests');
  reporter.received('服务又开始拒绝调用；这次只等时间表，不人工干预……');
  const failed = await runUntilFault(channel, 'too-many-requests');
  await control.behave(null);
  reporter.received(`失败：${failed.health.lastFailure?.detail ?? ''}　平台自己在 ${failed.nextRunAt ?? ''} 再试`);
  const recovered = await waitForRunEnd(channel, failed, 200);
  reporter.assertEqual('没有人动手，也恢复了', [failed.health.streak < 0, recovered.health.streak > 0], [true, true]);
}

/** Up to 3 runs: the platform's own retry may still report the fault before. */
async function runUntilFault(channel: DemoSource, code: string): Promise<Source> {
  for (let tried = 1; ; tried += 1) {
    const source = await run(channel);
    if (source.health.lastFailure?.code === code || tried === 3) return source;
  }
}
