import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Clock, StatusListRepository } from '../ports.ts';

/**
 * Payload of a status list token (Token Status List, 5.1). `iat` and `exp`: seconds since 1970; `ttl`: seconds; `lst`:
 * zlib, base64url.
 */
export type StatusListPayload = {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly ttl: number;
  readonly status_list: { readonly bits: number; readonly lst: string };
};

export type CachedStatusList = {
  /** `changes` of the list when it was read. */
  readonly changes: number;
  readonly capacity: number;
  readonly madeAt: Instant;
  /** Read after the index had caught up with the last change. */
  readonly indexCaughtUp: boolean;
  readonly token: string;
};

export type StatusListPorts = Clock & {
  readonly lists: Pick<StatusListRepository, 'state' | 'entries'>;
  readonly cached: {
    readonly read: (type: string, year: number) => Promise<CachedStatusList | null>;
    readonly write: (type: string, year: number, list: CachedStatusList) => Promise<void>;
  };
  /** The list's URI: in certificates, and as `sub` in the token. */
  readonly address: (type: string, year: number) => string;
  /** zlib (RFC 1950), base64url. */
  readonly compress: (bytes: Uint8Array) => string;
  /** Signs a compact JWS of typ `statuslist+jwt`. */
  readonly sign: (payload: StatusListPayload) => Promise<string>;
  /** Cache lifetime in seconds. */
  readonly ttl: number;
};
