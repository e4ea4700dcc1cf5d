import { z } from 'zod';

/** A name and its value, as two inputs hold them. */
export const Pairs = z.array(z.object({ name: z.string(), value: z.string() }));
export type Pairs = z.infer<typeof Pairs>;

/** `0、200` → `0`, `200`; commas separate, too. */
export const toWords = (text: string): string[] =>
  text
    .split(/[、，,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

export const fromWords = (words: readonly string[]): string => words.join('、');

/** Pairs without a name are left out; of two with one name the last counts. */
export const toRecord = (pairs: Pairs): Record<string, string> =>
  Object.fromEntries(pairs.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]));

export const fromRecord = (record: Readonly<Record<string, string>>): Pairs =>
  Object.entries(record).map(([name, value]) => ({ name, value }));

/** What is empty or no number becomes NaN, which JSON sends as null: the platform says that a number is missing. */
export const toNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** An empty text is a property that is not declared. */
export const named = <Name extends string>(name: Name, text: string): { readonly [K in Name]?: string } | object =>
  text.trim() === '' ? {} : { [name]: text.trim() };
