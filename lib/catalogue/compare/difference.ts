import { differencePhrases, type Difference, type DifferenceCode } from '../../../schemas/catalogue/difference.ts';
import { fillPhrase, type Facts } from '../../kernel/fill-phrase.ts';

/** Fills `detail` and `compatibility` from `differencePhrases`; `pointer` is RFC 6901. */
export function difference(code: DifferenceCode, pointer: string, facts: Facts = {}): Difference {
  const { compatibility, detail } = differencePhrases[code];
  return { code, compatibility, pointer, detail: fillPhrase(detail, facts) };
}
