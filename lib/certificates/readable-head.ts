import type { CertificateHead } from '../../schemas/certificates/certificate.ts';
import { Failure } from '../kernel/failure.ts';

/**
 * Throws the Failure `item-unreadable` for a head that this version cannot read: as "no chain" it would be answered
 * wrongly, or begun again.
 */
export function readableHead(certificate: string, head: CertificateHead | null | undefined): CertificateHead | null {
  if (head === undefined) throw new Failure('item-unreadable', { item: 'certificate-head', key: certificate });
  return head;
}
