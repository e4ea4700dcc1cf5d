import type { Field } from '../../../schemas/catalogue/field.ts';
import { addressNumbers, makeAddress, makeNumberedAddress } from './addresses.ts';
import { makeOrganizationName, organizationNames, type OrganizationKind } from './organizations.ts';
import { makePersonName, type Person } from './people.ts';
import { createPhraseMaker } from './phrases.ts';
import { type Maker, type Plan, type PartialRow, createSerials } from './plan.ts';
import { getTextKind } from './text-kinds.ts';
import { places } from './vocabulary.ts';

const kindsOfPrefix: Readonly<Record<string, OrganizationKind>> = {
  '11': 'administrative-organ',
  '12': 'public-institution',
  '51': 'social-organization',
  '52': 'private-unit',
  '53': 'foundation',
};

/** Makes free text; the anchor's values are unique below a million rows. */
export function createTextMaker(field: Field, plan: Plan, personOf: (row: PartialRow) => Person): Maker {
  const make = createRawTextMaker(field, plan, personOf);
  return (row) => make(row).slice(0, field.length);
}

function createRawTextMaker(
  field: Field,
  plan: Plan,
  personOf: (row: PartialRow) => Person,
): (row: PartialRow) => string {
  const isAnchor = plan.anchor === field.key;
  switch (field.format === 'person-name' ? 'person' : getTextKind(field.label)) {
    case 'number':
      return numberedText(field, plan);
    case 'person':
      return /^former_|legal_representative$/.test(field.key)
        ? ({ random }) => makePersonName(random, random.chance(0.5) ? '男' : '女')
        : (row) => personOf(row).name;
    case 'organization': {
      const kind = getOrganizationKind(field, plan);
      const serial = createSerials(plan, field, organizationNames);
      return isAnchor
        ? ({ random, index }) => makeOrganizationName(random, kind, serial(index))
        : ({ random }) => makeOrganizationName(random, kind);
    }
    case 'authority':
      return ({ random }) =>
        `漯河市${random.pick(places).name}${/医院/u.test(field.label) ? '人民医院' : '行政审批服务局'}`;
    case 'address': {
      const serial = createSerials(plan, field, addressNumbers);
      return isAnchor
        ? ({ random, index }) => makeNumberedAddress(random, serial(index))
        : ({ random }) => makeAddress(random);
    }
    case 'phrase': {
      const phrase = createPhraseMaker(field.label);
      const serial = createSerials(plan, field, 10_000_000);
      return isAnchor
        ? ({ random, index }) => `第${serial(index)}号：${phrase(random)}`
        : ({ random }) => phrase(random);
    }
  }
}

/** `LH20190001234`, or `漯政文〔2019〕1234号` for documents. */
function numberedText(field: Field, plan: Plan): (row: PartialRow) => string {
  const serial = createSerials(plan, field, 10_000_000);
  if (/文件号/u.test(field.label)) return ({ index }) => `漯政文〔${2010 + (serial(index) % 10)}〕${serial(index)}号`;
  return ({ index }) => `LH${2010 + (serial(index) % 10)}${String(serial(index)).padStart(7, '0')}`;
}

function getOrganizationKind(field: Field, { content }: Plan): OrganizationKind {
  if (/主管|举办|批准/u.test(field.label)) return 'administrative-organ';
  const prefix = content.fields.find(({ prefixes }) => prefixes !== undefined)?.prefixes?.[0];
  return kindsOfPrefix[prefix ?? ''] ?? 'company';
}
