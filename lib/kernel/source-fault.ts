import type { SourceFaultCode } from '../../schemas/collection/sources/source-faults.ts';
import type { Facts } from './fill-phrase.ts';

/**
 * A source did not give what it should: a fault of the world outside, with a sentence for the department (schemas/collection/sources/source-faults.ts).
 * `raw` is the page as it came, where one came and could not be used; `retryAfterSeconds` are the seconds that the source asks to wait.
 */
export class SourceFault extends Error {
  readonly code: SourceFaultCode;
  readonly facts: Facts;
  readonly raw: Uint8Array | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: SourceFaultCode,
    facts: Facts = {},
    more: { readonly raw?: Uint8Array; readonly retryAfterSeconds?: number; readonly cause?: unknown } = {},
  ) {
    super(code, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'SourceFault';
    this.code = code;
    this.facts = facts;
    this.raw = more.raw;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
