import type { Field } from '../../../schemas/catalogue/field.ts';
import { normalizeLabel, normalizeLabelLoosely } from './normalize-label.ts';

/**
 * Gives every field the column whose header names it; -1 where none does. Labels go before other names, and exact names
 * before loose ones, so that a name printed twice in the notice finds both of its fields:
 *
 *   | 性别 | 性别 |   fields 性别, 配偶性别 (also 性别)   →   [0, 1]
 */
export function assignColumns(
  texts: readonly string[],
  fields: readonly Pick<Field, 'label' | 'aliases'>[],
): readonly number[] {
  const columns = fields.map(() => -1);
  const taken = new Set<number>();

  function pass(
    form: (text: string) => string,
    names: (field: Pick<Field, 'label' | 'aliases'>) => readonly string[],
  ): void {
    const forms = texts.map((text) => (text === '' ? '' : form(text)));
    fields.forEach((field, i) => {
      if (columns[i] !== -1) return;
      const wanted = new Set(names(field).map(form));
      const column = forms.findIndex((one, at) => one !== '' && !taken.has(at) && wanted.has(one));
      if (column === -1) return;
      columns[i] = column;
      taken.add(column);
    });
  }
  pass(normalizeLabel, (field) => [field.label]);
  pass(normalizeLabel, (field) => field.aliases);
  pass(normalizeLabelLoosely, (field) => [field.label, ...field.aliases]);
  return columns;
}
