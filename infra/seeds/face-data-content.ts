import { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../schemas/catalogue/field.ts';
import type { CommonField } from '../../schemas/certificates/certificate-type.ts';
import type { SeedCertificateType } from './certificate-type.ts';
import { faceDataRules, withPast } from './face-data-rules.ts';
import { withNumberLimits } from './face-number-limits.ts';
import { coHolderFields, commonFaceField } from './fields-of-every-certificate.ts';
import { parseIssuingMode } from './issuing-mode.ts';
import type { SeedCertificate } from './seed-certificate.ts';

/** Builds the entry of face data (照面数据): the printed fields, then the common ones. */
export function faceDataContent(
  line: SeedCertificateType,
  seed: SeedCertificate,
  departmentName: string,
): DatasetContent {
  const printed = seed.face.map((item): Field => {
    if ('common' in item) return commonFaceField(item.common, seed, item.label);
    const { kz: _kz, ...field } = item;
    return withPast(withNumberLimits(field));
  });
  const rest = unprinted(line, seed).map((field) => commonFaceField(field, seed));
  const fields = [...printed, ...rest, ...coHolderFields(seed)];
  const { category } = seed.holder;
  return DatasetContent.parse({
    metadata: {
      classification: { class: '基础信息资源', item: '电子证照', subject: '漯河市', detail: departmentName },
      name: `${line.name}照面数据`,
      aliases: [line.name],
      provider: seed.department,
      summary: `${line.name}证面所印的各项信息和电子证照元数据（GB/T 36903），每份证照一条；数据发布后据此生成电子证照。`,
      format: { class: '电子表格', formats: ['xlsx'] },
      shareType: 2,
      shareCondition:
        '以电子证照形式作为行政依据、业务协同使用；须说明办理事项、用途和依据，经颁证部门同意后，只在批准的业务范围和期限内使用。',
      shareMethod: '服务接口',
      open: { type: '3' },
      updateCycle: '2',
      keywords: ['电子证照', ...seed.keywords],
      sensitivity: Math.max(...fields.map((field) => field.sensitivity)),
    },
    fields,
    key: ['certificate_number', 'issuing_authority_code'],
    ...(category === 'person' || category === 'organization'
      ? { subject: { field: 'holder_code', kind: category } }
      : {}),
    rules: faceDataRules(seed, fields),
    toBeConfirmed: [
      '证面各项、必填项和业务主键（证照编号＋颁发机构代码）由平台按公开的证照样式拟定，请颁证部门确认。',
      ...seed.toBeConfirmed,
    ],
  });
}

function unprinted({ remark }: SeedCertificateType, { face, validity }: SeedCertificate): CommonField[] {
  const fromProvince = ['mirrored-from-province', 'sealed-by-province'].includes(parseIssuingMode(remark));
  const wanted: CommonField[] = [
    'certificate_number',
    ...(fromProvince ? (['certificate_identifier'] as const) : []),
    'holder_name',
    'holder_type',
    'holder_code',
    'issuing_authority',
    'issuing_authority_code',
    'issued_date',
    ...(validity.kind === 'none' ? [] : (['effective_date', 'expiring_date'] as const)),
    'division',
  ];
  return wanted.filter((field) => !face.some((item) => 'common' in item && item.common === field));
}
