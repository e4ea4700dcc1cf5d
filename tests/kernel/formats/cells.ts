import { describe, expect, test } from 'vitest';
import type { FilledCell } from '../../../lib/kernel/formats/format.ts';
import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { readCell } from './read-cell.ts';

/** What a cell holds, what is stored of it, and what is said about it. */
export type CellRow = readonly [name: string, cell: FilledCell, value: string | null, ...codes: string[]];

/** A table of cells of one field, each row a test. */
export function cells(name: string, field: Field, rows: readonly CellRow[], codeList?: CodeList): void {
  describe(name, () => {
    for (const [row, cell, value, ...codes] of rows) {
      test(row, () => {
        expect(readCell(field, cell, codeList)).toEqual({ value, codes });
      });
    }
  });
}
