import type { SourceFaultCode } from '../../schemas/collection/sources/source-faults.ts';
import { definedOnly } from './defined-only.ts';
import type { Facts } from './fill-phrase.ts';

/** `raw` is the unusable page, `retryAfterSeconds` what the source asked for. */
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
    super(code, definedOnly({ cause: more.cause }));
    this.name = 'SourceFault';
    this.code = code;
    this.facts = facts;
    this.raw = more.raw;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
