import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiRefused } from '../../../../lib/adapters/api/api-errors.ts';
import {
  redeemUseCodeRoute,
  redeemUseFileRoute,
  officialUseRoute,
} from '../../../../schemas/certificates/use-routes.ts';
import { localMatter } from '../../../local/accounts.ts';
import type { ApiUser } from '../api-user.ts';
import type { Reporter } from '../reporter.ts';
import type { ChosenCertificate } from './chosen-certificate.ts';

/** Uses one code for data, another for a copy (加注件); returns the copy's path. */
export async function officialUse({
  chosen,
  partner,
  reporter,
  folder,
}: {
  readonly chosen: ChosenCertificate;
  readonly partner: ApiUser;
  readonly reporter: Reporter;
  readonly folder: string;
}): Promise<string> {
  const { demoType, certificate } = chosen;
  const row = demoType.rows.find(({ certificate_number: number }) => number === chosen.number);
  const requestUse = async () => {
    const answer = await partner.api.call(officialUseRoute, {
      body: {
        identity_number: String(row?.['holder_code']),
        license_item_code: demoType.type.typeCode.code,
        service_item_code: 'DEMO-0001',
        service_item_name: localMatter,
        biz_num: 'YS-2026-0001',
        use_cause: '演示：核对申请人持有的证照',
        operator: { account: 'window-07', name: '测试经办人', service_org: '市政务服务大厅' },
      },
    });
    const summary = answer.data.find(({ license_code: code }) => code === certificate.identifier);
    return { answer, code: summary?.auth_code ?? '' };
  };
  reporter.sent('POST /api/v1/license/auth　依职能用证：经办人、单位、事项、办件号、事由（持证人号码只在请求正文中）');
  const first = await requestUse();
  reporter.received(`${first.answer.ack_code}，证照摘要 ${first.answer.data.length} 份，各带一次性用证码`);
  reporter.sent('POST /api/v1/license/get-license　用证码取数据');
  const { data } = await partner.api.call(redeemUseCodeRoute, { body: { auth_code: first.code } });
  reporter.assertEqual('取到的正是这一份', data.identifier, certificate.identifier);
  const again = await partner.api.call(redeemUseCodeRoute, { body: { auth_code: first.code } }).then(
    () => 'answered',
    (error: unknown) => (error instanceof ApiRefused ? error.problem.code : 'failed'),
  );
  reporter.assertEqual('同一个用证码不能再用', again, 'use-code-used');

  reporter.sent('POST /api/v1/license/archive　另一个用证码取加注件（PDF）');
  const { code } = await requestUse();
  const { data: copy } = await partner.api.call(redeemUseFileRoute, { body: { auth_code: code } });
  const path = join(folder, copy.file_name);
  await writeFile(path, Buffer.from(copy.content, 'base64'));
  reporter.received(`${copy.file_name}，有效至 ${copy.copy_expires}`);
  return path;
}
