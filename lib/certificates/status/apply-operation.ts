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

/** Applies an operation to the current version; throws TypeError without one. */
export function applyOperation(
  head: CertificateHead,
  request: RequestedOperation,
): CertificateHead | OperationImpossible {
  const { current } = head;
  if (current === undefined) throw new TypeError('an operation needs a certificate');
  const { from, to } = operations[request.operation];
  const possible: readonly CertificateStatusCode[] = from;
  if (!possible.includes(current.status))
    return { impossible: current.status === to ? 'already-in-status' : 'not-from-this-status', status: current.status };
  const { batch, ...requested } = request;
  const event: CertificateEvent = { ...requested, from: current.status, to, ...definedOnly({ batch }) };
  return {
    ...head,
    lockVersion: head.lockVersion + 1,
    current: { ...current, status: to, events: [...current.events, event] },
  };
}
