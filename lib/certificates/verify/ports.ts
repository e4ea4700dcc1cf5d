import type { PublicKey } from '../../../schemas/certificates/key-set.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';

/** Cryptography and decompression for verifying, without network access; for browsers and the command line. */
export type VerifyTools = {
  /** SHA-256, hex. */
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** RFC 8785. */
  readonly canonical: (value: object) => string;
  /** `signature` is r‖s, 64 bytes. */
  readonly isSignature: (
    key: PublicKey,
    bytes: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ) => Promise<boolean>;
  /** `null` when the bytes are no zip, are ambiguous, or exceed the limits. */
  readonly unzip: (bytes: Uint8Array<ArrayBuffer>) => ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null;
  /** zlib (RFC 1950); `null` when invalid or larger than `maxBytes`. */
  readonly inflate: (bytes: Uint8Array<ArrayBuffer>, maxBytes: number) => Uint8Array<ArrayBuffer> | null;
};

export type Trust = {
  /** A platform key by id; fetches the key set again before it answers `null`. */
  readonly key: (kid: string) => Promise<PublicKey | null>;
  /** The token of a status list by its URI; `null` when unavailable. */
  readonly statusList: (address: string) => Promise<string | null>;
  readonly now: Instant;
};
