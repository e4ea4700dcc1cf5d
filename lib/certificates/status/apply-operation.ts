import type { CertificateEvent, CertificateHead } from '../../../schemas/certificates/certificate.ts';
import { operations, type PersonalOperation, type StandingCode } from '../../../schemas/certificates/status.ts';

export type OrderedOperation = Pick<CertificateEvent, 'at' | 'by' | 'batch'> & {
  readonly operation: PersonalOperation;
  readonly reason: string;
};
export type Impossible = { readonly impossible: 'already-so' | 'not-from-here'; readonly standing: StandingCode };

/** The chain after a person's operation on its current version, or why it is not possible. Nothing leads out of a standing that has ended. */
export function afterOperation(head: CertificateHead, order: OrderedOperation): CertificateHead | Impossible {
  const { current } = head;
  if (current === undefined) throw new TypeError('an operation needs a certificate');
  const { from, to } = operations[order.operation];
  const possible: readonly StandingCode[] = from;
  if (!possible.includes(current.standing))
    return { impossible: current.standing === to ? 'already-so' : 'not-from-here', standing: current.standing };
  const { batch, ...said } = order;
  const event: CertificateEvent = { ...said, from: current.standing, to, ...(batch === undefined ? {} : { batch }) };
  return {
    ...head,
    revision: head.revision + 1,
    current: { ...current, standing: to, events: [...current.events, event] },
  };
}
