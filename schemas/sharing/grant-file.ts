import { z } from 'zod';
import { Instant } from '../kernel/day.ts';
import { shownLine } from '../kernel/printable-line.ts';

/** A worker reads so many records in a quarter of an hour; rows of a file are at most as many. */
export const maxFileRecords = 2_000_000;
/** Excel's 1,048,576 rows, without the header. */
const maxXlsxRows = 1_048_575;
/** Of a text, or of a workbook's sheet before it is packed: the worker's disk holds it. */
export const maxFileBytes = 3_000_000_000;
/** Of one grant, within a day; none of them is forgotten sooner. */
export const maxFilesPerDay = 20;

export const FileFormat = z.enum(['ndjson', 'csv', 'xlsx']);
export type FileFormat = z.infer<typeof FileFormat>;

/** Of one file. */
export const maxFileRows = {
  ndjson: maxFileRecords,
  csv: maxFileRecords,
  xlsx: maxXlsxRows,
} as const satisfies Record<FileFormat, number>;

/** Why there is no file: what was too much, what ended meanwhile, and `file-not-made`, which is the platform's fault. */
export const FileFailure = z.enum([
  'file-above-quota',
  'file-too-large',
  'grant-revoked',
  'grant-expired',
  'grant-suspended',
  'grant-superseded',
  'dataset-not-shared',
  'file-not-made',
]);
export type FileFailure = z.infer<typeof FileFailure>;

const asked = {
  id: z.ulid(),
  format: FileFormat,
  caseNumber: shownLine(),
  /** The grant's where the request named none. */
  matter: shownLine(),
  requestedAt: Instant,
  /** An account. */
  requestedBy: z.string().min(1),
};

/** What is read: it stays the same whenever the work begins anew. */
export const FileSnapshot = z
  .object({
    publication: z.int().min(0),
    records: z.int().min(0),
    /** Object key; absent while the dataset is empty. */
    index: z.string().optional(),
    /** Of the catalogue: its labels are the header. */
    version: z.int().min(1),
  })
  .strict();
export type FileSnapshot = z.infer<typeof FileSnapshot>;

const madeShape = {
  rows: z.int().min(0),
  /** Distinct ones; 0 where the dataset is about nobody. */
  subjects: z.int().min(0),
  bytes: z.int().min(0),
  /** Of the file, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};
const readyShape = {
  ...madeShape,
  readyAt: Instant,
  /** It can be fetched before. */
  until: Instant,
};
const fetchedShape = { fetchedAt: Instant, fetchedBy: z.string().min(1) };
const endedShape = { failure: FileFailure, failedAt: Instant };
const stored = { snapshot: FileSnapshot, object: z.string().min(1) };

/** A file as it is stored with the others of its grant. */
export const GrantFile = z.discriminatedUnion('state', [
  z.object({ ...asked, state: z.literal('preparing'), snapshot: FileSnapshot.optional() }).strict(),
  z.object({ ...asked, ...stored, ...readyShape, state: z.literal('ready') }).strict(),
  /** `claim` names the call that got the address. */
  z
    .object({
      ...asked,
      ...stored,
      ...readyShape,
      ...fetchedShape,
      state: z.literal('fetched'),
      claim: z.string().min(1),
    })
    .strict(),
  z.object({ ...asked, ...endedShape, state: z.literal('failed') }).strict(),
]);
export type GrantFile = z.infer<typeof GrantFile>;

/** The files of one grant, the newest first. */
export const GrantFiles = z
  .object({
    files: z.array(GrantFile),
    /** Optimistic lock; 0 before the first file. */
    lockVersion: z.int().min(0),
  })
  .strict();
export type GrantFiles = z.infer<typeof GrantFiles>;

/** What the two parties and the centre see. */
export const GrantFileView = z.discriminatedUnion('state', [
  z.object({ ...asked, state: z.literal('preparing') }).strict(),
  z.object({ ...asked, ...readyShape, state: z.literal('ready') }).strict(),
  z.object({ ...asked, ...readyShape, state: z.literal('expired') }).strict(),
  z.object({ ...asked, ...readyShape, ...fetchedShape, state: z.literal('fetched') }).strict(),
  z.object({ ...asked, ...endedShape, state: z.literal('failed'), detail: z.string() }).strict(),
]);
export type GrantFileView = z.infer<typeof GrantFileView>;

export const GrantFileMessage = z.object({ grant: z.ulid(), file: z.ulid() });
export type GrantFileMessage = z.infer<typeof GrantFileMessage>;
