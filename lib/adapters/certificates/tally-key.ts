import { z } from 'zod';
import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { Tally } from '../../certificates/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { deliveryCreatedAt } from './delivery-created-at.ts';

/** What a chain counts as in the coverage, since the delivery that brought its record's newest state. */
export function toTally({ division, present, failure, issuedYear, source }: CertificateHead): Tally {
  const about = {
    division,
    since: deliveryCreatedAt(source.delivery),
    ...definedOnly({ issuedYear }),
  };
  if (!present) return { ...about, state: 'gone' };
  return failure === undefined ? { ...about, state: 'issued' } : { ...about, state: 'failed', failure: failure.code };
}

/** A tally as one index key: `411102#failed#holder-missing#2018#2020-11-20T02:00:00.000Z`. */
export function tallyKey({ division, state, failure, issuedYear, since }: Tally): string {
  return [division, state, failure, issuedYear, since].map((part) => part ?? '').join('#');
}

const absent = z.literal('').transform(() => undefined);
const Parts = z.tuple([
  z.string(),
  z.enum(['issued', 'failed', 'gone']),
  z.union([absent, z.string()]),
  z.union([absent, z.coerce.number().int()]),
  z.union([absent, z.string()]),
]);

/** Throws unless the key has the five parts that `tallyKey` writes. */
export function parseTallyKey(key: string): Tally {
  const [division, state, failure, issuedYear, since] = Parts.parse(key.split('#'));
  return { division, state, ...definedOnly({ failure, issuedYear, since }) };
}
