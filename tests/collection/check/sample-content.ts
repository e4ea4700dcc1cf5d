import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { RowRule } from '../../../schemas/catalogue/rule.ts';

export function field(key: string, label: string, format: Field['format'], changes: Partial<Field> = {}): Field {
  return {
    key,
    label,
    aliases: [],
    type: 'C',
    format,
    length: 60,
    required: false,
    controlled: true,
    past: false,
    sensitivity: 2,
    mask: 'none',
    ...changes,
  };
}

/** A dataset of these fields, its first one the key. */
export function contentOf(fields: readonly Field[], rules: readonly RowRule[] = []): DatasetContent {
  return {
    metadata: {
      classification: { class: '部门', item: '省、市、县部门', subject: '公安' },
      name: '居民登记信息',
      aliases: [],
      provider: 'public-security',
      summary: '居民登记的基本信息。',
      format: { class: '电子表格', formats: ['xlsx'] },
      shareType: 2,
      shareCondition: '依职能使用',
      shareMethod: '共享平台',
      open: { type: '3' },
      updateCycle: '4',
      relatedCodes: [],
      keywords: [],
      sensitivity: 3,
    },
    fields: [...fields],
    key: [fields[0]?.key ?? ''],
    rules: [...rules],
    onRejectedRows: 'keep-good-rows',
    toBeConfirmed: [],
  };
}

export const codeLists: ReadonlyMap<string, CodeList> = new Map([
  [
    'sex',
    {
      id: 'sex',
      name: '性别',
      standard: 'GB/T 2261.1',
      codes: [
        { code: '1', label: '男', aliases: ['男性'] },
        { code: '2', label: '女', aliases: ['女性'] },
        { code: '9', label: '未说明', aliases: [] },
      ],
    },
  ],
  [
    'identity-document-kind',
    {
      id: 'identity-document-kind',
      name: '身份证件类型',
      standard: 'GB/T 36903',
      codes: [
        { code: '111', label: '居民身份证', aliases: ['身份证'] },
        { code: '414', label: '普通护照', aliases: ['护照'] },
        { code: '001', label: '统一社会信用代码', aliases: [] },
      ],
    },
  ],
]);
