import type { CertificateEvent } from '../../../schemas/certificates/certificate.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { holderHashes } from '../holders.ts';
import { applyOperation, type OperationImpossible, type RequestedOperation } from './apply-operation.ts';
import type { OperatePorts } from './ports.ts';

const maxAttempts = 8;

export type OperationOutcome =
  | { readonly event: CertificateEvent }
  | OperationImpossible
  | { readonly impossible: 'superseded'; readonly newest?: string }
  | { readonly impossible: 'busy' };

/** Applies an operation with optimistic locking and retries; idempotent within a batch. */
export async function performOperation(
  certificate: string,
  identifier: string,
  request: RequestedOperation,
  ports: OperatePorts,
): Promise<OperationOutcome> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const head = await ports.repository.head(certificate);
    const current = head?.current;
    if (head === null || current?.identifier !== identifier)
      return { impossible: 'superseded', ...definedOnly({ newest: current?.identifier }) };
    const applied =
      request.batch === undefined ? undefined : current.events.find(({ batch }) => batch === request.batch);
    if (applied !== undefined) return { event: applied };
    const after = applyOperation(head, request);
    if ('impossible' in after) return after;
    const event = after.current?.events.at(-1);
    if (event === undefined) throw new TypeError('an operation leaves an event');
    await ports.lists.touch(head.type, current.list.year, ports.now());
    const moved = await ports.repository.move(after, holderHashes(current, ports.hashes));
    await ports.lists.touch(head.type, current.list.year, ports.now());
    if (moved) return { event };
  }
  return { impossible: 'busy' };
}
