import { describe, expect, test } from 'vitest';
import { compareVersions } from '../../lib/catalogue/compare/compare-versions.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import { differencePhrases } from '../../schemas/catalogue/difference.ts';
import { amount, codeLists, content, ended, field, idNumber, name, registered, sex, withField } from './builders.ts';

const inOrder = { kind: 'in-order', first: 'registered_on', second: 'ended_on' } as const;
const sexOfId = { kind: 'sex-of-id', id: 'id_number', sex: 'sex' } as const;
const all = [idNumber, name, sex, registered, ended, amount];
const document = field('document', '证件号码', { format: 'identity-document', typedBy: 'sex' });

type Row = [
  what: string,
  before: DatasetContent,
  after: DatasetContent,
  compatibility: 'compatible' | 'breaking',
  differences: [code: string, pointer: string][],
];

const rows: Row[] = [
  ['nothing', content(), content(), 'compatible', []],
  [
    'an optional field more',
    content(),
    content({ fields: [...all, field('note', '备注')] }),
    'compatible',
    [['field-added-optional', '/fields/6']],
  ],
  [
    'a required field more',
    content(),
    content({ fields: [...all, field('note', '备注', { required: true })] }),
    'breaking',
    [['field-added-required', '/fields/6']],
  ],
  ['a removed field', content(), content({ fields: all.slice(0, 5) }), 'breaking', [['field-removed', '/fields/5']]],
  [
    'another key for the same label',
    content(),
    content({ fields: [...all.slice(0, 5), { ...amount, key: 'sum' }] }),
    'breaking',
    [['field-key-changed', '/fields/5/key']],
  ],
  [
    'another order of the fields',
    content(),
    content({ fields: [name, idNumber, ...all.slice(2)] }),
    'compatible',
    [['field-order-changed', '/fields']],
  ],
  [
    'a new field between others is no new order',
    content(),
    content({ fields: [idNumber, field('note', '备注'), ...all.slice(1)] }),
    'compatible',
    [['field-added-optional', '/fields/1']],
  ],

  [
    'a new label, the old one as an alias',
    content(),
    withField('name', { label: '当事人姓名', aliases: ['姓名'] }),
    'compatible',
    [['label-changed-with-alias', '/fields/1/label']],
  ],
  [
    'a new label, the old one dropped',
    content(),
    withField('name', { label: '当事人姓名' }),
    'breaking',
    [['label-changed', '/fields/1/label']],
  ],
  [
    'one more alias',
    content(),
    withField('name', { aliases: ['名字'] }),
    'compatible',
    [['alias-added', '/fields/1/aliases']],
  ],
  [
    'one alias less',
    withField('name', { aliases: ['名字'] }),
    content(),
    'breaking',
    [['alias-removed', '/fields/1/aliases']],
  ],
  [
    'label and alias change places',
    withField('name', { aliases: ['名字'] }),
    withField('name', { label: '名字', aliases: ['姓名'] }),
    'compatible',
    [['label-changed-with-alias', '/fields/1/label']],
  ],

  ['longer', content(), withField('name', { length: 40 }), 'compatible', [['length-widened', '/fields/1/length']]],
  ['shorter', content(), withField('name', { length: 10 }), 'breaking', [['length-narrowed', '/fields/1/length']]],
  [
    'more digits behind the point and in all',
    content(),
    withField('amount', { length: 14, scale: 4 }),
    'compatible',
    [
      ['length-widened', '/fields/5/length'],
      ['scale-widened', '/fields/5/scale'],
    ],
  ],
  [
    'more digits behind the point take room before it',
    content(),
    withField('amount', { scale: 4 }),
    'breaking',
    [
      ['scale-widened', '/fields/5/scale'],
      ['whole-digits-narrowed', '/fields/5/length'],
    ],
  ],
  [
    'fewer digits behind the point',
    content(),
    withField('amount', { scale: 0 }),
    'breaking',
    [['scale-narrowed', '/fields/5/scale']],
  ],

  [
    'whole numbers become decimals',
    withField('amount', { type: 'I', format: 'integer' }),
    withField('amount', { type: 'N', format: 'decimal' }),
    'compatible',
    [
      ['type-widened', '/fields/5/type'],
      ['format-widened', '/fields/5/format'],
    ],
  ],
  [
    'decimals become whole numbers',
    withField('amount', { type: 'N', format: 'decimal' }),
    withField('amount', { type: 'I', format: 'integer' }),
    'breaking',
    [
      ['type-changed', '/fields/5/type'],
      ['format-changed', '/fields/5/format'],
    ],
  ],
  [
    'decimals become binary fractions',
    content(),
    withField('amount', { type: 'B' }),
    'breaking',
    [['type-changed', '/fields/5/type']],
  ],
  [
    'days become moments',
    content(),
    withField('registered_on', { type: 'T', format: 'date-time' }),
    'breaking',
    [
      ['type-changed', '/fields/3/type'],
      ['format-changed', '/fields/3/format'],
    ],
  ],
  [
    'an id number becomes any document',
    content(),
    withField('id_number', { format: 'identity-document', typedBy: 'sex' }),
    'compatible',
    [['format-widened', '/fields/0/format']],
  ],
  [
    'an id number becomes free text',
    content(),
    withField('id_number', { format: 'text' }),
    'compatible',
    [['format-widened', '/fields/0/format']],
  ],
  [
    'free text becomes an id number',
    content(),
    withField('name', { format: 'citizen-id' }),
    'breaking',
    [['format-changed', '/fields/1/format']],
  ],
  [
    'an open end becomes allowed',
    content(),
    withField('ended_on', { format: 'date-or-open-end' }),
    'compatible',
    [['format-widened', '/fields/4/format']],
  ],
  [
    'an open end is no longer allowed',
    withField('ended_on', { format: 'date-or-open-end' }),
    content(),
    'breaking',
    [['format-changed', '/fields/4/format']],
  ],

  [
    'becomes required',
    content(),
    withField('sex', { required: true }),
    'breaking',
    [['required-added', '/fields/2/required']],
  ],
  [
    'becomes optional',
    content(),
    withField('name', { required: false }),
    'compatible',
    [['required-dropped', '/fields/1/required']],
  ],
  [
    'days in the future no longer allowed',
    content(),
    withField('ended_on', { past: true }),
    'breaking',
    [['past-added', '/fields/4/past']],
  ],
  [
    'days in the future allowed',
    withField('ended_on', { past: true }),
    content(),
    'compatible',
    [['past-dropped', '/fields/4/past']],
  ],

  [
    'a list that keeps every code',
    content(),
    withField('sex', { codeList: 'sex-wide' }),
    'compatible',
    [['code-list-widened', '/fields/2/codeList']],
  ],
  [
    'a list that loses codes',
    withField('sex', { codeList: 'sex-wide' }),
    content(),
    'breaking',
    [['code-list-narrowed', '/fields/2/codeList']],
  ],
  [
    'a list that keeps the codes but not their labels',
    content(),
    withField('sex', { codeList: 'sex-relabelled' }),
    'breaking',
    [['code-list-narrowed', '/fields/2/codeList']],
  ],
  [
    'an unknown list',
    content(),
    withField('sex', { codeList: 'none' }),
    'breaking',
    [['code-list-narrowed', '/fields/2/codeList']],
  ],
  [
    'a list where there was none',
    content(),
    withField('name', { codeList: 'sex' }),
    'breaking',
    [['code-list-added', '/fields/1/codeList']],
  ],
  [
    'a list that only advises',
    content(),
    withField('name', { codeList: 'sex', controlled: false }),
    'compatible',
    [['code-list-suggested', '/fields/1/codeList']],
  ],
  [
    'no list any more',
    content(),
    withField('sex', { codeList: undefined, format: 'text' }),
    'breaking',
    [
      ['format-changed', '/fields/2/format'],
      ['code-list-dropped', '/fields/2/codeList'],
    ],
  ],
  [
    'values outside the list are rejected now',
    withField('sex', { controlled: false }),
    content(),
    'breaking',
    [['control-added', '/fields/2/controlled']],
  ],
  [
    'values outside the list only warn',
    content(),
    withField('sex', { controlled: false }),
    'compatible',
    [['control-dropped', '/fields/2/controlled']],
  ],

  [
    'another field holds the kind of document',
    content({ fields: [...all, document] }),
    content({ fields: [...all, { ...document, typedBy: 'name' }] }),
    'breaking',
    [['kind-field-changed', '/fields/6/typedBy']],
  ],
  [
    'no field holds the kind of document',
    content({ fields: [...all, document] }),
    content({ fields: [...all, { ...document, typedBy: undefined }] }),
    'compatible',
    [['kind-field-dropped', '/fields/6/typedBy']],
  ],
  [
    'a range',
    content(),
    withField('amount', { range: { min: 0 } }),
    'breaking',
    [['range-narrowed', '/fields/5/range']],
  ],
  [
    'a wider range',
    withField('amount', { range: { min: 0, max: 5 } }),
    withField('amount', { range: { min: 0 } }),
    'compatible',
    [['range-widened', '/fields/5/range']],
  ],
  [
    'another usual range',
    content(),
    withField('amount', { usual: { min: 0, max: 5 } }),
    'compatible',
    [['field-note-changed', '/fields/5/usual']],
  ],
  [
    'a confirmed exception',
    content(),
    withField('name', { exceptions: ['91350203M0001QKT19'] }),
    'compatible',
    [['exception-added', '/fields/1/exceptions']],
  ],
  [
    'an exception withdrawn',
    withField('name', { exceptions: ['91350203M0001QKT19'] }),
    content(),
    'breaking',
    [['exception-removed', '/fields/1/exceptions']],
  ],
  ['another unit', content(), withField('amount', { unit: '万元' }), 'breaking', [['unit-changed', '/fields/5/unit']]],
  [
    'another mask',
    content(),
    withField('id_number', { mask: 'citizen-id-strict' }),
    'compatible',
    [['field-note-changed', '/fields/0/mask']],
  ],
  [
    'another description',
    content(),
    withField('name', { description: '同身份证。' }),
    'compatible',
    [['field-note-changed', '/fields/1/description']],
  ],

  [
    'one more field in the business key',
    content(),
    content({ key: ['id_number', 'name'] }),
    'breaking',
    [['key-changed', '/key']],
  ],
  [
    'the business key in another order',
    content({ key: ['id_number', 'name'] }),
    content({ key: ['name', 'id_number'] }),
    'breaking',
    [['key-changed', '/key']],
  ],
  ['no subject any more', content(), content({ subject: undefined }), 'breaking', [['subject-changed', '/subject']]],
  [
    'a subject where there was none',
    content({ subject: undefined }),
    content(),
    'breaking',
    [['subject-changed', '/subject']],
  ],
  [
    'a subject of another kind',
    content(),
    content({ subject: { field: 'id_number', kind: 'organization' } }),
    'breaking',
    [['subject-changed', '/subject']],
  ],

  ['a rule that rejects', content(), content({ rules: [inOrder] }), 'breaking', [['rule-added-strict', '/rules/0']]],
  [
    'a rule that warns by its kind',
    content(),
    content({ rules: [sexOfId] }),
    'compatible',
    [['rule-added-mild', '/rules/0']],
  ],
  [
    'a rule set to warn',
    content(),
    content({ rules: [{ ...inOrder, severity: 'warning' }] }),
    'compatible',
    [['rule-added-mild', '/rules/0']],
  ],
  [
    'a warning that rejects now',
    content({ rules: [sexOfId] }),
    content({ rules: [{ ...sexOfId, severity: 'error' }] }),
    'breaking',
    [
      ['rule-added-strict', '/rules/0'],
      ['rule-removed', '/rules/0'],
    ],
  ],
  ['a removed rule', content({ rules: [inOrder] }), content(), 'compatible', [['rule-removed', '/rules/0']]],
  [
    'the rules in another order',
    content({ rules: [inOrder, sexOfId] }),
    content({ rules: [sexOfId, inOrder] }),
    'compatible',
    [],
  ],

  [
    'whole deliveries returned',
    content(),
    content({ onRejectedRows: 'return-whole' }),
    'compatible',
    [['rejection-changed', '/onRejectedRows']],
  ],
  [
    'another summary and share type',
    content(),
    content({}, { summary: '别的说明。', shareType: 1 }),
    'compatible',
    [
      ['metadata-changed', '/metadata/summary'],
      ['metadata-changed', '/metadata/shareType'],
    ],
  ],
  [
    'a legal basis where there was none',
    content(),
    content({}, { legalBasis: '婚姻登记条例' }),
    'compatible',
    [['metadata-changed', '/metadata/legalBasis']],
  ],
];

