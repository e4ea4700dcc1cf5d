import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { CellFault } from './fault-injector.ts';

/** Makes texts too long, garbled or outside a code list. */
export function textFaults(field: Field, inKey: boolean): CellFault[] {
  if (field.format === 'code') {
    if (field.controlled) return [{ code: 'code-unknown', put: () => '表外取值' }];
    return inKey ? [] : [{ code: 'code-unlisted', put: () => '表外取值' }];
  }
  if (field.format === 'person-name') return nameFaults(field, inKey);
  if (field.format !== 'text') return [];
  return [
    {
      code: 'text-too-long',
      put: (value) => `${value}，`.repeat(Math.ceil((field.length + 1) / (String(value).length + 1))),
    },
    { code: 'control-characters', put: (value) => `${value}\u0081` },
    ...(inKey ? [] : ([{ code: 'text-garbled', put: (value) => `${value}\ufffd` }] satisfies CellFault[])),
  ];
}

function nameFaults(field: Field, inKey: boolean): CellFault[] {
  return [
    { code: 'person-name-format', put: () => '123' },
    { code: 'person-name-private-use', put: (value) => `${value}\ue000` },
    { code: 'control-characters', put: (value) => `${value}\u0081` },
    { code: 'text-too-long', put: (value) => `${value}·`.repeat(field.length).slice(0, -1) },
    ...(inKey ? [] : ([{ code: 'person-name-unusual', put: (value) => `${value}2` }] satisfies CellFault[])),
  ];
}
