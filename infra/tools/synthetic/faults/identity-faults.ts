import { creditCodeCheckCharacter } from '../../../../lib/kernel/formats/identity/check-characters.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { CellFault } from './fault-injector.ts';

const citizenId = /^\d{17}[\dX]$/;
const residentCards: readonly unknown[] = ['居民身份证', '身份证'];

/** `inKey`: a value that is taken in with a warning would be another record's. */
export function identityFaults(field: Field, inKey: boolean): CellFault[] {
  switch (field.format) {
    case 'citizen-id':
    case 'driving-licence':
      return citizenIdFaults();
    case 'identity-document':
      return field.typedBy === undefined ? [] : citizenIdFaults(field.typedBy);
    case 'citizen-id-or-credit-code':
      return [{ code: 'citizen-id-or-credit-code-format', put: (value) => String(value).slice(0, 12) }];
    case 'credit-code':
      return [
        { code: 'credit-code-format', put: (value) => `${String(value).slice(0, 17)}I` },
        { code: 'credit-code-check-character', put: (value) => withOtherLast(String(value)) },
        ...(inKey ? [] : organizationPart),
        ...(inKey || field.prefixes === undefined
          ? []
          : ([{ code: 'credit-code-prefix', put: (value) => withPrefix(String(value), 'A1') }] satisfies CellFault[])),
      ];
    case 'credit-code-or-organization-code':
      return [{ code: 'credit-code-or-organization-code-format', put: () => '1234' }];
    case 'credit-code-or-registration-number':
      return [{ code: 'credit-code-or-registration-number-format', put: () => '1234' }];
    case 'taxpayer-id':
      return [{ code: 'taxpayer-id-format', put: (value) => String(value).slice(0, 16) }];
    case 'disability-certificate':
      return [
        { code: 'disability-certificate-format', put: (value) => `${String(value).slice(0, 18)}95` },
        {
          code: 'disability-certificate-id',
          put: (value) => withOtherLast(String(value).slice(0, 18)) + String(value).slice(18),
        },
      ];
    default:
      return [];
  }
}

function citizenIdFaults(typedBy?: string): CellFault[] {
  const faults: { readonly code: CellFault['code']; readonly put: (id: string) => string | number }[] = [
    { code: 'citizen-id-format', put: (id) => id.slice(0, 17) },
    { code: 'citizen-id-birth-date', put: (id) => `${id.slice(0, 10)}0230${id.slice(14)}` },
    { code: 'citizen-id-check-character', put: withOtherLast },
    // what Excel makes of an id in a number cell
    { code: 'id-number-digits-lost', put: (id) => Number(`${id.slice(0, 15)}000`) },
    { code: 'citizen-id-old-form', put: (id) => id.slice(0, 6) + id.slice(8, 17) },
  ];
  return faults.map(({ code, put }) => ({
    code,
    put: (value, row) => {
      const id = String(value);
      if (!citizenId.test(id) || (typedBy !== undefined && !residentCards.includes(row[typedBy]))) return undefined;
      return code === 'citizen-id-old-form' && !id.startsWith('19', 6) ? undefined : put(id);
    },
  }));
}

function withOtherLast(text: string): string {
  const last = text.slice(-1);
  return text.slice(0, -1) + (/\d/.test(last) ? String((Number(last) + 1) % 10) : '0');
}

const organizationPart: CellFault[] = [
  {
    code: 'credit-code-organization-part',
    put: (value) => {
      const text = String(value);
      const characters = text.slice(0, 16) + (text.charAt(16) === '0' ? '1' : '0');
      return characters + creditCodeCheckCharacter(characters);
    },
  },
];

function withPrefix(value: string, prefix: string): string {
  const characters = prefix + value.slice(2, 17);
  return characters + creditCodeCheckCharacter(characters);
}
