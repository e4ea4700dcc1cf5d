import { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';

/** The day on which the bench's rows are checked, so that they are the same rows on every day. */
export const benchDay = '2026-11-23';

/** Twenty columns as departments have them: names, 18-digit ids, codes, days, phones, addresses, amounts. */
export const benchContent = DatasetContent.parse({
  metadata: {
    classification: { class: '部门', item: '省(区、市)及其下各级政务部门', subject: '公积金' },
    name: '基准测试数据',
    provider: 'housing-provident-fund',
    summary: '基准测试用的二十列数据。',
    format: { class: '电子表格', formats: ['xlsx'] },
    shareType: 2,
    shareCondition: '作为行政依据。',
    shareMethod: '数据库',
    open: { type: '3' },
    updateCycle: '4',
    sensitivity: 3,
  },
  fields: [
    { key: 'account', label: '个人账号', type: 'C', format: 'local-number', length: 20, required: true, sensitivity: 2 },
    { key: 'name', label: '姓名', type: 'C', format: 'text', length: 50, required: true, sensitivity: 2, mask: 'name' },
    { key: 'id_number', label: '身份证号', type: 'C', format: 'citizen-id', length: 18, required: true, sensitivity: 3, mask: 'citizen-id' },
    { key: 'sex', label: '性别', type: 'C', format: 'code', length: 1, required: true, codeList: 'sex', sensitivity: 2 },
    { key: 'birth_date', label: '出生日期', type: 'D', format: 'date', length: 10, required: true, past: true, sensitivity: 2 },
    { key: 'nation', label: '民族', type: 'C', format: 'code', length: 2, required: true, codeList: 'ethnic-group', sensitivity: 2 },
    { key: 'phone', label: '联系电话', type: 'C', format: 'phone', length: 20, required: false, sensitivity: 2 },
    { key: 'address', label: '住址', type: 'C', format: 'text', length: 100, required: false, sensitivity: 2 },
    { key: 'unit_name', label: '单位名称', type: 'C', format: 'text', length: 100, required: true, sensitivity: 1 },
    { key: 'unit_code', label: '统一社会信用代码', type: 'C', format: 'credit-code', length: 18, required: true, sensitivity: 1 },
    { key: 'opened', label: '开户日期', type: 'D', format: 'date', length: 10, required: true, past: true, sensitivity: 2 },
    { key: 'paid_until', label: '缴至年月', type: 'C', format: 'year-month', length: 7, required: false, sensitivity: 2 },
    { key: 'base', label: '缴存基数', type: 'Y', format: 'money', length: 18, scale: 2, required: true, sensitivity: 3 },
    { key: 'unit_rate', label: '单位比例', type: 'N', format: 'percent', length: 5, scale: 2, required: true, sensitivity: 2 },
    { key: 'own_rate', label: '个人比例', type: 'N', format: 'percent', length: 5, scale: 2, required: true, sensitivity: 2 },
    { key: 'balance', label: '账户余额', type: 'Y', format: 'money', length: 18, scale: 2, required: true, sensitivity: 3 },
    { key: 'months', label: '缴存月数', type: 'I', format: 'integer', length: 6, required: false, sensitivity: 2 },
    { key: 'retired', label: '是否退休', type: 'L', format: 'yes-no', length: 1, required: true, sensitivity: 2 },
    { key: 'post_code', label: '邮政编码', type: 'C', format: 'post-code', length: 6, required: false, sensitivity: 1 },
    { key: 'remark', label: '备注', type: 'M', format: 'text', length: 200, required: false, sensitivity: 1 },
  ],
  key: ['account'],
  subject: { field: 'id_number', kind: 'person' },
  rules: [
    { kind: 'birth-date-of-id', id: 'id_number', birthDate: 'birth_date' },
    { kind: 'sex-of-id', id: 'id_number', sex: 'sex' },
    { kind: 'in-order', first: 'birth_date', second: 'opened' },
  ],
});
