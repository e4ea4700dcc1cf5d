import { definedOnly } from '../../../kernel/defined-only.ts';
import type { InputRow } from './row-source.ts';

export type RowPlace = { readonly row: number; readonly page?: number; readonly sheet?: string };

/**
 * What both passes of an ingest know of rows by their number, counted from 1 over all rows read: their places, and
 * which are in conflict. Rows that follow each other cost nothing; conflicts cost 4 bytes a row.
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
  #page: number | undefined;
  #sheet: string | undefined;
  #rivals = new Uint32Array(0);

  constructor(step: 1 | -1) {
    this.#step = step;
  }

  /** Notes the next row's place; the second pass brings nothing new. */
  note(number: number, { row, page, place }: InputRow): void {
    if (number <= this.#last) return;
    const sheet = place?.sheet;
    if (number === 1 || row !== this.#expected || page !== this.#page || sheet !== this.#sheet) {
      this.#starts.push(number);
      this.#places.push({ row, ...definedOnly({ page, sheet }) });
      [this.#page, this.#sheet] = [page, sheet];
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

  get haveConflicts(): boolean {
    return this.#rivals.length > 0;
  }

  /** Two rows share their key and differ. A row that has a rival already keeps it. */
  addConflict(one: number, other: number): void {
    this.#makeRoom(Math.max(one, other));
    if (this.rivalOf(one) === 0) this.#rivals[one] = other;
    if (this.rivalOf(other) === 0) this.#rivals[other] = one;
  }

  /** The number of the row that this one is in conflict with, or 0. */
  rivalOf(number: number): number {
    return this.#rivals[number] ?? 0;
  }

  #makeRoom(number: number): void {
    if (number < this.#rivals.length) return;
    const rivals = new Uint32Array(Math.max(number + 1, this.#rivals.length * 2));
    rivals.set(this.#rivals);
    this.#rivals = rivals;
  }
}
