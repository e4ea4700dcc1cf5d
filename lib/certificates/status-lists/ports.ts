import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Clock, StatusListRepository } from '../ports.ts';

/** The body of a status list's token (Token Status List, 5.1); `lst` is the list's bytes, zlib, base64url. Times in seconds, `iat` and `exp` since 1970. */
export type StatusListPayload = {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly ttl: number;
  readonly status_list: { readonly bits: number; readonly lst: string };
};

/** A status list as it was last made. */
export type CachedStatusList = {
  /** How often the list had been touched before it was read. */
  readonly changes: number;
  readonly places: number;
  readonly madeAt: Instant;
  /** Made when its last change was some time past, so that the index that it is read from had caught up. */
  readonly indexCaughtUp: boolean;
  readonly token: string;
};

export type StatusListPorts = Clock & {
  readonly lists: Pick<StatusListRepository, 'state' | 'entries'>;
  readonly cached: {
    readonly read: (type: string, year: number) => Promise<CachedStatusList | null>;
    readonly write: (type: string, year: number, list: CachedStatusList) => Promise<void>;
  };
  /** Where the list is: what certificates name, and what the token names itself. */
  readonly address: (type: string, year: number) => string;
  /** zlib (RFC 1950), then base64url. */
  readonly packed: (bytes: Uint8Array) => string;
  /** The payload as a compact JWS of typ `statuslist+jwt`. */
  readonly sign: (payload: StatusListPayload) => Promise<string>;
  /** Seconds for which a list may be used without context for a newer one. */
  readonly ttl: number;
};
