import { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { Field } from '../../../schemas/catalogue/field.ts';

const sex = CodeList.parse({
  id: 'sex',
  name: '性别',
  standard: 'GB/T 2261.1',
  codes: [
    { code: '1', label: '男' },
    { code: '2', label: '女', aliases: ['女性'] },
  ],
});
const streets = CodeList.parse({
  id: 'streets',
  name: '街道',
  standard: 'Guiji',
  codes: Array.from({ length: 60 }, (_, i) => ({ code: `${100 + i}`, label: `老街、新街与河堤路交叉口第${i}号` })),
});
const odd = CodeList.parse({
  id: 'odd',
  name: '带逗号的选项',
  standard: 'Guiji',
  codes: [
    { code: '1', label: '甲,乙' },
    { code: '2', label: '丙' },
  ],
});

export const codeLists: ReadonlyMap<string, CodeList> = new Map([sex, streets, odd].map((list) => [list.id, list]));

export function fieldOf(label: string, over: Partial<Field> = {}): Field {
  return Field.parse({
    key: over.key ?? 'name',
    label,
    type: 'C',
    format: 'text',
    length: 50,
    required: false,
    sensitivity: 2,
    ...over,
  });
}

export const licenceFields: readonly Field[] = [
  fieldOf('许可证编号', { key: 'licence', format: 'local-number', required: true }),
  fieldOf('持有人', { key: 'holder', required: true }),
  fieldOf('身份证号', { key: 'id_number', format: 'citizen-id', length: 18, sensitivity: 3 }),
  fieldOf('性别', { key: 'sex', format: 'code', length: 1, codeList: 'sex' }),
  fieldOf('街道', { key: 'street', format: 'code', length: 3, codeList: 'streets', controlled: false }),
  fieldOf('选项', { key: 'odd', format: 'code', length: 1, codeList: 'odd' }),
  fieldOf('发证日期', { key: 'issued_on', type: 'D', format: 'date', length: 10, past: true }),
  fieldOf('有效期止', { key: 'valid_until', type: 'D', format: 'date-or-open-end', length: 10 }),
  fieldOf('登记时间', { key: 'registered_at', type: 'T', format: 'date-time', length: 19 }),
  fieldOf('金额', { key: 'amount', type: 'N', format: 'money', length: 12, scale: 2, unit: '元' }),
  fieldOf('是否有效', { key: 'valid', type: 'L', format: 'yes-no', length: 1 }),
  fieldOf('联系电话', { key: 'phone', format: 'phone', length: 20 }),
];

/** A published version of a dataset with these fields; the first is its business key. */
export function versionOf(
  fields: readonly Field[] = licenceFields,
  over: Partial<DatasetVersion> = {},
): DatasetVersion {
  return DatasetVersion.parse({
    dataset: 'fishing-licences',
    version: 1,
    code: '307001/000001',
    status: 'published',
    compatibility: 'first',
    publishedOn: '2020-11-20',
    createdAt: '2020-11-18T00:00:00.000Z',
    createdBy: 'officer',
    updatedAt: '2020-11-21T00:00:00.000Z',
    content: {
      metadata: {
        classification: { class: '3', item: '07', subject: '001' },
        name: '捕捞许可证信息',
        provider: 'agriculture',
        summary: '捕捞许可证的发放情况，每证一条。',
        format: { class: '电子表格', formats: ['xlsx'] },
        shareType: 2,
        shareCondition: '作为行政依据使用。',
        shareMethod: '文件下载',
        open: { type: '3' },
        updateCycle: '4',
        sensitivity: 3,
      },
      fields,
      key: [fields[0]?.key ?? ''],
    },
    ...over,
  });
}
