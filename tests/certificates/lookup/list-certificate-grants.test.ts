import { expect, test } from 'vitest';
import { listCertificateGrants } from '../../../lib/certificates/lookup/list-certificate-grants.ts';
import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';

const grant = (subject: string): CertificateGrant => ({ subject, types: 'all', fields: ['ZZBH'], copies: false });

test('grants are listed by account, whatever order the table has', async () => {
  const listed = await listCertificateGrants(
    {},
    { grants: async () => [grant('window-system'), grant('bank-system')] },
  );
  expect(listed).toEqual({ items: [grant('bank-system'), grant('window-system')] });
});
