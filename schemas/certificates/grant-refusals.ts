import type { RefusalPhrases } from '../kernel/refusal.ts';
import { useRefusals } from '../sharing/use-refusals.ts';
import { certificateRefusals } from './refusals.ts';

/** Why a grant does not show a certificate; without a grant for its type always `no-grant`. */
export const grantRefusals = {
  'no-grant': certificateRefusals['no-grant'],
  'grant-not-begun': useRefusals['grant-not-begun'],
  'grant-expired': useRefusals['grant-expired'],
  'grant-revoked': useRefusals['grant-revoked'],
  'grant-superseded': useRefusals['grant-superseded'],
  'grant-suspended': useRefusals['grant-suspended'],
  'dataset-not-shared': useRefusals['dataset-not-shared'],
  'way-not-granted': useRefusals['way-not-granted'],
  'matter-not-granted': useRefusals['matter-not-granted'],
  'case-number-missing': useRefusals['case-number-missing'],
} as const satisfies RefusalPhrases;

export const quotaRefusals = {
  'quota-calls': useRefusals['quota-calls'],
  'quota-rows': useRefusals['quota-rows'],
  'quota-subjects': useRefusals['quota-subjects'],
  'quota-minute': useRefusals['quota-minute'],
} as const satisfies RefusalPhrases;
