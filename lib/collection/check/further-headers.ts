import type { Field } from '../../../schemas/catalogue/field.ts';
import { compareUnits } from '../../kernel/formats/numbers/units.ts';
import type { Cell, SheetRow } from '../../kernel/sheet.ts';
import { assignColumns, headingsOf, normalizeLabel } from './match-header.ts';
import type { SheetHeader } from './row-kinds.ts';
import { type ColumnUnit, readWrittenUnits } from './sheet-units.ts';

/**
 * Tells headers below a sheet's own one. Call `isHeader` for each row below it, `note` for each that is no record, and
 * `differing` before each record.
 *
 *   编号 | 名称      the sheet's header
 *   1    | 甲
 *   编号 | 名称      the same again: read on
 *   名称 | 编号      differs: what stands below would be read into the wrong fields
 */
export class FurtherHeaders {
  readonly #header: SheetHeader;
  readonly #units: readonly ColumnUnit[];
  readonly #fields: readonly Field[];
  readonly #names: ReadonlySet<string>;
  /** First characters of the names: nearly every other cell is told by its own. */
  readonly #initials: ReadonlySet<number>;
  /** Columns where every header has a name, and no record has one. */
  readonly #probed: readonly number[];
  #lines: SheetRow[] = [];
  #further: SheetHeader | null = null;
  #linesBelow = 0;

  constructor(header: SheetHeader & { readonly units: readonly ColumnUnit[] }, fields: readonly Field[]) {
    this.#header = header;
    this.#units = header.units;
    this.#fields = fields;
    const names = fields.flatMap(({ label, aliases }) => [label, ...aliases]);
    this.#names = new Set([...names, ...header.headings].map(normalizeLabel).filter((name) => name !== ''));
    this.#initials = new Set([...this.#names].map((name) => name.charCodeAt(0)));
    const present = header.columns.filter((column) => column >= 0);
    this.#probed = present.slice(0, probedColumns);
  }

  /** Remembers the header for `differing`. */
  isHeader({ row, cells }: SheetRow): boolean {
    if (!this.#probed.some((column) => this.#isName(cells[column]))) return false;
    if (cells.some((cell) => cell !== null && typeof cell !== 'string')) return false;
    const headings = headingsOf(cells);
    const columns = assignColumns(headings, this.#fields);
    const matched = columns.filter((column) => column >= 0).length;
    const filled = headings.filter((text) => text !== '').length;
    if (matched < 2 || matched * 2 <= filled) return false;
    this.#further = { headerRow: row, columns, headings, above: this.#textsOfLines() };
    this.#linesBelow = this.#lines.length;
    return true;
  }

  /** Keeps a row that is neither record nor header: it may name a unit. */
  note(row: SheetRow): void {
    if (this.#lines.length < maxLines) this.#lines.push(row);
  }

  /** Returns the row of the header above this record if it differs from the sheet's own one, else `null`. */
  differing(): number | null {
    const further = this.#further;
    const linesBelow = this.#lines.slice(this.#linesBelow);
    this.#further = null;
    this.#lines = [];
    this.#linesBelow = 0;
    if (further === null || (this.#hasSameColumns(further) && this.#hasSameUnits(further, linesBelow))) return null;
    return further.headerRow;
  }

  #isName(cell: Cell | undefined): boolean {
    if (typeof cell !== 'string' || cell.length > maxNameLength) return false;
    const initial = cell.charCodeAt(0);
    const isPlain = (initial >= 0x4e00 && initial <= 0x9fff) || (initial >= 0x30 && initial <= 0x39);
    return (!isPlain || this.#initials.has(initial)) && this.#names.has(normalizeLabel(cell));
  }

  #textsOfLines(): ReadonlySet<string> {
    const texts = this.#lines.flatMap(({ cells }) => cells).filter((cell) => typeof cell === 'string');
    // What is written nearer counts before what stands above the sheet's own header.
    return new Set([...texts.toReversed(), ...this.#header.above]);
  }

  #hasSameColumns({ columns, headings }: SheetHeader): boolean {
    return this.#header.columns.every((own, i) => {
      const other = columns[i] ?? -1;
      if (other >= 0) return other === own;
      const text = own < 0 ? '' : (headings[own] ?? '');
      return text === '' || text === this.#header.headings[own];
    });
  }

  /** Compares the units that both headers write: a repeated header often leaves them out. */
  #hasSameUnits(further: SheetHeader, linesBelow: readonly SheetRow[]): boolean {
    return readWrittenUnits(this.#fields, further, linesBelow).every(({ column, unit, own }) => {
      const counted = this.#units.find((other) => other.column === column)?.unit ?? own;
      return compareUnits(counted, unit) === 'same';
    });
  }
}

const probedColumns = 3;
/** Characters; no label is longer, with its marks. */
const maxNameLength = 60;
/** Rows between two tables of one sheet; more are no caption. */
const maxLines = 30;
