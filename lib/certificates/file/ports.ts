import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote, FileKind } from '../../../schemas/certificates/file.ts';
import type { FacePage, Glyphs } from '../face/face.ts';

/** What is written into a file: the pages, what programs read of it, and the certificate itself. */
export type FileContent = {
  readonly pages: readonly FacePage[];
  readonly metadata: readonly (readonly [name: string, value: string])[];
  readonly signed: SignedDocument;
};

/** What a file's seal speaks for. */
export type FileSealFacts = {
  readonly kind: 'pdf' | 'ofd';
  readonly identifier: string;
  readonly document: string;
  readonly digest: string;
  readonly copy?: CopyNote;
};

/** A file without its seal: what the seal's digest is of, and how the seal is put in. */
export type UnsealedFile = { readonly digest: string; readonly sealedWith: (seal: string) => Uint8Array };

/** What makes the files. The same content gives the same bytes, but for the seal. */
export type FileWriters = {
  readonly glyphs: () => Promise<Glyphs>;
  readonly writePdf: (content: FileContent) => Promise<UnsealedFile>;
  readonly writeOfd: (content: FileContent) => Promise<UnsealedFile>;
};

export type MakeFilePorts = {
  readonly writers: FileWriters;
  /** SHA-256 (hex) of the canonical document (RFC 8785). */
  readonly documentHash: (document: CertificateDocument) => string;
  /** The compact JWS that seals a file. */
  readonly seal: (facts: FileSealFacts) => Promise<string>;
  /** What the QR code holds. */
  readonly verifyAddress: (identifier: string) => string;
  /** Files that were made before, by the hash of the document: another document is another key. */
  readonly cached: {
    readonly read: (documentHash: string, kind: FileKind) => Promise<Uint8Array | null>;
    readonly write: (documentHash: string, kind: FileKind, file: Uint8Array) => Promise<void>;
  };
};
