import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { findingPhrases } from '../../../schemas/collection/finding-phrases.ts';
import { formats } from './index.ts';

/** Returns the stored form; `null` if empty or an error. */
export function canonicalValue(
  text: string,
  field: Field,
  codeList: CodeList | undefined,
  today: string,
): string | null {
  let faulty = false;
  const value = formats[field.format].compile(field, {
    today,
    codeList,
    note: (code) => {
      faulty ||= findingPhrases[code].severity === 'error';
      return null;
    },
  })(text);
  return faulty ? null : value;
}
