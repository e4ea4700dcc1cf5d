import { z } from 'zod';
import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { Tally } from '../../certificates/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { deliveryCreatedAt } from './delivery-created-at.ts';

/** `since` is when the delivery of the newest state was created. */
export function toTally({ division, present, failure, issuedYear, source }: CertificateHead): Tally {
  const base = {
    division,
    since: deliveryCreatedAt(source.delivery),
    ...definedOnly({ issuedYear }),
  };
  if (!present) return { ...base, state: 'removed' };
  return failure === undefined ? { ...base, state: 'issued' } : { ...base, state: 'failed', failure: failure.code };
}

/** `411102#failed#holder-missing#2018#2020-11-20T02:00:00.000Z`. */
export function tallyKey({ division, state, failure, issuedYear, since }: Tally): string {
  return [division, state, failure, issuedYear, since].map((part) => part ?? '').join('#');
}

const Parts = z.tuple([
  z.string(),
  z.enum(['issued', 'failed', 'removed']),
  z.string(),
  z.union([z.literal(''), z.coerce.number().int()]),
  z.string(),
]);

/** Throws a ZodError. */
export function parseTallyKey(key: string): Tally {
  const [division, state, failure, issuedYear, since] = Parts.parse(key.split('#'));
  return {
    division,
    state,
    ...definedOnly({
      failure: failure === '' ? undefined : failure,
      issuedYear: issuedYear === '' ? undefined : issuedYear,
      since: since === '' ? undefined : since,
    }),
  };
}
