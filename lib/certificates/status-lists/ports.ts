import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Clock, StatusListRepository } from '../ports.ts';

/** Token Status List, 5.1: `iat` and `exp` are seconds since 1970, `ttl` seconds, `lst` zlib in base64url. */
export type StatusListPayload = {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly ttl: number;
  readonly status_list: { readonly bits: number; readonly lst: string };
};

export type CachedStatusList = {
  readonly changes: number;
  readonly capacity: number;
  readonly madeAt: Instant;
  readonly indexCaughtUp: boolean;
  readonly token: string;
};

export type StatusListPorts = Clock & {
  readonly lists: Pick<StatusListRepository, 'state' | 'entries'>;
  readonly cached: {
    readonly read: (type: string, year: number) => Promise<CachedStatusList | null>;
    readonly write: (type: string, year: number, list: CachedStatusList) => Promise<void>;
  };
  /** Builds the list's URL, which is also `sub` in the token. */
  readonly address: (type: string, year: number) => string;
  /** Returns zlib (RFC 1950) as base64url. */
  readonly compress: (bytes: Uint8Array) => string;
  /** Signs a compact JWS of typ `statuslist+jwt`. */
  readonly sign: (payload: StatusListPayload) => Promise<string>;
  /** Limits the caching of a list, in seconds. */
  readonly ttl: number;
};
