import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';
import type { FacePage, Glyphs } from '../face/face.ts';
import type { CitySeal } from '../seal/read-city-seal.ts';

export type FileContent = {
  readonly pages: readonly FacePage[];
  readonly metadata: readonly (readonly [name: string, value: string])[];
  readonly signed: SignedDocument;
  readonly copy?: CopyNote;
  /** Stamped on an OFD. */
  readonly citySeal?: CitySeal;
};

/** `fingerprint` tells one seal from the next. */
export type GivenSeal = { readonly seal: CitySeal; readonly fingerprint: string };

export type FileSealFacts = {
  readonly kind: 'pdf' | 'ofd';
  readonly identifier: string;
  readonly document: string;
  readonly digest: string;
  readonly copy?: CopyNote;
};

/** `digest` (SHA-256, hex) is what the seal signs. */
export type UnsealedFile = { readonly digest: string; readonly withSeal: (seal: string) => Uint8Array };

/** Deterministic: the same content gives the same bytes, except for seals and signatures. */
export type FileWriters = {
  readonly glyphs: () => Promise<Glyphs>;
  readonly writePdf: (content: FileContent) => Promise<UnsealedFile>;
  readonly writeOfd: (content: FileContent) => Promise<UnsealedFile>;
};

export type MakeFilePorts = {
  readonly writers: FileWriters;
  /** SHA-256 (hex) of the canonical document (RFC 8785). */
  readonly documentHash: (document: CertificateDocument) => string;
  /** Returns a compact JWS. */
  readonly seal: (facts: FileSealFacts) => Promise<string>;
  /** Builds the URL in the QR code. */
  readonly verifyAddress: (identifier: string) => string;
  /** `null` when the city has given none. */
  readonly citySeal: () => Promise<GivenSeal | null>;
  /** Caches originals by document hash; `form` tells files of one document apart. */
  readonly cached: {
    readonly read: (documentHash: string, form: string) => Promise<Uint8Array | null>;
    readonly write: (documentHash: string, form: string, file: Uint8Array) => Promise<void>;
  };
};
