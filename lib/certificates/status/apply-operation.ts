import type { CertificateEvent, CertificateHead } from '../../../schemas/certificates/certificate.ts';
import {
  operations,
  type PersonalOperation,
  type CertificateStatusCode,
} from '../../../schemas/certificates/status.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

export type RequestedOperation = Pick<CertificateEvent, 'at' | 'by' | 'batch'> & {
  readonly operation: PersonalOperation;
  readonly reason: string;
};
export type OperationImpossible = {
  readonly impossible: 'already-in-status' | 'not-from-this-status';
  readonly status: CertificateStatusCode;
};

/** The chain after a person's operation on its current version, or why it is not possible. Nothing leads out of a standing that has ended. */
export function applyOperation(
  head: CertificateHead,
  order: RequestedOperation,
): CertificateHead | OperationImpossible {
  const { current } = head;
  if (current === undefined) throw new TypeError('an operation needs a certificate');
  const { from, to } = operations[order.operation];
  const possible: readonly CertificateStatusCode[] = from;
  if (!possible.includes(current.status))
    return { impossible: current.status === to ? 'already-in-status' : 'not-from-this-status', status: current.status };
  const { batch, ...said } = order;
  const event: CertificateEvent = { ...said, from: current.status, to, ...definedOnly({ batch }) };
  return {
    ...head,
    lockVersion: head.lockVersion + 1,
    current: { ...current, status: to, events: [...current.events, event] },
  };
}
