import type { Field } from '../../schemas/catalogue/field.ts';
import { addressNumbers, addressOf, numberedAddressOf } from './addresses.ts';
import { organizationNameOf, organizationNames, type OrganizationKind } from './organizations.ts';
import { personNameOf, type Person } from './people.ts';
import { phraseOf } from './phrases.ts';
import { type Maker, type Plan, type RowInMaking, serialsOf } from './plan.ts';
import { textKindOf } from './text-kinds.ts';
import { places } from './vocabulary.ts';

const kindsOfPrefix: Readonly<Record<string, OrganizationKind>> = {
  '11': 'administrative-organ',
  '12': 'public-institution',
  '51': 'social-organization',
  '52': 'private-unit',
  '53': 'foundation',
};

/** Free text; where the field tells rows apart, no two are the same below a million rows. */
export function textMakerOf(field: Field, plan: Plan, personOf: (row: RowInMaking) => Person): Maker {
  const make = rawTextMakerOf(field, plan, personOf);
  return (row) => make(row).slice(0, field.length);
}

function rawTextMakerOf(
  field: Field,
  plan: Plan,
  personOf: (row: RowInMaking) => Person,
): (row: RowInMaking) => string {
  const isAnchor = plan.anchor === field.key;
  switch (textKindOf(field.label)) {
    case 'number':
      return numberedText(field, plan);
    case 'person':
      return /^former_|legal_representative$/.test(field.key)
        ? ({ random }) => personNameOf(random, random.chance(0.5) ? '男' : '女')
        : (row) => personOf(row).name;
    case 'organization': {
      const kind = organizationKindOf(field, plan);
      const serial = serialsOf(plan, field, organizationNames);
      return isAnchor
        ? ({ random, index }) => organizationNameOf(random, kind, serial(index))
        : ({ random }) => organizationNameOf(random, kind);
    }
    case 'authority':
      return ({ random }) =>
        `漯河市${random.pick(places).name}${/医院/u.test(field.label) ? '人民医院' : '行政审批服务局'}`;
    case 'address': {
      const serial = serialsOf(plan, field, addressNumbers);
      return isAnchor
        ? ({ random, index }) => numberedAddressOf(random, serial(index))
        : ({ random }) => addressOf(random);
    }
    case 'phrase': {
      const phrase = phraseOf(field.label);
      const serial = serialsOf(plan, field, 10_000_000);
      return isAnchor
        ? ({ random, index }) => `第${serial(index)}号：${phrase(random)}`
        : ({ random }) => phrase(random);
    }
  }
}

/** A number with no national form: `LH20190001234`, or `漯政文〔2019〕1234号` for papers. */
function numberedText(field: Field, plan: Plan): (row: RowInMaking) => string {
  const serial = serialsOf(plan, field, 10_000_000);
  if (/文件号/u.test(field.label)) return ({ index }) => `漯政文〔${2010 + (serial(index) % 10)}〕${serial(index)}号`;
  return ({ index }) => `LH${2010 + (serial(index) % 10)}${String(serial(index)).padStart(7, '0')}`;
}

function organizationKindOf(field: Field, { content }: Plan): OrganizationKind {
  if (/主管|举办|批准/u.test(field.label)) return 'administrative-organ';
  const prefix = content.fields.find(({ prefixes }) => prefixes !== undefined)?.prefixes?.[0];
  return kindsOfPrefix[prefix ?? ''] ?? 'company';
}
