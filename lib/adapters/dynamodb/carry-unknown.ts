import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { parseJsonAttribute } from './parse-json-attribute.ts';
import { parseTolerantly } from './parse-tolerantly.ts';
import { isFromNewerVersion } from './schema-number.ts';
import type { Item } from './table.ts';

/**
 * Adds to `next` what `stored` holds beyond `known`, its parsed form: properties of a later version survive a write by
 * this one. Elements of an array keep theirs while they are unchanged, or at their place while its length is.
 */
export function carryUnknown(stored: unknown, known: unknown, next: unknown): unknown {
  if (isDeepStrictEqual(known, next)) return stored;
  if (Array.isArray(stored) && Array.isArray(known) && Array.isArray(next)) return carryIntoArray(stored, known, next);
  if (!isPlainObject(stored) || !isPlainObject(known) || !isPlainObject(next)) return next;
  const unknown = Object.entries(stored).filter(([name]) => !Object.hasOwn(known, name) && !Object.hasOwn(next, name));
  const carried = Object.entries(next).map(([name, value]) => [
    name,
    Object.hasOwn(known, name) && Object.hasOwn(stored, name) ? carryUnknown(stored[name], known[name], value) : value,
  ]);
  return Object.fromEntries([...carried, ...unknown]);
}

function carryIntoArray(stored: readonly unknown[], known: readonly unknown[], next: readonly unknown[]): unknown[] {
  return next.map((element, i) => {
    const unchanged = known.findIndex((candidate) => isDeepStrictEqual(candidate, element));
    if (unchanged >= 0) return stored[unchanged];
    return known.length === next.length ? carryUnknown(stored[i], known[i], element) : element;
  });
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

type Replaced = { readonly stored: Item | undefined; readonly attribute: string };

/** The JSON text of `next`, parsed strictly, with what a newer version stored beyond it. Throws a ZodError. */
export function jsonCarryingUnknown<T>(schema: z.ZodType<T>, next: T, { stored, attribute }: Replaced): string {
  const strict = schema.parse(next);
  if (stored === undefined || !isFromNewerVersion(stored)) return JSON.stringify(strict);
  const raw = parseJsonAttribute(stored, attribute);
  return JSON.stringify(carryUnknown(raw, parseTolerantly(schema, raw), strict));
}

const Properties = z.record(z.string(), z.unknown());

/** `next` as an item, parsed strictly, with the attributes and the number of the newer version in whose place it is put. */
export function itemCarryingUnknown<T extends Item>(schema: z.ZodType<T>, next: T, stored: Item | undefined): Item {
  const strict = schema.parse(next);
  if (stored === undefined || !isFromNewerVersion(stored)) return strict;
  const { schema: number, ...raw } = stored;
  const carried = Properties.parse(carryUnknown(raw, parseTolerantly(schema, raw), strict));
  return { ...carried, schema: number };
}
