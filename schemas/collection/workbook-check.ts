import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { OfflineCatalogue } from '../catalogue/offline-catalogue.ts';
import { Instant } from '../kernel/day.ts';
import { RowCounts } from './delivery.ts';
import { FindingKind } from './finding-kind.ts';
import { Finding, FindingSeverity } from './finding.ts';

/*
 * Messages between a page and the worker that checks a workbook in the browser, `lib/browser/check.ts`. The file stays
 * on the machine. A check is cancelled by ending the worker.
 *
 *   page ── check ─────────────▶ worker
 *        ◀─ dataset-unknown ───         a template of another dataset: what is its name?
 *        ── dataset-name ──────▶
 *        ◀─ progress, progress …
 *        ◀─ checked ───────────         or `failed`
 *        ── list-findings ─────▶
 *        ◀─ findings ──────────
 *
 * Rejected rows are mended in the browser, too; the worker keeps their cells with their types:
 *
 *   page ── open-rows ─────────▶ worker     a workbook of them
 *        ◀─ rows-opened ───────             or `failed`
 *        ── check-rows ────────▶            with what was typed until now
 *        ◀─ rows-checked ──────
 *        ── write-rows ────────▶
 *        ◀─ rows-written ──────             the workbook to be sent
 */

export const FindingFilter = z.object({
  severity: FindingSeverity.optional(),
  code: z.string().optional(),
  field: z.string().optional(),
});
export type FindingFilter = z.infer<typeof FindingFilter>;

const WhatToCheck = z.object({
  file: z.instanceof(Blob),
  dataset: DatasetId,
  /** All published versions of the dataset, and their code lists. */
  catalogue: OfflineCatalogue,
  /** Rows are checked as of this day: the platform's time, for an office clock may be wrong. */
  at: Instant,
});

/** What was typed into a cell; `row` counts the opened rows from 0. */
export const RowEdit = z.object({ row: z.int().min(0), field: FieldKey, value: z.string() });
export type RowEdit = z.infer<typeof RowEdit>;

const EditedRows = z.object({ request: z.int(), edits: z.array(RowEdit) });

/** Ascending; a header is above them. */
const OwnRows = z.array(z.int().min(2));

/** What the page posts. */
export const CheckRequest = z.discriminatedUnion('kind', [
  WhatToCheck.extend({ kind: z.literal('check') }),
  WhatToCheck.extend({
    kind: z.literal('open-rows'),
    /** Row numbers in the officer's own sheet, where the file has only some of its rows. */
    ownRows: OwnRows.optional(),
  }),
  EditedRows.extend({ kind: z.literal('check-rows') }),
  EditedRows.extend({ kind: z.literal('write-rows') }),
  z.object({ kind: z.literal('dataset-name'), dataset: z.string(), name: z.string() }),
  z.object({
    kind: z.literal('list-findings'),
    request: z.int(),
    filter: FindingFilter,
    /** Counts matching findings that are left out. */
    skip: z.int().min(0),
    limit: z.int().min(1).max(1_000),
  }),
]);
export type CheckRequest = z.infer<typeof CheckRequest>;

export const WorkbookCheck = z.object({
  /** False when no row was read: another template, or none of the dataset's columns. */
  fits: z.boolean(),
  version: z.int().min(1),
  /** As for an empty dataset: what is not rejected counts as new or unchanged. */
  rowCounts: RowCounts,
  /** All of them: errors first, then the most frequent. */
  findingKinds: z.array(FindingKind),
  /** Findings that can be listed. */
  findings: z.int().min(0),
  /** More than 100,000 rows have findings: those of further rows are counted only. */
  truncated: z.boolean(),
  sheet: z.string().optional(),
  /** Why the platform would return the delivery whole. */
  reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type WorkbookCheck = z.infer<typeof WorkbookCheck>;

export const OpenedRows = z.object({
  /** What each cell shows, in the order of the newest version's fields. */
  rows: z.array(z.array(z.string())),
  /** By which people and findings name `rows`: those of the officer's sheet; of several sheets, counted from 2. */
  numbers: OwnRows,
});
export type OpenedRows = z.infer<typeof OpenedRows>;

export const RowsCheck = WorkbookCheck.pick({ rowCounts: true, reason: true }).extend({
  /** Rows have the numbers of `rows-opened`. */
  findings: z.array(Finding),
});
export type RowsCheck = z.infer<typeof RowsCheck>;

/** What the worker posts. */
export const CheckAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dataset-unknown'), dataset: z.string() }),
  z.object({
    kind: z.literal('progress'),
    /** Of the file's bytes, 0 to 1; a second reading begins again. */
    share: z.number().min(0).max(1),
  }),
  z.object({ kind: z.literal('checked'), check: WorkbookCheck }),
  z.object({ kind: z.literal('findings'), request: z.int(), items: z.array(Finding) }),
  z.object({ kind: z.literal('rows-opened'), opened: OpenedRows }),
  z.object({ kind: z.literal('rows-checked'), request: z.int(), check: RowsCheck }),
  z.object({ kind: z.literal('rows-written'), request: z.int(), file: z.instanceof(Blob) }),
  /** The browser could not check the file; the platform can still. `cause` is for the console. */
  z.object({ kind: z.literal('failed'), cause: z.string() }),
]);
export type CheckAnswer = z.infer<typeof CheckAnswer>;
