import type { PublicKey } from '../../../schemas/certificates/key-set.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';

/** The tools work without network access. */
export type VerifyTools = {
  /** Returns SHA-256 as hex. */
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** Returns SM3 (GB/T 32905) as hex. */
  readonly sm3: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** Returns canonical JSON (RFC 8785). */
  readonly canonical: (value: object) => string;
  /** `signature` is r‖s, 64 bytes. */
  readonly isSignature: (
    key: Pick<PublicKey, 'crv' | 'x' | 'y'>,
    bytes: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ) => Promise<boolean>;
  /** `null` when the bytes are no zip, are ambiguous, or exceed the limits. */
  readonly unzip: (bytes: Uint8Array<ArrayBuffer>) => ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null;
  /** zlib (RFC 1950); `null` when invalid or larger than `maxBytes`. */
  readonly inflate: (bytes: Uint8Array<ArrayBuffer>, maxBytes: number) => Uint8Array<ArrayBuffer> | null;
};

export type Trust = {
  /** Fetches the key set again before it answers `null`. */
  readonly key: (kid: string) => Promise<PublicKey | null>;
  /** `null` when unavailable. */
  readonly statusList: (address: string) => Promise<string | null>;
  readonly now: Instant;
};
