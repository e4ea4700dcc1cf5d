import type { Field } from '../../../schemas/catalogue/field.ts';
import { toDay } from './day-numbers.ts';
import { createCertificateMaker, isCertificateField } from './make-certificate.ts';
import { createCodeMaker } from './make-code.ts';
import { createDayDrawer, createDayMaker } from './make-day.ts';
import { createIdentifierMaker } from './make-identifier.ts';
import { createIdentityMaker } from './make-identity.ts';
import { createNumberMaker, createSumMaker } from './make-number.ts';
import { createTextMaker } from './make-text.ts';
import type { Person } from './people.ts';
import { type Maker, type Plan, type PartialRow, createSerials } from './plan.ts';
import { places } from './vocabulary.ts';

/** Selects a field's maker: rules between fields come first, then the format. */
export function createMaker(field: Field, at: number, plan: Plan, personOf: (row: PartialRow) => Person): Maker {
  if (isCertificateField(field, plan.content)) return createCertificateMaker(field, plan, personOf);
  const { rules } = plan.content;
  const sum = rules.find((rule) => rule.kind === 'sum' && rule.total === field.key);
  if (sum?.kind === 'sum')
    return createSumMaker(
      field,
      sum.parts.map((part) => plan.at.get(part) ?? -1),
    );
  if (isBirthDate(field, plan)) return birthDateMaker(at, personOf);
  const make = isText(field) ? createTextMaker(field, plan, personOf) : makerOfFormat(field, at, plan, personOf);
  const part = rules.find((rule) => rule.kind === 'not-more' && rule.part === field.key);
  if (part?.kind === 'not-more') return atMost(make, plan.at.get(part.whole) ?? -1);
  const different = rules.find((rule) => rule.kind === 'different' && rule.second === field.key);
  return different?.kind === 'different' ? unlike(make, plan.at.get(different.first) ?? -1) : make;
}

function isText({ format }: Field): boolean {
  return format === 'text' || format === 'person-name';
}

function isBirthDate(field: Field, { content }: Plan): boolean {
  return (
    field.format === 'date' &&
    (field.key.endsWith('birth_date') ||
      content.rules.some((rule) => rule.kind === 'birth-date-of-id' && rule.birthDate === field.key))
  );
}

function birthDateMaker(at: number, personOf: (row: PartialRow) => Person): Maker {
  return (row) => {
    const { birth } = personOf(row);
    row.days[at] = birth;
    return toDay(birth);
  };
}

function atMost(make: Maker, whole: number): Maker {
  return (row) => {
    const [value, limit] = [make(row), row.values[whole]];
    return typeof value === 'number' && typeof limit === 'number' ? Math.min(value, limit) : value;
  };
}

function unlike(make: Maker, other: number): Maker {
  return (row) => {
    let value = make(row);
    for (let maxTries = 0; value === row.values[other] && maxTries < 20; maxTries++) value = make(row);
    return value;
  };
}

function makerOfFormat(field: Field, at: number, plan: Plan, personOf: (row: PartialRow) => Person): Maker {
  switch (field.format) {
    case 'code':
      return createCodeMaker(field, plan, personOf);
    case 'yes-no':
      return ({ random }) => (random.chance(0.5) ? '是' : '否');
    case 'division':
      return ({ random }) => random.pick(places).division;
    case 'phone':
      return ({ random }) =>
        random.chance(0.8)
          ? `1990000${String(random.between(0, 9999)).padStart(4, '0')}`
          : `0395-${random.between(2_000_000, 8_999_999)}`;
    case 'post-code':
      return ({ random }) => random.pick(['462000', '462300', '462400', '462600']);
    case 'map-sheet':
      return ({ random }) =>
        `I50G${String(random.between(1, 96)).padStart(3, '0')}${String(random.between(1, 96)).padStart(3, '0')}`;
    case 'driving-class':
      return ({ random }) => random.pick(['C1', 'C1', 'C1', 'C2', 'B2', 'A2', 'C1D', 'A1A2', 'C1E']);
    case 'repayment-months':
      return ({ random }) => {
        const before = random.between(0, 12);
        return `${'/'.repeat(before)}*${Array.from({ length: 23 - before }, () => (random.chance(0.95) ? 'N' : random.pick(['1', '2', '*']))).join('')}`;
      };
    case 'date-time':
      return dateTimeMaker(field, at, plan);
    default: {
      const make =
        createDayMaker(field, at, plan) ??
        createNumberMaker(field, plan) ??
        createIdentityMaker(field, at, plan, personOf) ??
        createIdentifierMaker(field, plan);
      if (make === undefined) throw new Error(`no synthetic values for the format ${field.format}`);
      return make;
    }
  }
}

const secondsOfYears = 15 * 365 * 86_400;

function dateTimeMaker(field: Field, at: number, plan: Plan): Maker {
  const draw = createDayDrawer(field, at, plan);
  const serial = createSerials(plan, field, secondsOfYears);
  const isAnchor = plan.anchor === field.key;
  return (row) => {
    const second = isAnchor ? serial(row.index) : row.random.between(0, 86_399);
    const day = isAnchor ? plan.today - 1 - Math.floor(second / 86_400) : draw(row);
    row.days[at] = day;
    return `${toDay(day)} ${new Date((second % 86_400) * 1000).toISOString().slice(11, 19)}`;
  };
}
