import type { Field } from '../../schemas/catalogue/field.ts';
import type { RowRule } from '../../schemas/catalogue/rule.ts';
import type { SeedCertificate } from './seed-certificate.ts';

/** Days that lie ahead or bound a term; every other day on a certificate is of something that has happened. */
const aheadOrTerm = /有效期|期限|起$|止$/u;
/** They come before the day of issue by their meaning; other events only usually do. */
const beforeIssue = /^初次|^首次|出生/u;

/** Years of age at which law lets a person get the certificate; others are of 16 (劳动法 15). */
const agesOfIssue: Readonly<Record<string, number>> = {
  // 老年人权益保障法 2
  'certificate-senior-citizen-card': 60,
  // 拖拉机和联合收割机驾驶证管理规定 11; 道路运输从业人员管理规定 9, with the driving licence of 机动车驾驶证申领和使用规定 14
  'certificate-harvester-driver': 18,
  'certificate-tractor-driver': 18,
  'certificate-online-taxi-driver': 18,
  'certificate-taxi-driver': 18,
  // 民法典 18: who practises a profession has full capacity.
  'certificate-physician': 18,
  'certificate-foreign-physician': 18,
  'certificate-hong-kong-macao-physician': 18,
  'certificate-taiwan-physician': 18,
  'certificate-nurse': 18,
  'certificate-village-doctor': 18,
  'certificate-maternal-care-certificate': 18,
  'certificate-licensed-pharmacist': 18,
  'certificate-grassroots-legal-worker': 18,
  'certificate-special-equipment-operator': 18,
  'certificate-fishing-vessel-officer': 18,
  'certificate-transport-worker': 18,
  // 献血法 2
  'certificate-blood-donation': 18,
  // 民法典 1098, with exceptions
  'certificate-adoption-registration': 30,
};

/** A day of the past, where the printed label says so. */
export function withPast(field: Field): Field {
  return field.format === 'date' && !aheadOrTerm.test(field.label) ? { ...field, past: true } : field;
}

/** What law or arithmetic says of the fields of a row together. */
export function faceDataRules(seed: SeedCertificate, fields: readonly Field[]): RowRule[] {
  const has = (key: string) => fields.some((field) => field.key === key);
  return [
    ...termRules(has),
    ...eventRules(seed, fields),
    ...personRules(seed, has),
    ...(has('inner_area') && has('floor_area')
      ? [{ kind: 'not-more' as const, part: 'inner_area', whole: 'floor_area' }]
      : []),
  ];
}

function termRules(has: (key: string) => boolean): RowRule[] {
  return [
    ...(has('effective_date') && has('expiring_date')
      ? [{ kind: 'in-order' as const, first: 'effective_date', second: 'expiring_date' }]
      : []),
    ...(has('expiring_date')
      ? [{ kind: 'in-order' as const, first: 'issued_date', second: 'expiring_date', severity: 'warning' as const }]
      : []),
    ...(has('lease_from') ? [{ kind: 'in-order' as const, first: 'lease_from', second: 'lease_until' }] : []),
  ];
}

/** First issue, manufacture or examination come before the certificate, and after the holder's birth. */
function eventRules({ face, holder }: SeedCertificate, fields: readonly Field[]): RowRule[] {
  const own = new Set(face.flatMap((item) => ('common' in item ? [] : [item.key])));
  const events = fields.filter(({ key, format, past }) => own.has(key) && format === 'date' && past);
  return events.flatMap(({ key, label }): RowRule[] => [
    {
      kind: 'in-order',
      first: key,
      second: 'issued_date',
      ...(beforeIssue.test(label) ? {} : { severity: 'warning' as const }),
    },
    ...(holder.category === 'person' && !key.endsWith('birth_date')
      ? [{ kind: 'in-order' as const, first: 'holder_code', second: key }]
      : []),
  ]);
}

/** The id number of a person says birth and sex (GB 11643); who works is of age. */
function personRules({ type, holder }: SeedCertificate, has: (key: string) => boolean): RowRule[] {
  if (holder.category !== 'person') return [];
  const birthDate = ['birth_date', 'adopter_birth_date'].find(has);
  const day = has('donated_on') ? 'donated_on' : 'issued_date';
  const years = agesOfIssue[type];
  return [
    { kind: 'in-order', first: 'holder_code', second: 'issued_date' },
    ...(birthDate === undefined ? [] : [{ kind: 'birth-date-of-id' as const, id: 'holder_code', birthDate }]),
    ...(has('sex') ? [{ kind: 'sex-of-id' as const, id: 'holder_code', sex: 'sex' }] : []),
    ...(years === undefined
      ? []
      : [
          {
            kind: 'age-on-day' as const,
            birth: 'holder_code',
            day,
            male: years,
            female: years,
            severity: 'warning' as const,
          },
        ]),
    ...(has('adoptee_id_number') ? adopteeRules : []),
  ];
}

const adopteeRules: readonly RowRule[] = [
  { kind: 'different', first: 'holder_code', second: 'adoptee_id_number' },
  { kind: 'birth-date-of-id', id: 'adoptee_id_number', birthDate: 'adoptee_birth_date' },
  { kind: 'sex-of-id', id: 'adoptee_id_number', sex: 'adoptee_sex' },
  { kind: 'in-order', first: 'adopter_birth_date', second: 'adoptee_birth_date' },
];
