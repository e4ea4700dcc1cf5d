import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { findingSeverities } from '../../../schemas/collection/finding-severities.ts';
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
      faulty ||= findingSeverities[code] === 'error';
      return null;
    },
  })(text);
  return faulty ? null : value;
}
