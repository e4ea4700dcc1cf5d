import type { Mask } from '../../../schemas/catalogue/field.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { maskValue } from '../../kernel/mask-value.ts';
import { ownValue } from '../../kernel/own-value.ts';

type Fields = Pick<Grant, 'fields'>;

/** What a grant shows of a record's values: granted fields only, masked; an absent value has no mask either. */
export function grantedValues({ fields }: Fields, values: RecordValues): RecordValues {
  const shown: Record<string, string> = {};
  for (const [field, mask] of masksOf(fields)) {
    const value = ownValue(values, field);
    if (value !== undefined) shown[field] = maskValue(mask, value);
  }
  return shown;
}

/** What hides a field; `null` for a field that is not granted. One that is granted with two different masks shows nothing. */
export function maskOf({ fields }: Fields, key: string): Mask | null {
  return masksOf(fields).get(key) ?? null;
}

/** By the list itself, which never changes: a feed asks for each field of each row. */
const known = new WeakMap<Grant['fields'], ReadonlyMap<string, Mask>>();

/** In the order of the grant. */
function masksOf(fields: Grant['fields']): ReadonlyMap<string, Mask> {
  const before = known.get(fields);
  if (before !== undefined) return before;
  const masks = new Map<string, Mask>();
  for (const { field, mask } of fields) {
    const other = masks.get(field);
    masks.set(field, other === undefined || other === mask ? mask : 'all');
  }
  known.set(fields, masks);
  return masks;
}

/** Whether the value itself may be known: a comparison with a masked one would confirm guesses. */
export function showsWhole(grant: Fields, field: string): boolean {
  return maskOf(grant, field) === 'none';
}

/** All filters hold; a record without a filter's field never passes. */
export function passesFilters({ filters }: Pick<Grant, 'filters'>, values: RecordValues): boolean {
  return filters.every(({ field, values: accepted }) => {
    const value = ownValue(values, field);
    return value !== undefined && accepted.includes(value);
  });
}

/** Which of the disputed fields a grant shows, in its order; `undefined` for none. */
export function shownDisputes(
  { fields }: Pick<Grant, 'fields'>,
  disputed: readonly string[] = [],
): string[] | undefined {
  const shown = fields.map(({ field }) => field).filter((field) => disputed.includes(field));
  return shown.length === 0 ? undefined : shown;
}
