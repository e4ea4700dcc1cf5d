import type { Field } from '../../../schemas/catalogue/field.ts';
import { formats } from '../../kernel/formats/index.ts';
import { withShownUnit } from '../../kernel/formats/resolve-displayed.ts';
import type { SheetRow, ShownCell } from '../../kernel/sheet.ts';
import { aboveHeader, headingsOf } from '../check/match-header.ts';
import { readSheetUnits, withColumnUnits } from '../check/sheet-units.ts';

/**
 * Makes a function that writes into a row's numbers the units that the officer's sheet or number formats give them: a
 * template has the field's own. `rows` are the sheet's first ones, to one below the header.
 */
export function createUnitWriter(
  fields: readonly Field[],
  { headerRow, columns }: { readonly headerRow: number; readonly columns: readonly number[] },
  rows: readonly SheetRow[],
): (row: SheetRow) => SheetRow {
  const headings = headingsOf(rows.find(({ row }) => row === headerRow)?.cells ?? []);
  const { units } = readSheetUnits(fields, { headerRow, columns, headings, above: aboveHeader(rows, headerRow) }, rows);
  const numbers = fields.flatMap((field, i) => {
    const unit = field.unit ?? formats[field.format].unit;
    const column = columns[i] ?? -1;
    return unit === undefined || column < 0 || formats[field.format].excel !== 'number' ? [] : [{ column, unit }];
  });
  return (row) => {
    const shown = numbers.filter(({ column }) => isShown(row.cells[column]));
    if (shown.length === 0) return units.length === 0 ? row : withColumnUnits(row, units);
    const cells = [...row.cells];
    for (const { column, unit } of shown) {
      const cell = cells[column];
      if (isShown(cell) && typeof withShownUnit(cell, unit) === 'string') cells[column] = withShownUnit(cell, unit);
    }
    return withColumnUnits({ ...row, cells }, units);
  };
}

function isShown(cell: SheetRow['cells'][number] | undefined): cell is ShownCell {
  return typeof cell === 'object' && cell !== null && 'shown' in cell;
}
