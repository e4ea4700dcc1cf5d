import { definedOnly } from '../../../kernel/defined-only.ts';
import type { InputRow } from './row-source.ts';

export type RowPlace = Pick<InputRow, 'row' | 'page' | 'place'>;

/**
 * Places of rows by their number, counted from 1 over all rows read, and which first rows of a key are in conflict with
 * a later one. Rows that follow each other cost nothing; conflicts cost 4 bytes a row.
 *
 *   number  1 2 3 | 4 5        starts  1 → row 3, 4 → row 9
 *   row     3 4 5 | 9 10
 */
export class RowNumbers {
  /** -1: pages are read from their last row to their first. */
  readonly #step: 1 | -1;
  readonly #starts: number[] = [];
  readonly #places: RowPlace[] = [];
  #last = 0;
  #expected = 0;
  #page: InputRow['page'];
  #sheet: string | undefined;
  #rivals = new Uint32Array(0);

  constructor(step: 1 | -1) {
    this.#step = step;
  }

  /** Notes the next row's place. */
  note(number: number, { row, page, place }: InputRow): void {
    if (number === 1 || row !== this.#expected || page !== this.#page || place?.sheet !== this.#sheet) {
      this.#starts.push(number);
      this.#places.push({ row, ...definedOnly({ page, place }) });
      [this.#page, this.#sheet] = [page, place?.sheet];
    }
    this.#last = number;
    this.#expected = row + this.#step;
  }

  /** Throws for a number that was not noted. */
  placeOf(number: number): RowPlace {
    let [from, to] = [0, this.#starts.length];
    while (to - from > 1) {
      const middle = (from + to) >>> 1;
      if ((this.#starts[middle] ?? 0) <= number) from = middle;
      else to = middle;
    }
    const place = this.#places[from];
    if (place === undefined || number > this.#last) throw new Error(`row ${number} was not read`);
    return { ...place, row: place.row + (number - (this.#starts[from] ?? 0)) * this.#step };
  }

  /** The first row of a key and a later one differ. */
  addConflict(first: number, rival: number): void {
    if (first >= this.#rivals.length) {
      const rivals = new Uint32Array(Math.max(first + 1, this.#rivals.length * 2));
      rivals.set(this.#rivals);
      this.#rivals = rivals;
    }
    this.#rivals[first] = rival;
  }

  /** The number of the row that the first row of a key is in conflict with, or 0. */
  rivalOf(first: number): number {
    return this.#rivals[first] ?? 0;
  }
}
