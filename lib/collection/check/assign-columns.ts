import type { Field } from '../../../schemas/catalogue/field.ts';
import { normalizeLabel, normalizeLabelLoosely } from './normalize-label.ts';

/**
 * Finds the column of every field by its header; -1 where there is none. Labels match before aliases, and exact names
 * before loose ones, so that a header that occurs twice finds both of its fields:
 *
 *   | 性别 | 性别 |   fields 性别, 配偶性别 (also 性别)   →   [0, 1]
 */
export function assignColumns(
  texts: readonly string[],
  fields: readonly Pick<Field, 'label' | 'aliases'>[],
): readonly number[] {
  const columns = fields.map(() => -1);
  const taken = new Set<number>();

  function assign(
    normalize: (text: string) => string,
    listNames: (field: Pick<Field, 'label' | 'aliases'>) => readonly string[],
  ): void {
    const headers = texts.map((text) => (text === '' ? '' : normalize(text)));
    fields.forEach((field, i) => {
      if (columns[i] !== -1) return;
      const names = new Set(listNames(field).map(normalize));
      const column = headers.findIndex((header, at) => header !== '' && !taken.has(at) && names.has(header));
      if (column === -1) return;
      columns[i] = column;
      taken.add(column);
    });
  }
  assign(normalizeLabel, (field) => [field.label]);
  assign(normalizeLabel, (field) => field.aliases);
  assign(normalizeLabelLoosely, (field) => [field.label, ...field.aliases]);
  return columns;
}
