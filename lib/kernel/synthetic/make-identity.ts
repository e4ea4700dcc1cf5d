import type { Field } from '../../../schemas/catalogue/field.ts';
import type { Person } from './people.ts';
import { type Maker, type Plan, type PartialRow, createSerials } from './plan.ts';

/** Gives the numbers of one role in a row to the same person. */
export function createIdentityMaker(
  field: Field,
  at: number,
  plan: Plan,
  personOf: (row: PartialRow) => Person,
): Maker | undefined {
  const storeBirth = (row: PartialRow): Person => {
    const person = personOf(row);
    row.days[at] = person.birth;
    return person;
  };
  switch (field.format) {
    case 'citizen-id':
    case 'driving-licence':
    case 'citizen-id-or-credit-code':
      return (row) => storeBirth(row).idNumber;
    case 'identity-document':
      return createDocumentMaker(field, plan, storeBirth);
    case 'disability-certificate':
      return createDisabilityCertificateMaker(field, plan, personOf);
    default:
      return undefined;
  }
}

function createDocumentMaker(field: Field, plan: Plan, personOf: (row: PartialRow) => Person): Maker {
  const kindAt = plan.at.get(field.typedBy ?? '') ?? -1;
  const serial = createSerials(plan, field, 90_000_000);
  return (row) => {
    const kind = row.values[kindAt];
    if (typeof kind !== 'string' || kind.endsWith('身份证')) return personOf(row).idNumber;
    const digits = String(serial(row.index)).padStart(8, '0');
    if (/护照/u.test(kind)) return `E${digits}`;
    if (/港澳/u.test(kind)) return `H${digits}`;
    return /台/u.test(kind) ? digits : `军字第${digits}号`;
  };
}

/** Category and grade agree with the row's own columns. */
function createDisabilityCertificateMaker(field: Field, plan: Plan, personOf: (row: PartialRow) => Person): Maker {
  const rule = plan.content.rules.find(
    (one) => one.kind === 'disability-certificate-parts' && one.certificate === field.key,
  );
  const [category, grade] =
    rule?.kind === 'disability-certificate-parts'
      ? [codeReader(rule.category, plan), codeReader(rule.grade, plan)]
      : [codeReader(undefined, plan), codeReader(undefined, plan)];
  return (row) =>
    `${personOf(row).idNumber}${category(row) ?? row.random.between(1, 7)}${grade(row) ?? row.random.between(1, 4)}`;
}

function codeReader(key: string | undefined, plan: Plan): (row: PartialRow) => string | undefined {
  const at = plan.at.get(key ?? '') ?? -1;
  const codes = plan.codeLists.get(plan.content.fields[at]?.codeList ?? '')?.codes ?? [];
  const codeOf = new Map<unknown, string>(codes.map(({ code, label }) => [label, code]));
  return ({ values }) => codeOf.get(values[at]);
}
