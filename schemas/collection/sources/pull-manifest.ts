import { z } from 'zod';
import { DatasetId } from '../../catalogue/dataset-version.ts';
import { FieldKey } from '../../catalogue/field.ts';
import { DeliveryId } from '../delivery.ts';
import { InterfaceDeclaration } from './interface-declaration.ts';

/** One page of a pull in the raw bucket. */
export const PulledPage = z
  .object({
    key: z.string(),
    /** Of the bytes as they came, hex. */ sha256: z.string(),
    bytes: z.int().min(0),
    rows: z.int().min(0),
  })
  .strict();
export type PulledPage = z.infer<typeof PulledPage>;

/** Pages that were read one after the other by one worker. */
export const PulledSegment = z.object({ pages: z.array(PulledPage) }).strict();

/**
 * How the pages are read, kept beside them: what was declared when they were read, not what is declared today.
 *
 *   rows      {"columns":["plate_number","owner",…,"op_flag","update_time"]}      a page of a table, NDJSON: first its columns,
 *             ["豫L12345","王芳",…,"U","2020-11-30 08:30:00.123456+00"]            then the rows; the two last columns are the table's own
 *   answers   the body of a response, as it came
 */
export const PageReading = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('rows'),
      table: z.string(),
      /** In the order of the columns. */ fields: z.array(FieldKey),
    })
    .strict(),
  z
    .object({
      kind: z.literal('answers'),
      declaration: InterfaceDeclaration.pick({ answer: true, fields: true, deletion: true }).strip(),
    })
    .strict(),
]);
export type PageReading = z.infer<typeof PageReading>;

/** The raw object of a pulled delivery: which pages it is made of, in the order in which they were read. */
export const PullManifest = z
  .object({
    delivery: DeliveryId,
    dataset: DatasetId,
    /** A table or an interface, by its name. */
    origin: z.string(),
    reading: PageReading,
    pages: z.array(PulledPage),
    /** Pages are told apart by their places alone: a record that comes twice means that another one may have been passed by. */
    rowsOnce: z.boolean().default(false),
    /** Where only some rows of the pages are meant, each as `page.row`. */
    only: z.array(z.string()).optional(),
    /** Values that a person has put right in single rows, by `page.row`. */
    corrections: z.record(z.string(), z.record(FieldKey, z.string())).default({}),
  })
  .strict();
export type PullManifest = z.infer<typeof PullManifest>;

/** A rejected row of a pull as taking in writes it down: page, row, key hash (`x` and a hash of the whole row where the key can't be read), the codes, the first fault's sentence and field. */
export const RejectedRowLine = z
  .object({
    p: z.int().min(1),
    r: z.int().min(1),
    k: z.string(),
    c: z.array(z.string()),
    d: z.string(),
    f: FieldKey.optional(),
  })
  .strict();
export type RejectedRowLine = z.infer<typeof RejectedRowLine>;
