import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { downloadCertificate } from '../../../lib/certificates/file/download-certificate.ts';
import { findByHolder } from '../../../lib/certificates/lookup/find-by-holder.ts';
import { findCertificates } from '../../../lib/certificates/lookup/find-certificates.ts';
import { readCertificateHistory } from '../../../lib/certificates/lookup/read-certificate-history.ts';
import { readCertificate } from '../../../lib/certificates/lookup/read-certificate.ts';
import { readCertificates } from '../../../lib/certificates/lookup/read-certificates.ts';
import { listCertificateUses } from '../../../lib/certificates/use/list-certificate-uses.ts';
import { officialUse } from '../../../lib/certificates/use/official-use.ts';
import { redeemUseCode } from '../../../lib/certificates/use/redeem-use-code.ts';
import { redeemUseFile } from '../../../lib/certificates/use/redeem-use-file.ts';
import { downloadCertificatePorts } from '../../../lib/wiring/certificates/download-certificate.ts';
import { historyPorts } from '../../../lib/wiring/certificates/lookup-history.ts';
import { findingPorts, lookupPorts } from '../../../lib/wiring/certificates/lookup.ts';
import { redeemFilePorts } from '../../../lib/wiring/certificates/redeem-use-file.ts';
import { listUsesPorts, redeemPorts, officialUsePorts } from '../../../lib/wiring/certificates/use.ts';
import { officialUseRoute } from '../../../schemas/certificates/use-routes.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { askFixture, callers, openFixture, property } from '../lookup/fixture.ts';
import { officialUseBody } from './official-use-body.ts';

class NoAuditEntry extends Error {}
/** Ports that work, except for the audit log. */
function withoutAudit<Ports extends { readonly uses: object }>(ports: Ports): Ports {
  return { ...ports, uses: { ...ports.uses, record: () => Promise.reject(new NoAuditEntry()) } };
}

let fixture: Awaited<ReturnType<typeof openFixture>>;
let identifier = '';
let code = '';
const person = '41110219900307001X';
beforeAll(async () => {
  fixture = await openFixture();
  ({ identifier } = await fixture.issue({ key: 'a'.repeat(32), holder: person, number: 'A1' }));
  const { json } = await askFixture(officialUseRoute, callers.partner, { body: officialUseBody() });
  [code = ''] = officialUseRoute.answer.body.parse(json).auth_codes;
});
afterAll(() => fixture.close());

const requestBy = (caller: Caller) => ({
  caller,
  requestId: 'request-1',
  params: { identifier },
  query: {},
  body: undefined,
});
const duty = (caller: Caller) => ({
  ...requestBy(caller),
  params: {},
  body: { ...officialUseBody(), page_index: 1, page_size: 10 },
});

describe.each<[string, (caller: Caller) => Promise<unknown>]>([
  ['read-certificate', async (caller) => readCertificate(requestBy(caller), withoutAudit(await lookupPorts()))],
  [
    'read-certificates',
    async (caller) =>
      readCertificates(
        { ...requestBy(caller), params: {}, body: { identifiers: [identifier] } },
        withoutAudit(await lookupPorts()),
      ),
  ],
  [
    'find-certificates',
    async (caller) =>
      findCertificates(
        { ...requestBy(caller), params: {}, body: { type: property.type, number: 'A1' } },
        withoutAudit(await findingPorts()),
      ),
  ],
  [
    'find-by-holder',
    async (caller) =>
      findByHolder(
        { ...requestBy(caller), params: {}, body: { holder: person, status: 'any', limit: 10 } },
        withoutAudit(await findingPorts()),
      ),
  ],
  [
    'read-certificate-history',
    async (caller) => readCertificateHistory(requestBy(caller), withoutAudit(await historyPorts())),
  ],
  [
    'list-certificate-uses',
    async (caller) =>
      listCertificateUses({ ...requestBy(caller), query: { limit: 10 } }, withoutAudit(await listUsesPorts())),
  ],
  [
    'download-certificate',
    async (caller) =>
      downloadCertificate(
        { ...requestBy(caller), params: { identifier, kind: 'json' } },
        withoutAudit(await downloadCertificatePorts()),
      ),
  ],
  ['official-use', async (caller) => officialUse(duty(caller), withoutAudit(await officialUsePorts()))],
  [
    'redeem-use-file',
    async (caller) =>
      redeemUseFile(
        { ...requestBy(caller), params: {}, body: { auth_code: code, file_format: 'pdf' } },
        withoutAudit(await redeemFilePorts()),
      ),
  ],
  [
    'redeem-use-code',
    async (caller) =>
      redeemUseCode({ ...requestBy(caller), params: {}, body: { auth_code: code } }, withoutAudit(await redeemPorts())),
  ],
])('%s answers nothing while the audit entry cannot be written', (_, ask) => {
  test.each(['operator', 'issuer', 'partner', 'stranger'] as const)('to %s', async (name) => {
    await expect(ask(callers[name])).rejects.toThrow(NoAuditEntry);
  });
});
