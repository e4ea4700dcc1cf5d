import type { GrantedRecord } from '../../../schemas/sharing/grant-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import type { FoundRecord } from '../use/ports.ts';
import { queryUnderGrant } from '../use/query-under-grant.ts';
import { faultOfRow, masksOf } from './expected-row.ts';
import type { ProvenUse } from './ports.ts';
import {
  answerOf,
  caseNumber,
  type Found,
  judgeRefusal,
  judgeTexts,
  type Proof,
  recordsOf,
  requestOf,
  uncounted,
  waysToAsk,
} from './proof-calls.ts';

/** Queries each record by its key and by its subject, and judges every row of the answers. */
export async function proveQuery(proof: Proof, use: ProvenUse): Promise<Found> {
  const { grant, endedBy } = proof;
  for (const [record, isGranted] of recordsOf(proof))
    for (const asked of waysToAsk(proof, record)) {
      const outcome = await queryUnderGrant(
        { ...requestOf(proof), body: { ...asked.body, caseNumber, matter: grant.matter } },
        uncounted(use, proof),
      );
      const judged = judgeRefusal<QueryAnswer>(answerOf<QueryAnswer>(outcome), endedBy ?? asked.refusal);
      if ('found' in judged) {
        if (judged.found !== null) return judged.found;
        continue;
      }
      const fault = judgeItems({ grant, record, isGranted, use }, judged.answer) ?? judgeTexts(grant, record, outcome);
      if (fault !== null) return fault;
    }
  return null;
}

type QueryAnswer = { readonly items: readonly GrantedRecord[]; readonly more: boolean };

function judgeItems(
  {
    grant,
    record,
    isGranted,
    use,
  }: { readonly grant: Grant; readonly record: FoundRecord; readonly isGranted: boolean; readonly use: ProvenUse },
  { items, more }: QueryAnswer,
): Found {
  const masks = masksOf(grant);
  const fields = items.flatMap(({ values, disputed = [] }) => [...Object.keys(values), ...disputed]);
  if (fields.some((field) => !masks.has(field))) return 'field-not-granted';
  const token = use.tokens.token(grant.id, record.keyHash);
  const item = items.find((one) => one.record === token);
  if (item === undefined) return isGranted && !more ? 'row-missing' : null;
  return isGranted ? faultOfRow(grant, record.values, item.values) : 'row-not-granted';
}
