import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import type { FoundRecord } from '../use/ports.ts';
import { verifyUnderGrant } from '../use/verify-under-grant.ts';
import { masksOf } from './expected-row.ts';
import type { ProvenUse } from './ports.ts';
import {
  answerOf,
  type Asked,
  caseNumber,
  type Found,
  judgeRefusal,
  type Proof,
  recordsOf,
  requestOf,
  uncounted,
  waysToAsk,
} from './proof-calls.ts';

/** Verifies a value that may be compared of each record, and each hidden one of one record. */
export async function proveVerify(proof: Proof, use: ProvenUse): Promise<Found> {
  for (const [record, isGranted] of recordsOf(proof))
    for (const asked of waysToAsk(proof, record)) {
      const fault = await proveComparison({ proof, asked, isGranted, fields: wholeField(proof.grant, record) }, use);
      if (fault !== null) return fault;
    }
  const [[record, isGranted] = []] = recordsOf(proof);
  if (record === undefined || isGranted === undefined) return null;
  const asked = waysToAsk(proof, record).find(({ refusal }) => refusal === null);
  if (asked === undefined) return null;
  for (const fields of hiddenFields(proof.grant, record)) {
    const refusing = { ...asked, refusal: 'field-not-granted' };
    const fault = await proveComparison({ proof, asked: refusing, isGranted, fields }, use);
    if (fault !== null) return fault;
  }
  return null;
}

async function proveComparison(
  {
    proof,
    asked,
    isGranted,
    fields,
  }: { readonly proof: Proof; readonly asked: Asked; readonly isGranted: boolean; readonly fields: RecordValues },
  use: ProvenUse,
): Promise<Found> {
  const { grant, endedBy } = proof;
  const body = { ...asked.body, fields, caseNumber, matter: grant.matter };
  const outcome = await verifyUnderGrant({ ...requestOf(proof), body }, uncounted(use, proof));
  const judged = judgeRefusal<VerifyAnswer>(answerOf<VerifyAnswer>(outcome), endedBy ?? asked.refusal);
  if ('found' in judged) return judged.found;
  const { result } = judged.answer;
  if (isGranted && result === 'not-found') return 'row-missing';
  if (isGranted) return result === 'yes' ? null : 'value-differs';
  // A subject may have another record, in the granted rows.
  return 'key' in asked.body && result !== 'not-found' ? 'row-not-granted' : null;
}

type VerifyAnswer = { readonly result: string };

/** One field that may be compared, if the record has any. */
function wholeField(grant: Grant, { values }: FoundRecord): RecordValues {
  const masks = masksOf(grant);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([field]) => masks.get(field) === 'none')
      .slice(0, 1),
  );
}

/** Each field that is granted masked, and one that is not granted: `yes` would confirm what the grant hides. */
function hiddenFields(grant: Grant, { values }: FoundRecord): readonly RecordValues[] {
  const masks = masksOf(grant);
  const entries = Object.entries(values);
  const masked = entries.filter(([field]) => masks.has(field) && masks.get(field) !== 'none');
  const left = entries.filter(([field]) => !masks.has(field)).slice(0, 1);
  return [...masked, ...left].map((entry) => Object.fromEntries([entry]));
}
