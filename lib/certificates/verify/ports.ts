import type { PublicKey } from '../../../schemas/certificates/key-set.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';

/** What checks files, in a browser and on a command line alike: none of it knows a network. */
export type VerifyTools = {
  /** SHA-256, hex. */
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** RFC 8785. */
  readonly canonical: (value: object) => string;
  /** Whether the key made this signature (r‖s, 64 bytes) of these bytes. */
  readonly isSignature: (
    key: PublicKey,
    bytes: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ) => Promise<boolean>;
  /** The entries of a zip by name; `null` when it is none, holds a name twice, or is larger than a file of ours ever is. */
  readonly unzip: (bytes: Uint8Array<ArrayBuffer>) => ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null;
  /** zlib (RFC 1950); `null` when it is none, or holds more bytes than that. */
  readonly inflate: (bytes: Uint8Array<ArrayBuffer>, maxBytes: number) => Uint8Array<ArrayBuffer> | null;
};

/** What the checker trusts. */
export type Trust = {
  /** A key of the platform by its id; whoever has a network asks again before the answer is `null`. */
  readonly key: (kid: string) => Promise<PublicKey | null>;
  /** A status list's token by its address; `null` when none is at hand. */
  readonly statusList: (address: string) => Promise<string | null>;
  readonly now: Instant;
};
