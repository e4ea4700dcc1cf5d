import { compactCode } from '../text/compact-text.ts';
import { citizenIdFault, dayToNumber } from './citizen-id.ts';
import { creditCodeFault } from './credit-code.ts';

export type Subject = { readonly kind: 'person' | 'organization'; readonly value: string };

/**
 * Reads a citizen's number (GB 11643, 18 characters) or an organization's (GB 32100) as records store it; `null` where
 * the text is neither. `today` bounds dates of birth.
 */
export function canonicalSubject(text: string, today: string): Subject | null {
  const value = compactCode(text);
  if (citizenIdFault(value, dayToNumber(today)) === null) return { kind: 'person', value };
  return creditCodeFault(value) === null ? { kind: 'organization', value } : null;
}
