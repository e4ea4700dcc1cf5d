import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { CellFault } from './fault-injector.ts';

const refused: Partial<Record<Field['format'], readonly CellFault[]>> = {
  'real-estate-unit': [
    { code: 'real-estate-unit-format', put: (value) => String(value).slice(0, 27) },
    { code: 'real-estate-unit-no-building', put: (value) => `${String(value).slice(0, 19)}W00010001` },
  ],
  'marriage-certificate': [{ code: 'marriage-certificate-format', put: (value) => `K${String(value).slice(1)}` }],
  'construction-permit': [
    { code: 'construction-permit-format', put: (value) => String(value).slice(0, 17) },
    { code: 'construction-permit-date', put: (value) => `${String(value).slice(0, 10)}1350${String(value).slice(14)}` },
  ],
  'driving-class': [{ code: 'driving-class-format', put: () => 'Z9' }],
  'repayment-months': [
    { code: 'repayment-months-format', put: (value) => String(value).slice(0, 23) },
    {
      code: 'repayment-months-order',
      put: (value) => `${String(value).slice(0, 23)}/`.replace(/^\/+/, (blank) => 'N'.repeat(blank.length)),
    },
  ],
  phone: [
    { code: 'phone-format', put: () => '12345' },
    { code: 'leading-zeros-lost', put: () => 3_953_177_057 },
  ],
  'post-code': [{ code: 'post-code-format', put: () => '4620' }],
  'bank-card': [{ code: 'bank-card-format', put: () => '62220212' }],
  division: [{ code: 'division-format', put: (value) => String(value).slice(0, 5) }],
  'yes-no': [{ code: 'yes-no-unknown', put: () => '也许' }],
};

/** Accepted with a warning. */
const warned: Partial<Record<Field['format'], readonly CellFault[]>> = {
  vin: [
    { code: 'vin-format', put: (value) => `${String(value).slice(0, 16)}O` },
    {
      code: 'vin-check-digit',
      put: (value) =>
        String(value).slice(0, 8) + (String(value).charAt(8) === '1' ? '2' : '1') + String(value).slice(9),
    },
  ],
  'engine-number': [{ code: 'engine-number-format', put: () => '未见号码' }],
  'local-number': [{ code: 'local-number-form', put: () => '编号不清' }],
  'real-estate-certificate': [{ code: 'real-estate-certificate-form', put: () => '漯房权证源汇字第20050123号' }],
  'parcel-number': [{ code: 'parcel-number-form', put: () => '05-12-3' }],
  'map-sheet': [{ code: 'map-sheet-form', put: () => '城东一号图' }],
  'planning-permit': [{ code: 'planning-permit-form', put: () => '漯规建2005年12号' }],
};

/** Leaves out warnings in key fields (`inKey`): changing a key would add a record. */
export function identifierFaults(field: Field, inKey: boolean): CellFault[] {
  return [...(refused[field.format] ?? []), ...(inKey ? [] : (warned[field.format] ?? []))];
}
