import type { FailureDescription } from './failure-description.ts';

/** Those of the audit log. */
export const auditFailures = {
  'audit-chain-broken': {
    happened: 'A chain of the audit log does not verify from entry `number` on; it is sealed up to the one before.',
    action:
      'Keep the backups of the table; `guiji admin audit verify` names the entry. Find out who wrote to the table.',
  },
  'audit-part-differs': {
    happened: 'The audit bucket has another text under the name of a part that was to be sealed; nothing was sealed.',
    action: 'Find out who put the object named in `key`; sealing continues when the chain has a further entry.',
  },
  'audit-log-busy': {
    happened: 'Twenty times another process wrote to a chain of the audit log first; the use was not answered.',
    action: 'None at first: the caller repeats it. If it lasts, look for a client that sends far too many requests.',
  },
} as const satisfies Record<string, FailureDescription>;
