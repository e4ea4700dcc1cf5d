import { z } from 'zod';
import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { Tally } from '../../certificates/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { deliveryCreatedAt } from './delivery-created-at.ts';

/** What a chain counts as in the coverage. A record is known since the delivery that brought its newest state; the delivery's id holds the moment. */
export function toTally({ division, present, failure, issuedYear, source }: CertificateHead): Tally {
  const about = {
    division,
    since: deliveryCreatedAt(source.delivery),
    ...definedOnly({ issuedYear }),
  };
  if (!present) return { ...about, state: 'gone' };
  return failure === undefined ? { ...about, state: 'issued' } : { ...about, state: 'failed', failure: failure.code };
}

/** A tally in one text, so that the index alone tells it: `411102#failed#holder-missing#2018#2020-11-20T02:00:00.000Z`. */
export function tallyKey({ division, state, failure, issuedYear, since }: Tally): string {
  return [division, state, failure, issuedYear, since].map((part) => part ?? '').join('#');
}

const Parts = z.tuple([
  z.string(),
  z.enum(['issued', 'failed', 'gone']),
  z.string(),
  z.union([z.literal(''), z.coerce.number().int()]),
  z.string(),
]);

export function parseTallyKey(key: string): Tally {
  const [division, state, failure, issuedYear, since] = Parts.parse(key.split('#'));
  return {
    division,
    state,
    ...(failure === '' ? {} : { failure }),
    ...(issuedYear === '' ? {} : { issuedYear }),
    ...(since === '' ? {} : { since }),
  };
}
