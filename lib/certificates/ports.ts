import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetId, DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { Mask } from '../../schemas/catalogue/field.ts';
import type { CertificateType } from '../../schemas/certificates/certificate-type.ts';
import type { CertificateHead, CertificateVersion } from '../../schemas/certificates/certificate.ts';
import type { grantRefusals, quotaRefusals } from '../../schemas/certificates/grant-refusals.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import type { Refused } from '../../schemas/kernel/refusal.ts';
import type { Grant as SharingGrant } from '../../schemas/sharing/grant.ts';

export type Clock = { readonly now: () => Instant };

/** Answers are cached for one minute. */
export type CertificateTypes = {
  /** `null` when the dataset holds no face data. */
  readonly type: (id: string) => Promise<CertificateType | null>;
  readonly all: () => Promise<readonly CertificateType[]>;
};

export type FaceCatalogue = {
  readonly publishedVersion: (dataset: DatasetId) => Promise<DatasetVersion | null>;
  readonly codeLists: (ids: readonly string[]) => Promise<ReadonlyMap<string, CodeList>>;
};

export type PageOfHeads = { readonly heads: readonly CertificateHead[]; readonly next?: string };

export type Tally = {
  readonly division: string;
  readonly state: 'issued' | 'failed' | 'removed';
  readonly failure?: string;
  readonly issuedYear?: number;
  readonly since?: Instant;
};

/** Reads by key are strongly consistent; by number, holder and tally eventually. */
export type CertificateRepository = {
  readonly head: (certificate: string) => Promise<CertificateHead | null>;
  /** In the order requested; `null` for no chain, undefined for a head that this version cannot read. */
  readonly heads: (certificates: readonly string[]) => Promise<readonly (CertificateHead | null | undefined)[]>;
  readonly version: (certificate: string, generation: number, version: number) => Promise<CertificateVersion | null>;
  /** Newest first. */
  readonly versions: (certificate: string) => Promise<readonly CertificateVersion[]>;
  /** Writes the head; false unless the stored one has the previous lock version (none for 1). */
  readonly move: (head: CertificateHead, holders: readonly string[]) => Promise<boolean>;
  readonly findChain: (identifier: string) => Promise<string | null>;
  /** Claims a provincial identifier; false when another chain holds it. */
  readonly claim: (identifier: string, certificate: string) => Promise<boolean>;
  readonly byNumber: (type: string, numberHash: string) => Promise<readonly CertificateHead[]>;
  /** Ordered by id; a page may be short and still have a next one. */
  readonly byHolder: (
    holderHash: string,
    page: { readonly cursor?: string; readonly limit: number },
  ) => Promise<PageOfHeads>;
  /** Leaves out unreadable ones. */
  readonly tallies: (type: string) => AsyncIterable<Tally>;
};

/** An entry that is not "valid"; values in schemas/certificates/status-list-values.ts. */
export type StatusEntry = { readonly index: number; readonly value: number };

/** Each type and year has one list. */
export type StatusListState = {
  /** Indexes reserved. */
  readonly size: number;
  /** How often the list was touched. */
  readonly changes: number;
  /** The last change. */
  readonly changedAt: Instant;
  /** When the published list is to be made: after a change, and to renew its signature. */
  readonly dueAt: Instant;
};

export type StatusListRepository = {
  /** Returns the first of `count` consecutive indexes; the list is due from `at`. */
  readonly reserve: (type: string, year: number, count: number, at: Instant) => Promise<number>;
  /** Before and after a change: the list is due from `at`. */
  readonly touch: (type: string, year: number, at: Instant) => Promise<void>;
  readonly state: (type: string, year: number) => Promise<StatusListState | null>;
  /** Up to 100 lists that are due, the longest due first. An index: it lags behind `state`. */
  readonly due: (now: Instant) => Promise<readonly { readonly type: string; readonly year: number }[]>;
  /** Sets when the list is due again, unless indexes were reserved or it was touched since `seen`. */
  readonly made: (type: string, year: number, seen: StatusListState, dueAt: Instant) => Promise<void>;
  /** Includes the entries of superseded certificates. */
  readonly entries: (type: string, year: number) => AsyncIterable<StatusEntry>;
};

export type Signer = {
  readonly keyId: string;
  readonly algorithm: 'ES256' | 'SM2';
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/** Hashes are keyed and have 128 bits. */
export type CertificateHashes = {
  readonly number: (type: string, certificateNumber: string) => string;
  readonly holder: (holderCode: string) => string;
  /** Returns 22 characters of base64url; deterministic. */
  readonly verifyToken: (identifier: string) => string;
};

/** What is shown of a certificate: its short names (GB/T 36903), each with its mask. */
export type ShownFields = 'all' | ReadonlyMap<string, Mask>;

export type Grant = {
  readonly fields: ShownFields;
  /** Whose quota calls count against; absent for issuers, and for grants of accounts. */
  readonly counted?: Pick<SharingGrant, 'id' | 'quota'>;
};

/** What a certificate is asked for: to see it, or for a copy (加注件). */
export type AskedUse = {
  readonly way: 'look-up' | 'copy';
  /** Names or codes of the matter; the grant's stands for those that are left out. */
  readonly matters?: readonly string[];
  readonly caseNumber?: string;
};

export type GrantRefusal = Refused<keyof typeof grantRefusals>;

export type UnderGrant = {
  readonly grant: NonNullable<Grant['counted']>;
  readonly rows: number;
  /** Keyed hashes of holders. */
  readonly subjects: readonly string[];
};

export type Grants = {
  /** What a caller may see of a type; a refusal never depends on certificates. */
  readonly grantFor: (caller: Caller, type: CertificateType, asked: AskedUse) => Promise<Grant | GrantRefusal>;
  /** Counts a call under each grant; `null` without one. A refused call may have been counted under some of several. */
  readonly count: (uses: readonly UnderGrant[]) => Promise<CountedCall | null>;
};
export type CountedCall = {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: Refused<keyof typeof quotaRefusals> | null;
};
