import type { Mask } from '../../schemas/catalogue/field.ts';

type Shown = { readonly front: number; readonly back: number; readonly minMasked: number };

/** Characters that stay, and how many must be masked at the least: shorter values are masked whole. */
const shownBy = {
  'citizen-id': { front: 6, back: 4, minMasked: 4 },
  'citizen-id-strict': { front: 1, back: 1, minMasked: 4 },
  mobile: { front: 3, back: 4, minMasked: 4 },
  landline: { front: 0, back: 4, minMasked: 3 },
  'bank-card': { front: 6, back: 4, minMasked: 4 },
  address: { front: 6, back: 0, minMasked: 2 },
  'credit-code': { front: 8, back: 2, minMasked: 4 },
} as const satisfies Partial<Record<Mask, Shown>>;

/** Of `all`: how long a value is stays hidden, too. */
const hidden = '****';

/**
 * Masks a field's value by the name of its mask: `411102********001X`. Each other character becomes one `*`. A value
 * too short for its mask is masked whole; an empty one stays empty.
 */
export function maskValue(mask: Mask, value: string): string {
  if (mask === 'none' || value === '') return value;
  if (mask === 'all') return hidden;
  const characters = Array.from(value);
  const { front, back } = mask === 'name' ? shownOfName(characters.length) : shownWhereLong(mask, characters.length);
  const masked = '*'.repeat(characters.length - front - back);
  return `${characters.slice(0, front).join('')}${masked}${characters.slice(characters.length - back).join('')}`;
}

/** Two characters show the first, more the last, too. */
function shownOfName(length: number): Pick<Shown, 'front' | 'back'> {
  return { front: length > 1 ? 1 : 0, back: length > 2 ? 1 : 0 };
}

function shownWhereLong(mask: keyof typeof shownBy, length: number): Pick<Shown, 'front' | 'back'> {
  const { front, back, minMasked } = shownBy[mask];
  return length < front + back + minMasked ? { front: 0, back: 0 } : { front, back };
}
