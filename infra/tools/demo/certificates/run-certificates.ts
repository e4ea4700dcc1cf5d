import { findCertificatesRoute } from '../../../../schemas/certificates/lookup-routes.ts';
import { openApiUser, type ApiUser } from '../api-user.ts';
import type { DemoSettings } from '../demo-command.ts';
import type { Reporter } from '../reporter.ts';
import { annul } from './annul.ts';
import type { ChosenCertificate } from './chosen-certificate.ts';
import { demoTypes, type DemoType } from './demo-types.ts';
import { issueFromWorkbook } from './issue-from-workbook.ts';
import { officialUse } from './official-use.ts';
import { verifyByCode, verifyFile } from './verify.ts';

/** Runs the whole demo; throws Mismatch at the first unexpected answer. */
export async function runCertificates(settings: DemoSettings): Promise<void> {
  const { url, reporter, folder } = settings;
  const partner = openApiUser(url, 'partner-window-system');
  const operator = openApiUser(url, 'information-center-system');
  const used: UsedCertificate[] = [];
  for (const demoType of demoTypes()) {
    const { type, kind } = demoType;
    reporter.step(`${kind}：${type.name}（附件 1 第 ${type.serial} 项），从照面数据到电子证照`);
    const issuer = openApiUser(url, `${type.department}-system`);
    await issueFromWorkbook({ ...settings, demoType, issuer, operator });
    const chosen = await lookUp(demoType, issuer, partner, reporter);
    const pdf = await officialUse({ chosen, partner, reporter, folder });
    used.push({ chosen, pdf, address: await verifyByCode({ chosen, reporter, expected: 'valid' }) });
  }
  // Status lists follow a change within a minute: all files wait for them together.
  reporter.step('文件核验，不用联系平台：全部有效');
  for (const { pdf } of used) await verifyFile({ url, reporter, folder, file: pdf, actor: partner, good: true });
  reporter.step('注销，之后的核验');
  for (const { chosen, address } of used) {
    await annul(chosen, reporter);
    await verifyByCode({ chosen, reporter, expected: 'annulled', address });
  }
  for (const { pdf } of used) await verifyFile({ url, reporter, folder, file: pdf, actor: partner, good: false });
}

type UsedCertificate = { readonly chosen: ChosenCertificate; readonly pdf: string; readonly address: string };

/** Skips certificates that earlier demos have annulled. */
async function lookUp(
  demoType: DemoType,
  issuer: ApiUser,
  partner: ApiUser,
  reporter: Reporter,
): Promise<ChosenCertificate> {
  const { type } = demoType;
  for (const row of demoType.rows) {
    const number = String(row['certificate_number']);
    const { items } = await partner.api.call(findCertificatesRoute, {
      body: { type: type.type, number, caseNumber: 'YS-2026-0001' },
    });
    const certificate = items.find(({ status }) => status.validity === 'valid');
    if (certificate === undefined) continue;
    reporter.sent(
      `POST /api/v1/certificates/find　以窗口系统 ${partner.id}，类型 ${type.type}，编号 ${number}，为办件 YS-2026-0001`,
    );
    reporter.received(`${certificate.status.title}：${certificate.status.sentence}`);
    reporter.received(`只给出授权范围内的项目：${JSON.stringify(certificate.document)}`);
    reporter.assertEqual(
      '持证人号码已遮盖或没有给出',
      /"CertificateHolderCode":"[^"*]*"/.test(JSON.stringify(certificate.document)),
      false,
    );
    return { demoType, number, certificate, issuer };
  }
  throw new Error(`${type.name}：这些证照在以前的演示中都已注销，请运行 npm run reset 后重新启动再演示。`);
}
