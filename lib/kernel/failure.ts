import type { FailureCode } from './failures.ts';

/**
 * No caller can repair it: it is logged once at the edge, then retried or alarmed.
 * `facts` hold ids and counts, never personal data.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: FailureCode, facts: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = 'Failure';
    this.code = code;
    this.facts = facts;
  }
}
