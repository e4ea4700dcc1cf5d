import type { RecordValues } from '../../../schemas/records/record.ts';
import { readFileRows } from '../files/file-rows.ts';
import { faultOfRow } from './expected-row.ts';
import type { ProvenUse } from './ports.ts';
import { type Found, judgeTexts, type Proof, recordsOf } from './proof-calls.ts';

/** Flags stand beside the values, which are what is proven. */
const noDisputes = async () => new Map<string, readonly string[]>();

/** The rows of a file of the chosen records, made as those of a whole publication are. */
export async function proveFile(proof: Proof, use: ProvenUse): Promise<Found> {
  const { grant, chosen, endedBy, subjects } = proof;
  // Files are ordered by `openGrant`, as queries are; what may not be answered is proven there.
  if (endedBy !== null) return null;
  const asked = await use.grant(grant.id);
  if (asked === null) return 'refused';
  const records = recordsOf(proof).map(([record]) => record);
  const tally = { rows: 0, subjects };
  const published = {
    inForce: async () => ({ publication: 0, records: records.length }),
    records: async function* () {
      yield records;
    },
  };
  const order = { grant: asked, format: 'ndjson', snapshot: { index: 'chosen' }, tally } as const;
  const rows: { readonly record: string; readonly values: RecordValues }[] = [];
  for await (const row of readFileRows(order, { published, tokens: use.tokens, disputedFields: noDisputes }))
    rows.push(row);
  const { granted, excluded } = chosen;
  if (excluded !== undefined && rows.some(({ record }) => record === use.tokens.token(grant.id, excluded.keyHash)))
    return 'row-not-granted';
  if (granted === undefined) return null;
  const row = rows.find(({ record }) => record === use.tokens.token(grant.id, granted.keyHash));
  if (row === undefined) return 'row-missing';
  return faultOfRow(grant, granted.values, row.values) ?? judgeTexts(grant, granted, rows);
}
