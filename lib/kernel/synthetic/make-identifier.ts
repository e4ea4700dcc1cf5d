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

/** Years before today. */
const years = 15;
const serialSpace = 90_000_000;

type FormatMaker = (field: Field, plan: Plan) => Maker;

function fromSerial(make: (serial: number, index: number) => string): FormatMaker {
  return (field, plan) => {
    const serial = createSerials(plan, field, serialSpace);
    return ({ index }) => make(serial(index), index);
  };
}

const makers: { readonly [Format in Field['format']]?: FormatMaker } = {
  'credit-code': creditCodeMaker,
  'taxpayer-id': creditCodeMaker,
  'credit-code-or-organization-code': creditCodeMaker,
  'credit-code-or-registration-number': creditCodeOrRegistrationMaker,
  'organization-code': fromSerial(makeOrganizationCode),
  'bank-card': fromSerial(makeBankCard),
  vin: fromSerial(makeVin),
  'engine-number': fromSerial((serial) => `E${pad(serial, 8)}`),
  'local-number': fromSerial((serial) => `LH${pad(serial, 10)}`),
  'birth-certificate': fromSerial(
    (serial) => `${'RSTUVWXYZ'.charAt(Math.floor(serial / 10_000_000))}41${pad(serial % 10_000_000, 7)}`,
  ),
  'real-estate-unit': realEstateUnitMaker,
  'parcel-number': parcelMaker,
  'real-estate-certificate': realEstateCertificateMaker,
  'state-land-certificate': stateLandCertificateMaker,
  'marriage-certificate': marriageCertificateMaker,
  'planning-permit': planningPermitMaker,
  'construction-permit': constructionPermitMaker,
};

/** Makes valid document numbers, unique within a column below a million rows. */
export function createIdentifierMaker(field: Field, plan: Plan): Maker | undefined {
  return makers[field.format]?.(field, plan);
}

const pad = (number: number, digits: number): string => String(number).padStart(digits, '0');
const divisionAt = (number: number): string => places[number % places.length]?.division ?? places[0].division;
const yearAt = (plan: Plan, number: number): number => Number(toDay(plan.today).slice(0, 4)) - 1 - (number % years);

function creditCodeMaker(field: Field, plan: Plan): Maker {
  const serial = createSerials(plan, field, serialSpace);
  const prefixes = field.prefixes ?? ['91'];
  return ({ index }) => makeCreditCode(prefixes[index % prefixes.length] ?? '91', divisionAt(index), serial(index));
}

function creditCodeOrRegistrationMaker(field: Field, plan: Plan): Maker {
  const serial = createSerials(plan, field, serialSpace);
  const creditCode = creditCodeMaker(field, plan);
  return (row) => (row.index % 4 === 0 ? makeRegistrationNumber(serial(row.index)) : creditCode(row));
}

function realEstateCertificateMaker(field: Field, plan: Plan): Maker {
  const kind = /证明/u.test(field.label) ? '证明第' : '权第';
  const serial = createSerials(plan, field, years * 10_000_000);
  return ({ random, index }) => {
    const number = serial(index);
    const place = random.pick(['漯河市', '舞阳县', '临颍县']);
    return `豫（${yearAt(plan, number)}）${place}不动产${kind}${pad(Math.floor(number / years), 7)}号`;
  };
}

function stateLandCertificateMaker(field: Field, plan: Plan): Maker {
  const serial = createSerials(plan, field, serialSpace);
  return ({ index }) => `漯国用（${yearAt(plan, index) - 5}）第${pad(serial(index), 8)}号`;
}

function marriageCertificateMaker(field: Field, plan: Plan): Maker {
  const serial = createSerials(plan, field, places.length * years * 999_999);
  return ({ index }) => {
    const number = serial(index);
    const rest = Math.floor(number / places.length);
    const count = 1 + Math.floor(rest / years);
    return `${index % 6 === 0 ? 'L' : 'J'}${divisionAt(number)}-${yearAt(plan, rest)}-${pad(count, 6)}`;
  };
}

function planningPermitMaker(field: Field, plan: Plan): Maker {
  const serial = createSerials(plan, field, places.length * years * 99_999);
  const kind = /用地/u.test(field.label) ? '地' : '建';
  return ({ index }) => {
    const number = serial(index);
    const rest = Math.floor(number / places.length);
    const count = 1 + Math.floor(rest / years);
    return `${kind}字第${divisionAt(number)}${yearAt(plan, rest)}${pad(count, 5)}号`;
  };
}

function constructionPermitMaker(field: Field, plan: Plan): Maker {
  const days = years * 365;
  const serial = createSerials(plan, field, places.length * days * 99);
  return ({ index }) => {
    const number = serial(index);
    const rest = Math.floor(number / places.length);
    const day = toDay(plan.today - 1 - (rest % days)).replaceAll('-', '');
    const count = 1 + Math.floor(rest / days);
    return `${divisionAt(number)}${day}${pad(count, 2)}${index % 5 === 0 ? '18' : '01'}`;
  };
}

function realEstateUnitMaker(field: Field, plan: Plan): Maker {
  const bareLand = /土地/u.test(plan.content.metadata.name);
  const serial = createSerials(plan, field, serialSpace);
  const unitOfHouse = plan.content.fields.findIndex((one) => one.format === 'real-estate-unit' && one !== field);
  if (/楼栋/u.test(field.label) && unitOfHouse >= 0)
    return ({ values }) => textOr(values[unitOfHouse], (unit) => toBuildingUnit(unit));
  return ({ index }) => makeRealEstateUnit(divisionAt(index), serial(index), bareLand);
}

function parcelMaker(field: Field, plan: Plan): Maker {
  const unit = plan.content.fields.findIndex((one) => one.format === 'real-estate-unit');
  const serial = createSerials(plan, field, serialSpace);
  return ({ index, values }) =>
    textOr(values[unit], toParcel) ?? toParcel(makeRealEstateUnit(divisionAt(index), serial(index), true));
}

function textOr(value: string | number | null | undefined, make: (text: string) => string): string | null {
  return typeof value === 'string' ? make(value) : null;
}
