import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../schemas/catalogue/field.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import type { Department } from '../../schemas/departments/department.ts';
import type { Role } from '../../schemas/kernel/role.ts';

export const civilAffairs: Department = {
  id: 'civil-affairs',
  name: '市民政局',
  kind: 'department',
  aliases: ['民政局'],
  creditCode: '11411100MB1234562R',
  batch: 1,
  toBeConfirmed: [],
};
export const police: Department = {
  id: 'public-security',
  name: '市公安局',
  kind: 'department',
  aliases: ['公安局'],
  batch: 1,
  toBeConfirmed: [],
};

export function caller(subject: string, role: Role, department: string = civilAffairs.id): Caller {
  return { subject, kind: 'person', name: `测试人员 ${subject}`, department, roles: [role] };
}

export function codeList(id: string, codes: readonly (readonly [code: string, label: string])[]): CodeList {
  return {
    id,
    name: `${id} 代码`,
    standard: 'Guiji',
    codes: codes.map(([code, label]) => ({ code, label, aliases: [] })),
  };
}

export const codeLists: ReadonlyMap<string, CodeList> = new Map(
  [
    codeList('sex', [
      ['1', '男'],
      ['2', '女'],
    ]),
    codeList('sex-wide', [
      ['0', '未知'],
      ['1', '男'],
      ['2', '女'],
      ['9', '未说明'],
    ]),
    codeList('sex-relabelled', [
      ['1', '男性'],
      ['2', '女'],
      ['9', '未说明'],
    ]),
    codeList('document', [
      ['1', '居民身份证'],
      ['2', '护照'],
    ]),
  ].map((list) => [list.id, list]),
);

/** An optional text field of 20 characters, unless changed. */
export function field(key: string, label: string, change: Partial<Field> = {}): Field {
  return {
    key,
    label,
    aliases: [],
    type: 'C',
    format: 'text',
    length: 20,
    required: false,
    controlled: true,
    past: false,
    sensitivity: 1,
    mask: 'none',
    ...change,
  };
}

export const idNumber = field('id_number', '身份证号', {
  format: 'citizen-id',
  length: 18,
  required: true,
  sensitivity: 3,
  mask: 'citizen-id',
});
export const name = field('name', '姓名', { required: true });
export const sex = field('sex', '性别', { format: 'code', length: 1, codeList: 'sex' });
export const registered = field('registered_on', '登记日期', { type: 'D', format: 'date', length: 10 });
export const ended = field('ended_on', '注销日期', { type: 'D', format: 'date', length: 10 });
export const amount = field('amount', '金额', { type: 'N', format: 'decimal', length: 12, scale: 2, unit: '元' });

/** A faultless content of civil affairs. */
export function content(
  change: Partial<DatasetContent> = {},
  metadata: Partial<DatasetContent['metadata']> = {},
): DatasetContent {
  return DatasetContent.parse({
    metadata: {
      classification: { class: '部门', item: '省（区、市）及其下各级政务部门', subject: '民政' },
      name: '婚姻登记信息',
      provider: civilAffairs.id,
      summary: '婚姻登记机关办理的婚姻登记。',
      format: { class: '电子表格', formats: ['xlsx'] },
      shareType: 2,
      shareCondition: '用于行政审批核验。',
      shareMethod: '平台查询',
      open: { type: '3' },
      updateCycle: '4',
      sensitivity: 3,
      ...metadata,
    },
    fields: [idNumber, name, sex, registered, ended, amount],
    key: ['id_number'],
    subject: { field: 'id_number', kind: 'person' },
    ...change,
  });
}

export function withField(key: string, change: Partial<Field>, base: DatasetContent = content()): DatasetContent {
  return { ...base, fields: base.fields.map((each) => (each.key === key ? { ...each, ...change } : each)) };
}
