import type { Clock, StatusListRepository } from '../ports.ts';

/** Token Status List, 5.1: `iat` and `exp` are seconds since 1970, `ttl` seconds, `lst` zlib in base64url. */
export type StatusListPayload = {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly ttl: number;
  readonly status_list: { readonly bits: number; readonly lst: string };
};

/** Signed lists, as anyone may read them. */
export type PublishedStatusLists = {
  readonly read: (type: string, year: number) => Promise<string | null>;
  readonly write: (type: string, year: number, token: string) => Promise<void>;
};

export type ReadStatusListPorts = {
  readonly lists: Pick<StatusListRepository, 'state'>;
  readonly published: Pick<PublishedStatusLists, 'read'>;
};

export type MakeStatusListPorts = Clock & {
  readonly lists: Pick<StatusListRepository, 'state' | 'entries' | 'due' | 'made'>;
  readonly published: Pick<PublishedStatusLists, 'write'>;
  /** Builds the list's URL, which is also `sub` in the token. */
  readonly address: (type: string, year: number) => string;
  /** Returns zlib (RFC 1950) as base64url. */
  readonly compress: (bytes: Uint8Array) => string;
  /** Signs a compact JWS of typ `statuslist+jwt`. */
  readonly sign: (payload: StatusListPayload) => Promise<string>;
  /** Seconds that a verifier may keep a list. */
  readonly ttl: number;
};
