import { z } from 'zod';
import { shownLine } from '../kernel/printable-line.ts';

/** 发改高技〔2017〕1272号, item 8a, gives these letters. */
export const DataType = z.enum(['C', 'N', 'Y', 'D', 'T', 'L', 'M', 'G', 'B', 'I', 'F']);
export type DataType = z.infer<typeof DataType>;

/** lib/kernel/formats/ holds the check, hint and examples. */
export const FieldFormat = z.enum([
  'text',
  'person-name',
  'code',
  'yes-no',
  'citizen-id',
  'identity-document',
  'organization-code',
  'credit-code',
  'credit-code-or-organization-code',
  'credit-code-or-registration-number',
  'citizen-id-or-credit-code',
  'taxpayer-id',
  'division',
  'vin',
  'engine-number',
  'phone',
  'post-code',
  'bank-card',
  'date',
  'date-or-open-end',
  'date-range',
  'date-time',
  'year-month',
  'year',
  'real-estate-unit',
  'real-estate-certificate',
  'state-land-certificate',
  'parcel-number',
  'map-sheet',
  'marriage-certificate',
  'construction-permit',
  'planning-permit',
  'disability-certificate',
  'driving-licence',
  'driving-class',
  'birth-certificate',
  'local-number',
  'repayment-months',
  'money',
  'area',
  'decimal',
  'integer',
  'percent',
  'longitude',
  'latitude',
  'elevation',
  'height-cm',
  'weight-kg',
]);
export type FieldFormat = z.infer<typeof FieldFormat>;

/** 1 public, 2 internal, 3 sensitive, 4 highly sensitive. */
export const Sensitivity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

export const Mask = z.enum([
  'none',
  'citizen-id',
  'citizen-id-strict',
  'mobile',
  'landline',
  'name',
  'bank-card',
  'address',
  'credit-code',
  'all',
]);
export type Mask = z.infer<typeof Mask>;

/** 1 unconditional, 2 conditional, 3 not shared. */
export const ShareType = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** `constructor` is the one such name that every object has. */
export const FieldKey = z.string().regex(/^(?!constructor$)[a-z][a-z0-9_]{0,39}$/);

export const Field = z
  .object({
    key: FieldKey,
    label: shownLine().min(1).max(60),
    /** Templates may use these header names too; the notice's text is one. */
    aliases: z.array(shownLine()).default([]),
    type: DataType,
    format: FieldFormat,
    /** Counts characters of text, or all digits of a number. */
    length: z.int().min(1).max(32_767),
    scale: z.int().min(0).max(10).optional(),
    required: z.boolean(),
    codeList: z.string().optional(),
    /** 值域受控: a value outside the code list rejects the row, else warns. */
    controlled: z.boolean().default(true),
    /** Names the field with the kind of an `identity-document`. */
    typedBy: FieldKey.optional(),
    /** Lists the accepted first two characters of a `credit-code` (GB 32100). */
    prefixes: z.array(z.string().length(2)).optional(),
    /** Credit codes issued with a wrong check character, confirmed by the provider: accepted with a warning. */
    exceptions: z.array(z.string().length(18)).max(1_000).optional(),
    /** A day in the future rejects the row. */
    past: z.boolean().default(false),
    unit: shownLine().optional(),
    /** A number or year outside this range, ends included, rejects the row. The format's own limits apply too. */
    range: z.object({ min: z.number().optional(), max: z.number().optional() }).strict().optional(),
    /** A number outside this range is a warning. */
    usual: z.object({ min: z.number(), max: z.number() }).strict().optional(),
    description: z.string().optional(),
    example: z.string().optional(),
    sensitivity: Sensitivity,
    mask: Mask.default('none'),
    shareType: ShareType.optional(),
    toBeConfirmed: z.string().optional(),
  })
  .strict();
export type Field = z.infer<typeof Field>;
