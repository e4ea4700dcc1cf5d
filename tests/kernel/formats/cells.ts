import { describe, expect, test } from 'vitest';
import type { FilledCell } from '../../../lib/kernel/formats/format.ts';
import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { readCell } from './read-cell.ts';

/** Cell, stored value, and finding codes. */
export type CellRow = readonly [name: string, cell: FilledCell, value: string | null, ...codes: string[]];

/** Declares one test per row. */
export function cells(name: string, field: Field, rows: readonly CellRow[], codeList?: CodeList): void {
  describe(name, () => {
    for (const [row, cell, value, ...codes] of rows) {
      test(row, () => {
        expect(readCell(field, cell, codeList)).toEqual({ value, codes });
      });
    }
  });
}
