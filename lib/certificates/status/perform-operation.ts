import type { CertificateEvent } from '../../../schemas/certificates/certificate.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { holderHashes } from '../holder-hashes.ts';
import { applyOperation, type OperationImpossible, type RequestedOperation } from './apply-operation.ts';
import type { OperatePorts } from './ports.ts';

/** How often a chain that others move at the same time is looked at again. */
const maxAttempts = 8;

export type OperationOutcome =
  | { readonly event: CertificateEvent }
  | OperationImpossible
  | { readonly impossible: 'superseded'; readonly newest?: string }
  | { readonly impossible: 'busy' };

/**
 * Carries a person's operation out on the certificate with this identifier, if it is the newest of its chain. Whoever was quicker is looked at again.
 * What the same batch has done already is found in the events and not done twice. The status list is touched before and after.
 */
export async function performOperation(
  certificate: string,
  identifier: string,
  order: RequestedOperation,
  ports: OperatePorts,
): Promise<OperationOutcome> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const head = await ports.repository.head(certificate);
    const current = head?.current;
    if (head === null || current?.identifier !== identifier)
      return { impossible: 'superseded', ...definedOnly({ newest: current?.identifier }) };
    const already = order.batch === undefined ? undefined : current.events.find(({ batch }) => batch === order.batch);
    if (already !== undefined) return { event: already };
    const after = applyOperation(head, order);
    if ('impossible' in after) return after;
    const event = after.current?.events.at(-1);
    if (event === undefined) throw new TypeError('an operation leaves an event');
    await ports.lists.touch(head.type, current.list.year);
    const moved = await ports.repository.move(after, holderHashes(current, ports.hashes));
    await ports.lists.touch(head.type, current.list.year);
    if (moved) return { event };
  }
  return { impossible: 'busy' };
}
