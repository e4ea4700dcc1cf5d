import { z } from 'zod';

const decimal = /^(?:0|[1-9]\d{0,14})$/;

/**
 * An integer of an address: decimal digits alone, up to 15. Refuses what `Number` reads besides: `0x10`, `1e2`, ` 5`,
 * `+5`, `05` and an empty text.
 */
export function decimalInteger({ min, max }: { readonly min: number; readonly max?: number }) {
  const integer = z.int({ error: ({ code }) => (code === 'invalid_type' ? '此项应为整数。' : undefined) }).min(min);
  return z.preprocess(
    (value) => (typeof value === 'string' && decimal.test(value) ? Number(value) : value),
    max === undefined ? integer : integer.max(max),
  );
}
