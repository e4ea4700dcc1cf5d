import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import { issuingEntity, type IssuingProgress } from '../../../schemas/certificates/issuing-progress.ts';
import { platformActor } from '../../../schemas/collection/delivery.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { addCounts } from './issuing-outcome.ts';

/** The event of a publication whose records are all issued, or cannot be; `counts` has every outcome. */
export function issuedEvent(
  { type, department }: Pick<CertificateType, 'type' | 'department'>,
  { publication, counts = {} }: { readonly publication: number } & Pick<IssuingProgress, 'counts'>,
  at: Instant,
): NewEvent {
  return {
    entity: issuingEntity(type),
    kind: 'certificates',
    at,
    by: platformActor,
    department,
    dataset: type,
    publication,
    action: 'publication',
    to: 'issued',
    counts: addCounts(counts, {}),
  };
}
