import { entrySentences, type EntryOutcome, type BatchEntryRecord } from '../../../schemas/certificates/batch.ts';
import {
  operations,
  certificateStatusNames,
  type PersonalOperation,
  type CertificateStatusCode,
} from '../../../schemas/certificates/status.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';

/** Adds the outcome and its Chinese sentence to a line. */
export function toBatchEntry(
  {
    line,
    requested,
    identifier,
    certificate,
  }: Pick<BatchEntryRecord, 'line' | 'requested' | 'identifier' | 'certificate'>,
  outcome: EntryOutcome,
  { operation, status }: { readonly operation: PersonalOperation; readonly status?: CertificateStatusCode },
): BatchEntryRecord {
  const facts = {
    operation: operations[operation].name,
    ...definedOnly({ status: status === undefined ? undefined : certificateStatusNames[status] }),
  };
  return {
    line,
    requested,
    ...definedOnly({ identifier, certificate }),
    outcome,
    sentence: fillPhrase(entrySentences[outcome], facts),
  };
}

/** Whether the operation can be applied to the line. */
export function isPossible({ outcome }: Pick<BatchEntryRecord, 'outcome'>): boolean {
  return outcome === 'possible';
}
