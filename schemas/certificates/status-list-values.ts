import type { CertificateStatusCode } from './status.ts';

/** Bits per entry (IETF Token Status List). */
export const statusListBits = 4;

/** 0 to 2 are the draft's own, 3 and 11 to 15 are for applications; dates are not in the list. */
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

/** Final statuses stay, all others become `superseded`. */
export const supersededStatusListStatuses = {
  ...statusListStatuses,
  '01': 'superseded',
  '02': 'superseded',
  '06': 'superseded',
  '99': 'superseded',
} as const satisfies Record<CertificateStatusCode, StatusListStatus>;
