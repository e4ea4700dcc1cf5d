import { differencePhrases, type Difference, type DifferenceCode } from '../../../schemas/catalogue/difference.ts';
import { fillPhrase, type Facts } from '../../kernel/fill-phrase.ts';

/** A difference with its verdict and sentence, which stand in the phrases. */
export function difference(code: DifferenceCode, pointer: string, facts: Facts = {}): Difference {
  const { compatibility, detail } = differencePhrases[code];
  return { code, compatibility, pointer, detail: fillPhrase(detail, facts) };
}
