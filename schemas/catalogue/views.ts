import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { Day, Instant } from '../kernel/day.ts';
import { CodeList } from './code-list.ts';
import { ContentFault } from './content-fault.ts';
import {
  Compatibility,
  DatasetId,
  DatasetStatus,
  DatasetVersion,
  ResourceCode,
  UpdateCycle,
} from './dataset-version.ts';
import { Difference } from './difference.ts';
import { Sensitivity, ShareType } from './field.ts';
import { HistoryEntry } from './history.ts';

export const DatasetListing = z
  .object({
    dataset: DatasetId,
    code: ResourceCode,
    name: z.string(),
    provider: DepartmentId,
    summary: z.string(),
    shareType: ShareType,
    updateCycle: UpdateCycle,
    sensitivity: Sensitivity,
    fieldCount: z.int().min(1),
    version: z.int().min(1),
    status: DatasetStatus,
    publishedOn: Day.optional(),
    toBeConfirmed: z.int().min(0),
    /** Only its provider, the centre and the supervising office see it. */
    open: z
      .object({ version: z.int().min(1), status: DatasetStatus })
      .strict()
      .optional(),
  })
  .strict();
export type DatasetListing = z.infer<typeof DatasetListing>;

/** `lockVersion` is sent back with every change (optimistic lock). */
export const DatasetVersionView = DatasetVersion.extend({
  lockVersion: z.int().min(1),
  history: z.array(HistoryEntry),
  /** Only an open version has faults. */
  faults: z.array(ContentFault).optional(),
}).strict();
export type DatasetVersionView = z.infer<typeof DatasetVersionView>;

export const VersionListing = z
  .object({
    version: z.int().min(1),
    status: DatasetStatus,
    compatibility: Compatibility,
    publishedOn: Day.optional(),
    createdAt: Instant,
    updatedAt: Instant,
    name: z.string(),
    fieldCount: z.int().min(1),
  })
  .strict();
export type VersionListing = z.infer<typeof VersionListing>;

export const Comparison = z
  .object({
    dataset: DatasetId,
    from: z.int().min(1),
    to: z.int().min(1),
    compatibility: Compatibility.exclude(['first']),
    differences: z.array(Difference),
  })
  .strict();
export type Comparison = z.infer<typeof Comparison>;

export const SearchLocation = z.enum([
  'name',
  'alias',
  'code',
  'department',
  'field',
  'keyword',
  'classification',
  'summary',
]);
export type SearchLocation = z.infer<typeof SearchLocation>;

export const SearchMatchType = z.enum(['text', 'pinyin', 'initials', 'similar']);
export type SearchMatchType = z.infer<typeof SearchMatchType>;

export const SearchReason = z
  .object({
    word: z.string(),
    location: SearchLocation,
    matchType: SearchMatchType,
    text: z.string(),
    /** The span begins at `from` and ends before `to`. */
    from: z.int().min(0),
    to: z.int().min(0),
    detail: z.string(),
  })
  .strict();
export type SearchReason = z.infer<typeof SearchReason>;

export const SearchHit = DatasetListing.extend({
  departmentName: z.string(),
  score: z.number(),
  reasons: z.array(SearchReason),
}).strict();
export type SearchHit = z.infer<typeof SearchHit>;

/** `number` is `1` to `13` of 发改高技〔2017〕1272号; `8` is the list of items. */
export const ExportColumn = z.object({ number: z.string(), label: z.string(), value: z.string() }).strict();
export type ExportColumn = z.infer<typeof ExportColumn>;

export const ExportItem = z
  .object({
    name: z.string(),
    dataType: z.string(),
    key: z.string(),
    required: z.boolean(),
    businessKey: z.boolean(),
    format: z.string(),
    codeList: z.string().optional(),
    unit: z.string().optional(),
    sensitivity: z.int(),
    shareType: z.string(),
    description: z.string().optional(),
  })
  .strict();
export type ExportItem = z.infer<typeof ExportItem>;

export const DatasetExport = z
  .object({
    form: z.literal('发改高技〔2017〕1272号'),
    dataset: DatasetId,
    version: z.int().min(1),
    status: DatasetStatus,
    columns: z.array(ExportColumn),
    items: z.array(ExportItem),
    content: DatasetVersion.shape.content,
  })
  .strict();
export type DatasetExport = z.infer<typeof DatasetExport>;

export const CodeListListing = CodeList.omit({ codes: true })
  .extend({
    codeCount: z.int().min(1),
    /** Only where the request asks for codes. */
    codes: CodeList.shape.codes.optional(),
  })
  .strict();
export type CodeListListing = z.infer<typeof CodeListListing>;
