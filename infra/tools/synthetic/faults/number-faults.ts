import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { CellFault } from './fault-injector.ts';

const numbers: readonly Field['format'][] = [
  'money',
  'area',
  'decimal',
  'integer',
  'percent',
  'longitude',
  'latitude',
  'elevation',
  'height-cm',
  'weight-kg',
];

const outside: Partial<Record<Field['format'], number>> = {
  percent: 150,
  longitude: 200,
  latitude: 100,
  'height-cm': 900,
  'weight-kg': 900,
};
/** Gives a warning. */
const unusual: Partial<Record<Field['format'], number>> = { longitude: 120.5, latitude: 40.5 };

function oddNumber({ format, usual }: Field): number | undefined {
  return usual === undefined ? unusual[format] : usual.max + 1;
}

function hasOnlyMinimum({ format, range }: Field): boolean {
  return range?.max === undefined && (format === 'area' || range?.min !== undefined);
}

/** Returns none for other formats, and leaves out warnings in key fields (`inKey`). */
export function numberFaults(field: Field, inKey: boolean): CellFault[] {
  if (!numbers.includes(field.format)) return [];
  const out = outside[field.format];
  const odd = inKey ? undefined : oddNumber(field);
  const scale = field.scale ?? (field.format === 'integer' ? 0 : undefined);
  return [
    { code: 'number-format', put: () => '大约一百' },
    ...(scale === undefined
      ? []
      : ([
          { code: scale === 0 ? 'integer-expected' : 'decimal-places', put: () => `33.${'1'.repeat(scale + 1)}` },
        ] satisfies CellFault[])),
    ...(out === undefined ? [] : ([{ code: 'out-of-range', put: () => out }] satisfies CellFault[])),
    ...(odd === undefined ? [] : ([{ code: 'out-of-usual-range', put: () => odd }] satisfies CellFault[])),
    ...(hasOnlyMinimum(field) ? ([{ code: 'below-minimum', put: () => -5 }] satisfies CellFault[]) : []),
    ...(field.format === 'money'
      ? ([{ code: 'number-too-large', put: () => `1${'0'.repeat(field.length - (scale ?? 2))}` }] satisfies CellFault[])
      : []),
  ];
}
