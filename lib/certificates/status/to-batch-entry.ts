import { entrySentences, type EntryOutcome, type KeptEntry } from '../../../schemas/certificates/batch.ts';
import {
  operations,
  standingNames,
  type PersonalOperation,
  type StandingCode,
} from '../../../schemas/certificates/status.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';

/** A line of a list with its outcome and the sentence for it. */
export function entryOf(
  { line, asked, identifier, certificate }: Pick<KeptEntry, 'line' | 'asked' | 'identifier' | 'certificate'>,
  outcome: EntryOutcome,
  { operation, standing }: { readonly operation: PersonalOperation; readonly standing?: StandingCode },
): KeptEntry {
  const facts = {
    operation: operations[operation].name,
    ...(standing === undefined ? {} : { standing: standingNames[standing] }),
  };
  return {
    line,
    asked,
    ...(identifier === undefined ? {} : { identifier }),
    ...(certificate === undefined ? {} : { certificate }),
    outcome,
    sentence: fillPhrase(entrySentences[outcome], facts),
  };
}

/** What has a chance; all else is impossible as far as is known. */
export function isPossible({ outcome }: Pick<KeptEntry, 'outcome'>): boolean {
  return outcome === 'possible';
}
