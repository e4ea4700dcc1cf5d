import type { CertificateStatusCode } from './status.ts';

/** Bits that a certificate has in its status list (IETF Token Status List). */
export const statusListBits = 4;

/**
 * What a place in a status list says. 0 to 2 are the draft's own words (valid, invalid, suspended); 3 and 11 to 15 are left to the application.
 * Whether a certificate has begun or run out stands in no list: its own document says it.
 */
export const statusListValues = {
  valid: 0,
  annulled: 1,
  withheld: 2,
  superseded: 3,
  rescinded: 11,
  lapsed: 12,
  'transferred-out': 13,
  revoked: 14,
  other: 15,
} as const;
export type StatusListStatus = keyof typeof statusListValues;

/** The word of a standing, for a version that is the newest of its chain or has ended; what is neither is `superseded`. */
export const statusListStatuses = {
  '01': 'valid',
  '02': 'withheld',
  '03': 'rescinded',
  '04': 'annulled',
  '05': 'lapsed',
  '06': 'transferred-out',
  '07': 'revoked',
  '99': 'other',
} as const satisfies Record<CertificateStatusCode, StatusListStatus>;

/** The word of a standing, for a version that another one followed: an end stays (its number may have been issued again), all else is superseded. */
export const supersededStatusListStatuses = {
  ...statusListStatuses,
  '01': 'superseded',
  '02': 'superseded',
  '06': 'superseded',
  '99': 'superseded',
} as const satisfies Record<CertificateStatusCode, StatusListStatus>;
