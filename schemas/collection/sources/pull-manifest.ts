import { z } from 'zod';
import { DatasetId } from '../../catalogue/dataset-version.ts';
import { FieldKey } from '../../catalogue/field.ts';
import { DeliveryId } from '../delivery.ts';
import { InterfaceDeclaration } from './interface-declaration.ts';

export const PulledPage = z
  .object({
    key: z.string(),
    /** Hashes the bytes as received (hex). */
    sha256: z.string(),
    bytes: z.int().min(0),
    rows: z.int().min(0),
  })
  .strict();
export type PulledPage = z.infer<typeof PulledPage>;

export const PulledSegment = z.object({ pages: z.array(PulledPage) }).strict();

/**
 * How the pages are parsed, as declared when they were read.
 *
 *   rows      a page of a table, NDJSON: its columns, then the rows
 *             {"columns":["plate_number","owner",…,"op_flag","update_time"]}
 *             ["豫L12345","王芳",…,"U","2020-11-30 08:30:00.123456+00"]
 *   answers   the body of a response, unchanged
 */
export const PageReading = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('rows'),
      table: z.string(),
      /** Leaves out the last two columns, `op_flag` and `update_time`. */
      fields: z.array(FieldKey),
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

export const PullManifest = z
  .object({
    delivery: DeliveryId,
    dataset: DatasetId,
    origin: z.string(),
    reading: PageReading,
    pages: z.array(PulledPage),
    /** A record repeated on another page fails the delivery, since another may have been missed. */
    rowsOnce: z.boolean().default(false),
    /** Rows are events in time: of a record's rows the last counts. */
    events: z.boolean().optional(),
    /** Lists the rows to replay as `page.row`. */
    only: z.array(z.string()).optional(),
    /** Maps `page.row` and a field key to the corrected value. */
    corrections: z.record(z.string(), z.record(FieldKey, z.string())).default({}),
  })
  .strict();
export type PullManifest = z.infer<typeof PullManifest>;

/**
 * A rejected row as ingest stages it; the names are short on disk.
 *
 *   p page   r row   c finding codes   d detail and f field of the first finding
 *   k key hash, or `x` and a hash of the whole row where the key is unreadable
 */
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
