import type { Mask } from '../../../schemas/catalogue/field.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Grant, ProofFaultCode } from '../../../schemas/sharing/grant.ts';

// A second reading of grants: it shares no rule with what answers calls, so that a fault of one is seen by the other.

/** The mask of each granted field; one that is granted twice in different ways is hidden whole. */
export function masksOf({ fields }: Pick<Grant, 'fields'>): ReadonlyMap<string, Mask> {
  const masks = new Map<string, Mask>();
  for (const { field, mask } of fields) masks.set(field, (masks.get(field) ?? mask) === mask ? mask : 'all');
  return masks;
}

/** Whether the row filters let a record through: each names a field of it that has one of the filter's values. */
export function isGrantedRow({ filters }: Pick<Grant, 'filters'>, values: RecordValues): boolean {
  return filters.every((filter) =>
    filter.values.some((value) => new Map(Object.entries(values)).get(filter.field) === value),
  );
}

/** Characters that may be seen at the front and at the back, by the catalogue's description of the mask. */
const visible: Readonly<Record<Exclude<Mask, 'none' | 'all'>, readonly [front: number, back: number]>> = {
  'citizen-id': [6, 4],
  'citizen-id-strict': [1, 1],
  mobile: [3, 4],
  landline: [0, 4],
  name: [1, 1],
  'bank-card': [6, 4],
  address: [6, 0],
  'credit-code': [8, 2],
};

/** Characters that a mask hides at the least. */
const longEnough = 4;

/** Whether a text shows no more of a value than its mask lets it; a value that is too short for its mask shows nothing. */
export function isMasked(mask: Mask, raw: string, shown: string): boolean {
  if (mask === 'none') return raw === shown;
  if (raw === '') return shown === '';
  if (mask === 'all') return shown === '****';
  const [were, are] = [Array.from(raw), Array.from(shown)];
  const [front, back] = visible[mask];
  // Of a name of two characters the first is seen.
  const last = mask === 'name' && were.length < 3 ? 0 : back;
  const isShort = mask === 'name' ? were.length < 2 : were.length <= front + last;
  return (
    were.length === are.length &&
    are.every((sign, i) => {
      const mayShow = !isShort && (i < front || i >= were.length - last);
      return sign === '*' || (mayShow && sign === were[i]);
    })
  );
}

/** Whether what may be seen is seen, of values that are long enough for their mask beyond doubt. */
function showsEnough(mask: Mask, raw: string, shown: string): boolean {
  if (mask === 'none' || mask === 'all') return true;
  const [were, are] = [Array.from(raw), Array.from(shown)];
  const [front, back] = visible[mask];
  if (were.length < front + back + longEnough) return true;
  return were.every((sign, i) => (i >= front && i < were.length - back) || are[i] === sign);
}

/** The first thing in which a row differs from what the grant shows of its record. */
export function faultOfRow(
  grant: Pick<Grant, 'fields'>,
  raw: RecordValues,
  shown: RecordValues,
): ProofFaultCode | null {
  const masks = masksOf(grant);
  const given = new Map(Object.entries(shown));
  const stored = new Map(Object.entries(raw));
  if ([...given.keys()].some((field) => !masks.has(field))) return 'field-not-granted';
  for (const [field, mask] of masks) {
    const [was, is] = [stored.get(field), given.get(field)];
    if (was === undefined && is === undefined) continue;
    if (is === undefined) return 'field-missing';
    if (was === undefined) return 'value-differs';
    if (mask === 'none' && was !== is) return 'value-differs';
    if (!isMasked(mask, was, is) || !showsEnough(mask, was, is)) return 'mask-differs';
  }
  return null;
}

/** Shorter ones occur in tokens and counters by chance. */
const minSearched = 10;

/**
 * Whether a value that the grant does not show whole occurs anywhere in an answer. The row's granted fields are judged
 * on their own (`faultOfRow`): an address that is granted may name a district that is not.
 */
export function showsHidden(grant: Pick<Grant, 'fields'>, raw: RecordValues, answer: unknown): boolean {
  const masks = masksOf(grant);
  const hidden = Object.entries(raw).flatMap(([field, value]) => (masks.get(field) === 'none' ? [] : [value]));
  const whole = new Set(Object.entries(raw).flatMap(([field, value]) => (masks.get(field) === 'none' ? [value] : [])));
  const searched = hidden.filter((value) => value.length >= minSearched && !whole.has(value));
  return textsOutsideValues(answer).some((text) => searched.some((value) => text.includes(value)));
}

function textsOutsideValues(answer: unknown): readonly string[] {
  if (typeof answer === 'string') return [answer];
  if (Array.isArray(answer)) return answer.flatMap(textsOutsideValues);
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    name === 'values' ? [] : [name, ...textsOutsideValues(value)],
  );
}
