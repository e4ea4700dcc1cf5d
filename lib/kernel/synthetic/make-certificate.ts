import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { toDay } from './day-numbers.ts';
import { drawIssuedDay } from './issued-day.ts';
import { makeCreditCode } from './numbers/credit-code.ts';
import { makeOrganizationName } from './organizations.ts';
import { createPopulation, type Person } from './people.ts';
import type { Maker, Plan, PartialRow, Value } from './plan.ts';
import { mix, mixText, createRandom, spread } from './random.ts';

/** Whether the entry is a certificate type's face data. */
export function isFaceData({ fields }: DatasetContent): boolean {
  return ['certificate_number', 'holder_code', 'issuing_authority_code', 'issued_date'].every((key) =>
    fields.some((field) => field.key === key),
  );
}

const party = '(?:holder|co_holder_[23])_(?:name|type|code)';
const own = new RegExp(
  `^(?:certificate_(?:number|identifier)|${party}|issuing_authority(?:_code)?|(?:issued|effective|expiring)_date|division)$`,
);

/** Whether this field is made here, filled or not. */
export function isCertificateField(field: Field, content: DatasetContent): boolean {
  return own.test(field.key) && isFaceData(content);
}

/** Fills common fields so that all of a row belong together. */
export function createCertificateMaker(field: Field, plan: Plan, personOf: (row: PartialRow) => Person): Maker {
  const { key } = field;
  const [, coHolder, part = ''] = /^(co_)?holder(?:_[23])?_(name|type|code)$/.exec(key) ?? [];
  if (part !== '') {
    const holderOf =
      coHolder === undefined
        ? createFirstHolder(plan, personOf)
        : createCoHolder(plan, Number(key.charAt('co_holder_'.length)));
    return (row) => {
      const holder = holderOf(row);
      if (holder === undefined || holder === null) return null;
      if (part === 'name') return holder.name;
      return part === 'type' ? holder.type : holder.code;
    };
  }
  switch (key) {
    case 'certificate_number':
      return createNumberMaker(field, plan);
    case 'certificate_identifier':
      return () => null; // Only the province assigns them.
    case 'division':
    case 'issuing_authority':
    case 'issuing_authority_code':
      return createIssuerMaker(key, plan);
    default:
      return createDayMaker(key, field, plan);
  }
}

/** Up to seven last digits of the example run. */
function createNumberMaker({ key, example = 'LH0000000' }: Field, plan: Plan): Maker {
  const runs = [...example.matchAll(/\d+/gu)];
  const run = runs.findLast(([digits]) => digits.length >= 4) ?? runs.at(-1);
  if (run === undefined) throw new Error(`the example of ${plan.content.metadata.name} has no digits to count with`);
  const length = Math.min(7, run[0].length);
  const end = run.index + run[0].length;
  const serial = spread(10 ** length, mixText(plan.seed, key));
  return ({ index }) =>
    example.slice(0, end - length) + String(serial(index)).padStart(length, '0') + example.slice(end);
}

type Holder = { readonly name: Value; readonly type: string; readonly code: string };

const organizationType = '统一社会信用代码';
const personType = '居民身份证';

/** An entry whose subject says nothing has holders of both kinds. */
function createFirstHolder(plan: Plan, personOf: (row: PartialRow) => Person): (row: PartialRow) => Holder {
  const kind = plan.content.subject?.kind;
  const choice = mixText(plan.seed, 'kind of holder');
  const company = createCompany(plan, 'holder');
  const place = plan.at.get('holder_code') ?? -1;
  return (row) => {
    if (kind === 'organization' || (kind === undefined && mix(choice, row.index) % 2 === 0)) return company(row.index);
    const { name, idNumber, birth } = personOf(row);
    row.days[place] = birth;
    return { name, type: personType, code: idNumber };
  };
}

/** Three rows in ten have a second holder, and a third of those a third one. */
function createCoHolder(plan: Plan, place: number): (row: PartialRow) => Holder | null {
  const company = createCompany(plan, `holder ${place}`);
  const population = createPopulation(mixText(plan.seed, `holder ${place}`), 'adult', plan.today);
  const holders = mixText(plan.seed, 'holders');
  return ({ index }) => {
    if (mix(holders, index) % 10 >= (place === 2 ? 3 : 1)) return null;
    if (plan.content.subject?.kind === 'organization') return company(index);
    const { name, idNumber } = population(index, index % 2 === 0 ? '女' : '男');
    return { name, type: personType, code: idNumber };
  };
}

function createCompany(plan: Plan, column: string): (index: number) => Holder {
  const serial = spread(90_000_000, mixText(plan.seed, column));
  const seed = mixText(plan.seed, `${column} name`);
  return (index) => ({
    name: makeOrganizationName(createRandom(mix(seed, index)), 'company'),
    type: organizationType,
    code: makeCreditCode('91', '411102', serial(index)),
  });
}

function createIssuerMaker(part: 'division' | 'issuing_authority' | 'issuing_authority_code', plan: Plan): Maker {
  const { detail = '市政府' } = plan.content.metadata.classification;
  const list = plan.codeLists.get('local-division')?.codes ?? [];
  const units = list.filter(({ code }) => plan.divisions?.includes(code) ?? code !== '411101');
  const choice = mixText(plan.seed, 'unit');
  const office = mixText(0, plan.content.metadata.provider) % 90_000_000;
  return ({ index }) => {
    const at = mix(choice, index) % units.length;
    const unit = units[at];
    if (unit === undefined) throw new Error('no unit to issue certificates');
    if (part === 'division') return unit.label;
    if (part === 'issuing_authority_code')
      return makeCreditCode('11', /^\d/.test(unit.code) ? unit.code : '411100', office + list.indexOf(unit));
    return detail.startsWith('市') ? `${unit.label}${detail.slice(1)}` : detail; // 舞阳县 + 交通运输局; 漯河无线电管理局
  };
}

/** Issued in the last years, in force within days, ending after whole years: most are valid today. */
function createDayMaker(key: string, field: Field, plan: Plan): Maker {
  return ({ index }) => {
    const { issued, random } = drawIssuedDay(plan, index);
    const effective = issued + (random.chance(0.8) ? 0 : random.between(1, 20));
    const expired = random.chance(0.1);
    const years = expired ? 1 : Math.ceil((plan.today - effective) / 365) + random.between(1, 5);
    const open = random.chance(0.25);
    if (key === 'issued_date') return toDay(issued);
    if (key === 'effective_date') return toDay(effective);
    return field.format === 'date-or-open-end' && open ? '长期' : toDay(effective + years * 365);
  };
}
