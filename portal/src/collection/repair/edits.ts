import { z } from 'zod';
import { RowEdit } from '../../../../schemas/collection/workbook-check.ts';

/** What was typed, by row and field; the rows themselves stay as they were opened. */
export const Edits = z.record(z.string(), z.string());
export type Edits = Readonly<z.infer<typeof Edits>>;

export const noEdits: Edits = {};

/** `3 id_number`; the row counts the opened rows from 0. */
export const cellKey = (row: number, field: string): string => `${row} ${field}`;

export function listEdits(edits: Edits): RowEdit[] {
  return Object.entries(edits).map(([key, value]) => {
    const [row, field] = key.split(' ');
    return RowEdit.parse({ row: Number(row), field, value });
  });
}

/** `typing` is the cell that is being typed into: what is typed there is undone as one. */
export type EditHistory = {
  readonly past: readonly Edits[];
  readonly present: Edits;
  readonly future: readonly Edits[];
  readonly typing: string | null;
};

const maxSteps = 200;

export const beginHistory = (present: Edits): EditHistory => ({ past: [], present, future: [], typing: null });

export function typeInto(history: EditHistory, key: string, value: string): EditHistory {
  const present = { ...history.present, [key]: value };
  if (history.typing === key) return { ...history, present, future: [] };
  return { past: remember(history), present, future: [], typing: key };
}

/** Many cells change at once, and are undone at once. */
export function changeMany(history: EditHistory, changes: Edits): EditHistory {
  return { past: remember(history), present: { ...history.present, ...changes }, future: [], typing: null };
}

/** The same history where nothing is left to undo. */
export function undo(history: EditHistory): EditHistory {
  const { past, present, future } = history;
  const before = past.at(-1);
  if (before === undefined) return history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], typing: null };
}

/** The same history where nothing was undone. */
export function redo(history: EditHistory): EditHistory {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, typing: null };
}

const remember = ({ past, present }: EditHistory): readonly Edits[] => [...past, present].slice(-maxSteps);

type Place = {
  readonly rows: readonly number[];
  readonly fields: readonly string[];
  readonly row: number;
  readonly field: string;
};

/** Where a pasted block goes: right and down of a cell, over the rows that are shown. */
export function placeBlock(block: readonly (readonly string[])[], { rows, fields, row, field }: Place) {
  const [top, left] = [rows.indexOf(row), fields.indexOf(field)];
  const changes: Record<string, string> = {};
  let outside = 0;
  block.forEach((cells, down) =>
    cells.forEach((value, right) => {
      const [toRow, toField] = [rows[top + down], fields[left + right]];
      if (toRow === undefined || toField === undefined) outside += 1;
      else changes[cellKey(toRow, toField)] = value.trim();
    }),
  );
  return { changes, outside };
}
