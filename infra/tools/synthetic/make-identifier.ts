import type { Field } from '../../../schemas/catalogue/field.ts';
import { toDay } from './day-numbers.ts';
import { makeBankCard } from './numbers/bank-card.ts';
import { makeCreditCode } from './numbers/credit-code.ts';
import { makeOrganizationCode } from './numbers/organization-code.ts';
import { toBuildingUnit, toParcel, makeRealEstateUnit } from './numbers/real-estate-unit.ts';
import { makeRegistrationNumber } from './numbers/registration-number.ts';
import { makeVin } from './numbers/vin.ts';
import { type Maker, type Plan, createSerials } from './plan.ts';
import { places } from './vocabulary.ts';

const years = 15;

/** Numbers of papers, bodies and things; of one column, no two are the same below a million rows. */
export function createIdentifierMaker(field: Field, plan: Plan): Maker | undefined {
  const serial = createSerials(plan, field, 90_000_000);
  const prefixes = field.prefixes ?? ['91'];
  const prefixAt = (number: number) => prefixes[number % prefixes.length] ?? '91';
  const divisionAt = (number: number) => places[number % places.length]?.division ?? places[0].division;
  const yearAt = (number: number) => Number(toDay(plan.today).slice(0, 4)) - 1 - (number % years);
  const creditCode: Maker = ({ index }) => makeCreditCode(prefixAt(index), divisionAt(index), serial(index));

  switch (field.format) {
    case 'credit-code':
    case 'taxpayer-id':
    case 'credit-code-or-organization-code':
      return creditCode;
    case 'credit-code-or-registration-number':
      return (row) => (row.index % 4 === 0 ? makeRegistrationNumber(serial(row.index)) : creditCode(row));
    case 'organization-code':
      return ({ index }) => makeOrganizationCode(serial(index));
    case 'bank-card':
      return ({ index }) => makeBankCard(serial(index));
    case 'vin':
      return ({ index }) => makeVin(serial(index));
    case 'engine-number':
      return ({ index }) => `E${String(serial(index)).padStart(8, '0')}`;
    case 'local-number':
      return ({ index }) => `LH${String(serial(index)).padStart(10, '0')}`;
    case 'birth-certificate':
      return ({ index }) =>
        `${'RSTUVWXYZ'.charAt(Math.floor(serial(index) / 10_000_000))}41${String(serial(index) % 10_000_000).padStart(7, '0')}`;
    case 'real-estate-unit':
      return realEstateUnitMaker(field, plan);
    case 'parcel-number':
      return parcelMaker(field, plan);
    case 'real-estate-certificate': {
      const kind = /证明/u.test(field.label) ? '证明第' : '权第';
      const place = createSerials(plan, field, years * 10_000_000);
      return ({ random, index }) =>
        `豫（${yearAt(place(index))}）${random.pick(['漯河市', '舞阳县', '临颍县'])}不动产${kind}${String(Math.floor(place(index) / years)).padStart(7, '0')}号`;
    }
    case 'state-land-certificate':
      return ({ index }) => `漯国用（${yearAt(index) - 5}）第${String(serial(index)).padStart(8, '0')}号`;
    case 'marriage-certificate': {
      const place = createSerials(plan, field, places.length * years * 999_999);
      return ({ index }) => {
        const number = place(index);
        const rest = Math.floor(number / places.length);
        return `${index % 6 === 0 ? 'L' : 'J'}${divisionAt(number)}-${yearAt(rest)}-${String(1 + Math.floor(rest / years)).padStart(6, '0')}`;
      };
    }
    case 'planning-permit': {
      const place = createSerials(plan, field, places.length * years * 99_999);
      const kind = /用地/u.test(field.label) ? '地' : '建';
      return ({ index }) => {
        const number = place(index);
        const rest = Math.floor(number / places.length);
        return `${kind}字第${divisionAt(number)}${yearAt(rest)}${String(1 + Math.floor(rest / years)).padStart(5, '0')}号`;
      };
    }
    case 'construction-permit': {
      const days = years * 365;
      const place = createSerials(plan, field, places.length * days * 99);
      return ({ index }) => {
        const number = place(index);
        const rest = Math.floor(number / places.length);
        const day = toDay(plan.today - 1 - (rest % days)).replaceAll('-', '');
        return `${divisionAt(number)}${day}${String(1 + Math.floor(rest / days)).padStart(2, '0')}${index % 5 === 0 ? '18' : '01'}`;
      };
    }
    default:
      return undefined;
  }
}

function realEstateUnitMaker(field: Field, plan: Plan): Maker {
  const bareLand = /土地/u.test(plan.content.metadata.name);
  const serial = createSerials(plan, field, 90_000_000);
  const house = plan.content.fields.findIndex((one) => one.format === 'real-estate-unit' && one !== field);
  if (/楼栋/u.test(field.label) && house >= 0)
    return ({ values }) => textOr(values[house], (unit) => toBuildingUnit(unit));
  return ({ index }) =>
    makeRealEstateUnit(places[index % places.length]?.division ?? places[0].division, serial(index), bareLand);
}

/** The parcel of the unit in the same row, where there is one. */
function parcelMaker(field: Field, plan: Plan): Maker {
  const unit = plan.content.fields.findIndex((one) => one.format === 'real-estate-unit');
  const serial = createSerials(plan, field, 90_000_000);
  return ({ index, values }) =>
    textOr(values[unit], toParcel) ??
    toParcel(makeRealEstateUnit(places[index % places.length]?.division ?? places[0].division, serial(index), true));
}

function textOr(value: string | number | null | undefined, make: (text: string) => string): string | null {
  return typeof value === 'string' ? make(value) : null;
}
