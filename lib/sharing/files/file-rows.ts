import {
  type FileFailure,
  type FileFormat,
  type FileSnapshot,
  maxFileRows,
} from '../../../schemas/sharing/grant-file.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { DisputedFields } from '../objections/ports.ts';
import { grantedValues, passesFilters, shownDisputes } from '../use/granted-values.ts';
import type { GrantTokens } from '../use/ports.ts';
import type { FileRow } from './file-text.ts';
import type { PublishedRecords } from './ports.ts';

/** What is known of a file once its rows were read. */
export type FileTally = { rows: number; readonly subjects: Set<string> };

/** Ends the reading of rows: there are more than there may be. */
export class FileStopped extends Error {
  readonly code: Extract<FileFailure, 'file-above-quota' | 'file-too-large'>;

  constructor(code: FileStopped['code']) {
    super(code);
    this.code = code;
  }
}

export type ReadRowsPorts = {
  readonly published: PublishedRecords;
  readonly tokens: Pick<GrantTokens, 'token'>;
  readonly disputedFields: DisputedFields;
};

/**
 * Reads the rows that a grant shows of a publication, as a query shows them, and counts them in `tally`. Holds the keyed
 * hashes of all subjects: about 100 MB for a million. Throws `FileStopped`.
 */
export async function* readFileRows(
  {
    grant,
    format,
    snapshot: { index },
    tally,
  }: {
    readonly grant: Grant;
    readonly format: FileFormat;
    readonly snapshot: Pick<FileSnapshot, 'index'>;
    readonly tally: FileTally;
  },
  { published, tokens, disputedFields }: ReadRowsPorts,
): AsyncGenerator<FileRow> {
  if (index === undefined) return;
  const disputes = await disputedFields(grant.dataset);
  for await (const records of published.records(grant.dataset, index))
    for (const { keyHash, values, subject } of records) {
      if (!passesFilters(grant, values)) continue;
      tally.rows += 1;
      if (tally.rows > maxFileRows[format]) throw new FileStopped('file-too-large');
      if (tally.rows > grant.quota.rows) throw new FileStopped('file-above-quota');
      if (subject !== undefined) tally.subjects.add(subject);
      yield {
        record: tokens.token(grant.id, keyHash),
        values: grantedValues(grant, values),
        ...definedOnly({ disputed: shownDisputes(grant, disputes.get(keyHash)) }),
      };
    }
}
