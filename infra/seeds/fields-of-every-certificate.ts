import { Field } from '../../schemas/catalogue/field.ts';
import type { CommonField } from '../../schemas/certificates/certificate-type.ts';
import { commonFields } from '../../schemas/certificates/fields-of-all.ts';
import type { SeedCertificate } from './seed-certificate.ts';

const text = { type: 'C', format: 'text', sensitivity: 1 } as const;
const day = { type: 'D', length: 10, sensitivity: 1 } as const;
const kind = { type: 'C', format: 'code', length: 3, codeList: 'identity-document-kind', sensitivity: 1 } as const;

/** Personal data unless the holder is an organization; the name of a person where it can only be one. */
const nameOf = (seed: SeedCertificate) => ({
  ...text,
  length: 200,
  ...(seed.holder.category === 'organization' ? {} : { sensitivity: 2, mask: 'name' }),
  ...(seed.holder.category === 'person' ? { format: 'person-name' } : {}),
});
const codeOf = (seed: SeedCertificate) => ({
  type: 'C',
  format: 'identity-document',
  length: 40,
  ...(seed.holder.category === 'organization' ? { sensitivity: 1 } : { sensitivity: 3, mask: 'citizen-id' }),
});

const shapes: Record<CommonField, (seed: SeedCertificate) => object> = {
  certificate_number: ({ numberRule }) => ({
    ...text,
    length: 100,
    required: true,
    description: numberRule.description,
    example: numberRule.example,
  }),
  certificate_identifier: () => ({
    ...text,
    length: 150,
    required: false,
    description: '省级已生成电子证照的，填写其证照标识（GB/T 36904）；没有的留空，由平台生成。',
  }),
  holder_name: (seed) => ({ ...nameOf(seed), required: true }),
  holder_type: () => ({ ...kind, required: true }),
  holder_code: (seed) => ({ ...codeOf(seed), typedBy: 'holder_type', required: true }),
  issuing_authority: () => ({ ...text, length: 100, required: true }),
  issuing_authority_code: () => ({ ...text, format: 'credit-code', length: 18, required: true }),
  issued_date: () => ({ ...day, format: 'date', past: true, required: true }),
  effective_date: () => ({ ...day, format: 'date', required: false, description: '留空表示自颁发之日起有效。' }),
  expiring_date: ({ validity }) =>
    validity.kind === 'term'
      ? { ...day, format: 'date', required: true }
      : { ...day, format: 'date-or-open-end', required: false, description: '没有截止日期的填写“长期”或留空。' },
  division: () => ({
    ...text,
    format: 'code',
    length: 6,
    codeList: 'local-division',
    required: true,
    description: '颁证单位所属的行政区划或功能区，市级单位填写“漯河市”。',
  }),
};

/** The printed words name it; those of the standard are another name. */
export function commonFaceField(field: CommonField, seed: SeedCertificate, printed?: string): Field {
  const { label } = commonFields[field];
  return Field.parse({
    key: field,
    label: printed ?? label,
    aliases: printed === undefined || printed === label ? [] : [label],
    ...shapes[field](seed),
  });
}

/** The second and third holder. */
export function coHolderFields(seed: SeedCertificate): Field[] {
  return Array.from({ length: seed.holder.several - 1 }, (_, at) => at + 2).flatMap((place) => [
    Field.parse({
      key: `co_holder_${place}_name`,
      label: `共同持证主体${place}名称`,
      ...nameOf(seed),
      required: false,
    }),
    Field.parse({ key: `co_holder_${place}_type`, label: `共同持证主体${place}代码类型`, ...kind, required: false }),
    Field.parse({
      key: `co_holder_${place}_code`,
      label: `共同持证主体${place}代码`,
      ...codeOf(seed),
      typedBy: `co_holder_${place}_type`,
      required: false,
    }),
  ]);
}
