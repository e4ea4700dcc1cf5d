import { changeCertificateStatusRoute } from '../../../../schemas/certificates/status-routes.ts';
import type { Reporter } from '../reporter.ts';
import type { ChosenCertificate } from './chosen-certificate.ts';

/** Annuls the certificate as its issuer. */
export async function annul({ certificate, issuer }: ChosenCertificate, reporter: Reporter): Promise<void> {
  reporter.sent(`POST /api/v1/certificates/${certificate.identifier}/operations　以颁证部门 ${issuer.id}：注销`);
  const { event } = await issuer.api.call(changeCertificateStatusRoute, {
    params: { identifier: certificate.identifier },
    body: { operation: 'annul', reason: '演示：持证人申请注销。' },
  });
  reporter.received(`${event.at}，${event.by}，${event.reason ?? ''}`);
  reporter.assertEqual('状态为 04 注销', event.to, '04');
}
