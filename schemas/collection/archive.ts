import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Step } from '../departments/people.ts';
import { hasPersonalNumber } from '../departments/question.ts';
import { Instant } from '../kernel/day.ts';
import { printableLine, shownLine } from '../kernel/printable-line.ts';
import { Channel } from './delivery.ts';

export const maxPaperBytes = 20 * 1024 * 1024;
/** Versions of all papers of a dataset: they share one item, which DynamoDB limits to 400 KB. */
export const maxArchivedVersions = 150;
/** What one function copies into a zip within its time. */
export const maxArchiveBytes = 200 * 1024 * 1024;

export const PaperKind = z.enum(['interface-document', 'connection-sheet', 'script', 'receipt', 'minutes', 'other']);
export type PaperKind = z.infer<typeof PaperKind>;

/** By the bytes, never by the name. */
export const PaperFormat = z.enum(['pdf', 'docx', 'xlsx', 'doc', 'xls', 'png', 'jpeg']);
export type PaperFormat = z.infer<typeof PaperFormat>;

/** The id of an upload, and of the version that is made of it. */
export const PaperId = z.ulid();

/** Papers stay for years: their titles are read by others. */
export const PaperTitle = printableLine({ min: 2, max: 80 }).refine((title) => !hasPersonalNumber(title), {
  error: '名称里有像身份证号、手机号或银行卡号的数字。请删去，改写能说明资料内容的名称。',
});

/** One version of a paper (资料). It is never erased; a withdrawn one is not shown as current. */
export const PaperVersion = z
  .object({
    id: PaperId,
    kind: PaperKind,
    title: shownLine(),
    /** Counts the versions of a kind and title, from 1. */
    number: z.int().min(1),
    format: PaperFormat,
    /** Bytes. */
    size: z.int().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    archived: Step,
    withdrawn: Step.extend({ reason: shownLine() }).strict().optional(),
  })
  .strict();
export type PaperVersion = z.infer<typeof PaperVersion>;

/** All uploaded papers of a dataset, in the order of their arrival. */
export const Archive = z
  .object({
    dataset: DatasetId,
    /** Optimistic lock. */
    lockVersion: z.int().min(1),
    papers: z.array(PaperVersion).max(maxArchivedVersions),
  })
  .strict();
export type Archive = z.infer<typeof Archive>;

/** The platform makes these when they are asked for, and stores none of them. */
export const MadePaper = z.discriminatedUnion('made', [
  z.object({ made: z.literal('update-sheet'), at: Instant, number: z.int().min(1) }).strict(),
  z.object({ made: z.literal('link-receipt'), at: Instant, channel: Channel, number: z.string() }).strict(),
  z.object({ made: z.literal('front-end-table'), at: Instant, version: z.int().min(1) }).strict(),
]);
export type MadePaper = z.infer<typeof MadePaper>;

export const ArchiveView = z
  .object({
    dataset: DatasetId,
    /** The newest first. */
    papers: z.array(PaperVersion),
    made: z.array(MadePaper),
  })
  .strict();
export type ArchiveView = z.infer<typeof ArchiveView>;

/** Names the archive of a dataset in the table of events. */
export const archiveEntity = (dataset: string) => `archive#${dataset}`;