describe('the comparison of two versions', () => {
  test.each(rows)('%s', (...[, before, after, compatibility, differences]) => {
    const found = compareVersions(before, after, codeLists);
    expect(found.differences.map(({ code, pointer }) => [code, pointer])).toEqual(differences);
    expect(found.compatibility).toBe(compatibility);
  });

  test('every difference code has a row above', () => {
    const seen = new Set(rows.flatMap(([, , , , differences]) => differences.map(([code]) => code)));
    expect(Object.keys(differencePhrases).filter((code) => !seen.has(code))).toEqual([]);
  });

  test('sentences have no blanks left', () => {
    const details = rows.flatMap(([, before, after]) =>
      compareVersions(before, after, codeLists).differences.map(({ detail }) => detail),
    );
    expect(details.filter((detail) => /[{}]|undefined/.test(detail))).toEqual([]);
  });

  test('the sentence names what changed', () => {
    expect(compareVersions(content(), withField('name', { length: 10 }), codeLists).differences[0]?.detail).toBe(
      '信息项“姓名”的长度由 20 缩短到 10，较长的数据将被退回。',
    );
    expect(compareVersions(content({ rules: [inOrder] }), content(), codeLists).differences[0]?.detail).toBe(
      '取消校验规则（日期先后：登记日期、注销日期）。',
    );
  });
});
