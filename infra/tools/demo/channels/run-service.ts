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

/** Faults that the demo shows, and what each comes to. */
const shown: readonly (readonly [ServiceFault, string, string])[] = [
  ['http-500', '服务返回 500', 'http-status'],
  ['truncated', '应答传到一半断开', 'connection-lost'],
  ['wrong-encoding', '编码不是登记的 UTF-8', 'encoding-wrong'],
  ['business-error', 'HTTP 200 里带错误代码', 'business-error'],
  ['redirect-forbidden', '跳转到云主机的元数据地址', 'address-forbidden'],
];

/** A run that ends so; the platform's own next try may have come in between, with the fault before. */
async function runUntilFault(channel: DemoSource, code: string): Promise<Source> {
  for (let tried = 1; ; tried += 1) {
    const source = await run(channel);
    if (source.health.lastFailure?.code === code || tried === 3) return source;
  }
}

/** The department's service: pages of signed JSON, changes that arrive, and faults that nobody sees but the person on duty. */
export async function runService(channel: DemoSource, { url }: DemoDepartment['service']): Promise<void> {
  const { reporter } = channel;
  const control = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { [departmentServiceControl.header]: departmentServiceControl.key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`演示部门的服务没有接受 ${method} ${path}（${answer.status}）。`);
  };
  const behave = (fault: ServiceFault | null) => control('POST', '/behave', { fault });
  const card = (no: string, issueOrg: string) =>
    control('PUT', `/records/${no}`, { issueDate: '2020-11-30', issueOrg, careState: 'HOME' });

  await behave(null);
  reporter.step('服务接口：市民政局的养老信息，从登记到首次读取');
  const first = await connectSource(channel, departmentServiceDeclaration(url), departmentServiceSecret);
  await showReceipt(channel, first);
  const records = await readAllRecords(channel);
  reporter.received(`平台现有 ${records.length} 条记录；请求带 HMAC-SHA256 签名，按更新时间和页读取`);

  reporter.step('服务接口：新增、变更、删除各一条，下次读取时到达');
  const number = `${Date.now()}`.slice(-12);
  const [changed = '', gone = ''] = records.map((values) => String(values['card_number']));
  await card(`411100${number}`, '演示新增');
  await card(changed, `演示变更 ${number}`);
  await control('DELETE', `/records/${gone}`);
  const source = await run(channel);
  const delivery = await showReceipt(channel, source);
  reporter.assertEqual(
    '到达的变化：新增 1、变更 1、删除 1',
    [
      delivery?.rowCounts?.new,
      (delivery?.rowCounts?.changed ?? 0) - (delivery?.rowCounts?.removed ?? 0),
      delivery?.rowCounts?.removed,
    ],
    [1, 1, 1],
  );
  const newest = await readNewestVersion(channel, { card_number: changed });
  reporter.received(
    `来源追溯：“${newest?.lineage.fileName ?? ''}”，第 ${newest?.lineage.page ?? 0} 页第 ${newest?.lineage.row ?? 0} 条，批次 ${newest?.lineage.delivery ?? ''}，原始应答的清单散列 ${newest?.lineage.rawHash?.slice(0, 16) ?? ''}…`,
  );
  reporter.assertEqual(
    '变更到达，并能追到页和位置',
    [newest?.values['issuing_authority'], (newest?.lineage.page ?? 0) > 0],
    [`演示变更 ${number}`, true],
  );
  reporter.assertEqual(
    '删除的记录成为一个“移除”的版本',
    (await readNewestVersion(channel, { card_number: gone }))?.removed,
    true,
  );

  reporter.step('服务接口：服务出错时，使用者看不到任何变化');
  const before = await readAllRecords(channel);
  for (const [fault, said, code] of shown) {
    await behave(fault);
    const { health } = await runUntilFault(channel, code);
    reporter.received(`${said}：${health.lastFailure?.detail ?? ''}`);
    reporter.assertEqual(
      '停在说明过的状态，记录不变',
      [health.lastFailure?.code, (await readAllRecords(channel)).length],
      [code, before.length],
    );
  }
  const tired = await readCurrentSource(channel);
  reporter.received(
    `连续失败 ${-tired.health.streak} 次，熔断${tired.health.breaker === 'open' ? `已断开，${tired.health.breakerUntil ?? ''} 之前不再调用` : '正常'}`,
  );

  reporter.step('服务接口：服务恢复后自行恢复');
  await behave(null);
  await card(changed, `演示恢复 ${number}`);
  const recovered = await run(channel);
  reporter.assertEqual(
    '恢复：熔断正常，又开始连续成功',
    [recovered.health.breaker, recovered.health.streak > 0],
    ['closed', true],
  );
  reporter.assertEqual(
    '期间的变化也到了',
    (await readNewestVersion(channel, { card_number: changed }))?.values['issuing_authority'],
    `演示恢复 ${number}`,
  );
  await behave('too-many-requests');
  reporter.received('服务又开始拒绝调用；这次只等时间表，不人工干预……');
  const failed = await runUntilFault(channel, 'too-many-requests');
  await behave(null);
  reporter.received(`失败：${failed.health.lastFailure?.detail ?? ''}　平台自己在 ${failed.nextRunAt ?? ''} 再试`);
  const alone = await waitForRunEnd(channel, failed, 200);
  reporter.assertEqual('没有人动手，也恢复了', [failed.health.streak < 0, alone.health.streak > 0], [true, true]);
}
