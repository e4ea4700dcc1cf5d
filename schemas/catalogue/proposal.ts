import { z } from 'zod';
import { Day } from '../kernel/day.ts';
import { CodeList } from './code-list.ts';
import { Field, FieldKey } from './field.ts';

/*
 * Messages between a page and the worker that proposes fields from a workbook, `lib/browser/propose.ts`. The file
 * stays on the machine, and examples of personal values are masked.
 *
 *   page ── propose ─────▶ worker
 *        ◀─ proposed ─────        or `refused`: the reader's sentence says what to do
 */

/** Further rows of a sheet are not read. */
export const maxProposalRows = 5_000;
/** Further sheets of a workbook are not read. */
export const maxProposalSheets = 20;

export const FieldProposal = z.object({
  /** Excel's letters of the column. */
  column: z.string(),
  field: Field,
  /** Cells with a value among the rows that were read. */
  filled: z.int().min(0),
  /** Of them, those that the field accepts. */
  fitting: z.int().min(0),
  /** Why the field is proposed so, as one sentence. */
  reason: z.string(),
  examples: z.array(z.string()).max(3),
  /** Codes of a list that does not exist yet; the field is a text until somebody adds the list. */
  newCodes: CodeList.shape.codes.optional(),
});
export type FieldProposal = z.infer<typeof FieldProposal>;

export const SheetProposal = z.object({
  sheet: z.string(),
  isHidden: z.boolean(),
  /** Rows below the header; `isTruncated` when there are more. */
  rows: z.int().min(0),
  isTruncated: z.boolean(),
  fields: z.array(FieldProposal),
  /** Fields that together identify a row; empty when none do. */
  key: z.array(FieldKey),
  keyReason: z.string(),
  leftOut: z.array(z.object({ column: z.string(), reason: z.string() })),
});
export type SheetProposal = z.infer<typeof SheetProposal>;

/** What the page posts. */
export const ProposeRequest = z.object({
  kind: z.literal('propose'),
  file: z.instanceof(Blob),
  codeLists: z.array(CodeList),
  today: Day,
});
export type ProposeRequest = z.infer<typeof ProposeRequest>;

/** What the worker posts. */
export const ProposeAnswer = z.discriminatedUnion('kind', [
  /** Sheets without rows are left out. */
  z.object({ kind: z.literal('proposed'), sheets: z.array(SheetProposal) }),
  z.object({ kind: z.literal('refused'), detail: z.string() }),
  /** `cause` is for the console. */
  z.object({ kind: z.literal('failed'), cause: z.string() }),
]);
export type ProposeAnswer = z.infer<typeof ProposeAnswer>;
