import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetId, DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { CertificateType } from '../../schemas/certificates/certificate-type.ts';
import type { CertificateHead, CertificateVersion } from '../../schemas/certificates/certificate.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import type { Instant } from '../../schemas/kernel/day.ts';

export type Clock = { readonly now: () => Instant };

/** The types, 131 of them here; kept for a minute. */
export type CertificateTypes = {
  /** By its id, which is its dataset's id; `null` when the dataset holds no face data. */
  readonly type: (id: string) => Promise<CertificateType | null>;
  readonly all: () => Promise<readonly CertificateType[]>;
};

export type FaceCatalogue = {
  readonly publishedVersion: (dataset: DatasetId) => Promise<DatasetVersion | null>;
  readonly codeLists: (ids: readonly string[]) => Promise<ReadonlyMap<string, CodeList>>;
};

/** A place in a result: where the next page begins. */
export type PageOfHeads = { readonly heads: readonly CertificateHead[]; readonly next?: string };

/** What one head counts as in the coverage: read from an index, without the certificates themselves. */
export type Tally = {
  readonly division: string;
  readonly state: 'issued' | 'failed' | 'gone';
  readonly failure?: string;
  readonly issuedYear?: number;
  readonly since?: Instant;
};

/** The chains of certificates. Reads by key are strongly consistent; those by number, holder and tally lag a moment behind. */
export type CertificateRepository = {
  readonly head: (certificate: string) => Promise<CertificateHead | null>;
  /** In the order asked for. */
  readonly heads: (certificates: readonly string[]) => Promise<readonly (CertificateHead | null)[]>;
  /** Any version, the current one among them. */
  readonly version: (certificate: string, generation: number, version: number) => Promise<CertificateVersion | null>;
  /** All versions, the newest first. */
  readonly versions: (certificate: string) => Promise<readonly CertificateVersion[]>;
  /**
   * Puts the head in the place of the one with the revision before (none before revision 1), holders' hashes with it for look-ups; false when
   * another was quicker. What the head calls `previous` is found among the versions from then on, and in no head.
   */
  readonly move: (head: CertificateHead, holders: readonly string[]) => Promise<boolean>;
  /** The chain that an identifier from elsewhere belongs to. */
  readonly findChain: (identifier: string) => Promise<string | null>;
  /** Takes an identifier from elsewhere for a chain; false when another chain has it. */
  readonly claim: (identifier: string, certificate: string) => Promise<boolean>;
  readonly byNumber: (type: string, numberHash: string) => Promise<readonly CertificateHead[]>;
  /** Chains whose current version names the holder, in the order of their names; a page may be shorter than asked for, and still have a next one. */
  readonly byHolder: (
    holderHash: string,
    page: { readonly cursor?: string; readonly limit: number },
  ) => Promise<PageOfHeads>;
  readonly tallies: (type: string) => AsyncIterable<Tally>;
};

/** A place in a status list that is not "valid": its index and the value of schemas/certificates/status-list-values.ts. */
export type StatusEntry = { readonly index: number; readonly value: number };

/** Status lists: one per type and year. */
export type StatusListRepository = {
  /** Gives so many places that nobody else gets; the first of them. */
  readonly reserve: (type: string, year: number, places: number) => Promise<number>;
  /** Says that a list is about to change, or has changed: whoever keeps a copy must make it anew. */
  readonly touch: (type: string, year: number) => Promise<void>;
  /** Places given so far and how often the list was touched; `null` when there is no such list. */
  readonly state: (type: string, year: number) => Promise<{ readonly size: number; readonly changes: number } | null>;
  /** The places that are not valid, the superseded ones among them. */
  readonly entries: (type: string, year: number) => AsyncIterable<StatusEntry>;
};

/** Signs bytes under a key that has a name. Never tells the key. */
export type Signer = {
  readonly keyId: string;
  readonly algorithm: 'ES256' | 'SM2';
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/** Keyed hashes for look-ups: they tell nothing to whom the key is not known. */
export type CertificateHashes = {
  readonly number: (type: string, certificateNumber: string) => string;
  readonly holder: (holderCode: string) => string;
  /** The token in a certificate's QR code: not to be guessed, and the same each time. 22 characters, base64url. */
  readonly verifyToken: (identifier: string) => string;
};

/** What a caller may see of a type: all, some printed fields by short name, or nothing. */
export type Grant = {
  readonly fields: 'all' | readonly string[];
  /** A file shows the whole face, so that copies (加注件) need a word of their own where `fields` is not all. */
  readonly copies?: true;
};
export type Grants = { readonly grantFor: (caller: Caller, type: CertificateType) => Promise<Grant | null> };
