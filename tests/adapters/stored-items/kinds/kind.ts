import type { Raw } from '../open-tables.ts';

/** One kind of stored item, with three of them: `a`, `b` and `c`. Tests change how `b` is stored. */
export type Kind = {
  /** As the log names it. */
  readonly item: string;
  readonly table: string;
  readonly write: () => Promise<unknown>;
  /** Where `b` is stored. */
  readonly key: Raw;
  /** Attributes that make `b` unreadable: an unknown status where there is one. */
  readonly damage: Raw;
  /** JSON text in `b` that a later version extends. */
  readonly body?: string;
  /** What `a`, `b` and `c` are called in a list; null where no list shows the kind. */
  readonly list: (() => Promise<readonly string[]>) | null;
  /** What the list says while `b` is unreadable, if not `a` and `c`. */
  readonly listedWithout?: readonly string[];
  /** Reads `b` alone; null where only lists read the kind. */
  readonly read: (() => Promise<unknown>) | null;
  /** A change of `b` by this version; null where items are written once. */
  readonly change: (() => Promise<unknown>) | null;
};

export const now = '2020-12-01T12:00:00.000Z';
export const [early, later] = ['2020-12-01T00:00:00.000Z', '2020-12-01T20:00:00.000Z'] as const;
export const names = ['a', 'b', 'c'] as const;
export const datasets = ['set-a', 'set-b', 'set-c'] as const;
export const lastLetter = (id: string): string => id.slice(-1);
export const ids = {
  a: '01JD0000000000000000000001',
  b: '01JD0000000000000000000002',
  c: '01JD0000000000000000000003',
} as const;
export const nameById = new Map<string, string>(names.map((name) => [ids[name], name]));
export const nameOfId = (id: string): string => nameById.get(id) ?? id;
export const each = async (write: (name: (typeof names)[number]) => Promise<unknown>): Promise<void> => {
  for (const name of names) await write(name);
};
