import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { validateContent } from '../../lib/catalogue/content/validate-content.ts';
import { contentFaultPhrases } from '../../schemas/catalogue/content-fault.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import { codeLists, content, field, idNumber, name, withField } from './builders.ts';

const code = '3070014111/000001';
const document = field('document', '证件号码', { format: 'identity-document' });
const certificate = field('certificate', '残疾人证号', { format: 'disability-certificate' });
const plus = (...more: DatasetContent['fields']) => content({ fields: [...content().fields, ...more] });

type Row = [what: string, content: DatasetContent, faults: [code: string, pointer: string][]];

const rows: Row[] = [
  ['nothing wrong', content(), []],
  ['the same key twice', plus({ ...name, label: '别名' }), [['key-repeated', '/fields/6/key']]],
  ['the same label twice', plus({ ...name, key: 'spouse' }), [['label-repeated', '/fields/6/label']]],
  [
    'the same label in full-width letters and with a space',
    content({ fields: [idNumber, field('one', '编号A'), field('two', '编 号Ａ')] }),
    [['label-repeated', '/fields/2/label']],
  ],
  [
    'an alias that is another field’s label',
    plus(field('spouse', '配偶姓名', { aliases: ['配偶', '姓名'] })),
    [['label-repeated', '/fields/6/aliases/1']],
  ],
  [
    'a printed name kept as alias until it is confirmed',
    plus(field('spouse', '配偶姓名', { aliases: ['姓名'], toBeConfirmed: '通知中重名。' })),
    [],
  ],
  ['an alias that is the field’s own label', withField('name', { aliases: ['姓名'] }), []],
  ['a key with an unknown field', content({ key: ['number'] }), [['key-field-unknown', '/key/0']]],
  ['the same field twice in the key', content({ key: ['id_number', 'id_number'] }), [['key-field-repeated', '/key/1']]],
  [
    'a key field that may be empty',
    content({ key: ['id_number', 'sex'] }),
    [['key-field-optional', '/fields/2/required']],
  ],
  [
    'a subject that is not there',
    content({ subject: { field: 'who', kind: 'person' } }),
    [['subject-field-unknown', '/subject/field']],
  ],
  [
    'a person known by a text',
    content({ subject: { field: 'name', kind: 'person' } }),
    [['subject-format-unfit', '/subject/field']],
  ],
  [
    'an organization known by an id number',
    content({ subject: { field: 'id_number', kind: 'organization' } }),
    [['subject-format-unfit', '/subject/field']],
  ],
  ['a code without a list', withField('sex', { codeList: undefined }), [['code-list-missing', '/fields/2/codeList']]],
  ['an unknown code list', withField('sex', { codeList: 'none' }), [['code-list-unknown', '/fields/2/codeList']]],
  [
    'a kind of document that is not there',
    plus({ ...document, typedBy: 'kind' }),
    [['kind-field-unknown', '/fields/6/typedBy']],
  ],
  [
    'a document number that tells its own kind',
    plus({ ...document, typedBy: 'document' }),
    [['kind-field-itself', '/fields/6/typedBy']],
  ],
  [
    'a kind of document beside a name',
    withField('name', { typedBy: 'sex' }),
    [['kind-field-not-fit', '/fields/1/typedBy']],
  ],
  ['a day stored as text', withField('registered_on', { type: 'C' }), [['type-format-unfit', '/fields/3/type']]],
  ['an id number stored as a number', withField('id_number', { type: 'N' }), [['type-format-unfit', '/fields/0/type']]],
  ['decimal places for a name', withField('name', { scale: 2 }), [['scale-unfit', '/fields/1/scale']]],
  [
    'more digits behind the point than in all',
    withField('amount', { length: 3, scale: 4 }),
    [['scale-too-large', '/fields/5/scale']],
  ],
  ['as many decimal places as digits', withField('amount', { length: 4, scale: 4 }), []],
  [
    'more digits than a database keeps',
    withField('amount', { length: 39 }),
    [['length-too-large', '/fields/5/length']],
  ],
  ['a range for a name', withField('name', { range: { min: 0 } }), [['range-unfit', '/fields/1/range']]],
  ['an empty range', withField('amount', { range: { min: 5, max: 1 } }), [['range-empty', '/fields/5/range']]],
  [
    'an exception that is no organization’s',
    withField('id_number', { exceptions: ['91350203M0001QKT19'] }),
    [['exception-field-unfit', '/fields/0/exceptions']],
  ],
  [
    'exceptions of which one is in order',
    withField('name', { format: 'credit-code', exceptions: ['91350203M0001QKT19', '91411102MA40ABCD1E'] }),
    [['exception-unfit', '/fields/1/exceptions/1']],
  ],
  ['a unit for a name', withField('name', { unit: '元' }), [['unit-unfit', '/fields/1/unit']]],
  ['an id number without a mask', withField('id_number', { mask: 'none' }), [['mask-differs', '/fields/0/mask']]],
  [
    'less sensitive than its fields',
    content({}, { sensitivity: 2 }),
    [['sensitivity-not-highest', '/metadata/sensitivity']],
  ],
  [
    'more sensitive than its fields',
    content({}, { sensitivity: 4 }),
    [['sensitivity-not-highest', '/metadata/sensitivity']],
  ],
  ['not shared, without a law', content({}, { shareType: 3 }), [['law-missing', '/metadata/legalBasis']]],
  [
    'not shared, with a law of blanks',
    content({}, { shareType: 3, legalBasis: '  ' }),
    [['law-missing', '/metadata/legalBasis']],
  ],
  ['not shared, by law', content({}, { shareType: 3, legalBasis: '《某法》第十条' }), []],
  [
    'shared on a condition that is not said',
    content({}, { shareCondition: undefined }),
    [['condition-missing', '/metadata/shareCondition']],
  ],
  ['shared with all, no condition needed', content({}, { shareType: 1, shareCondition: undefined }), []],
  [
    'a shared field of what is not shared',
    {
      ...content({}, { shareType: 3, legalBasis: '《某法》第十条' }),
      fields: withField('name', { shareType: 2 }).fields,
    },
    [['field-shared-wider', '/fields/1/shareType']],
  ],
  [
    'open on a condition that is not said',
    content({}, { open: { type: '2' } }),
    [['open-condition-missing', '/metadata/open/condition']],
  ],
  [
    'open but not shared',
    content({}, { shareType: 3, legalBasis: '《某法》第十条', open: { type: '1' } }),
    [['open-wider-than-shared', '/metadata/open/type']],
  ],
  [
    'related to itself',
    content({}, { relatedCodes: ['3070014111/000009', code] }),
    [['related-code-own', '/metadata/relatedCodes/1']],
  ],
  [
    'a rule on a field that is not there',
    content({ rules: [{ kind: 'in-order', first: 'registered_on', second: 'closed_on' }] }),
    [['rule-field-unknown', '/rules/0/second']],
  ],
  [
    'a rule on the same field twice',
    content({ rules: [{ kind: 'different', first: 'name', second: 'name' }] }),
    [['rule-field-repeated', '/rules/0/second']],
  ],
  [
    'the order of a day and a name',
    content({ rules: [{ kind: 'in-order', first: 'registered_on', second: 'name' }] }),
    [['rule-field-unfit', '/rules/0/second']],
  ],
  [
    'a sum of texts',
    content({ rules: [{ kind: 'sum', total: 'amount', parts: ['name', 'sex'], tolerance: 0 }] }),
    [
      ['rule-field-unfit', '/rules/0/parts/0'],
      ['rule-field-unfit', '/rules/0/parts/1'],
    ],
  ],
  [
    'the sex of a name',
    content({ rules: [{ kind: 'sex-of-id', id: 'name', sex: 'sex' }] }),
    [['rule-field-unfit', '/rules/0/id']],
  ],
  [
    'parts of a certificate that is none',
    content({ rules: [{ kind: 'disability-certificate-parts', certificate: 'name', id: 'id_number' }] }),
    [['rule-field-unfit', '/rules/0/certificate']],
  ],
  [
    'parts of a certificate',
    {
      ...plus({ ...certificate, mask: 'all' }),
      rules: [{ kind: 'disability-certificate-parts', certificate: 'certificate', id: 'id_number' }],
    },
    [],
  ],
];

describe('what stands against submitting a draft', () => {
  test.each(rows)('%s', (_, draft, faults) => {
    expect(
      validateContent(draft, { codeLists, providerKnown: true, code }).map((fault) => [fault.code, fault.pointer]),
    ).toEqual(faults);
  });

  test('a provider that takes no part', () => {
    const [fault] = validateContent(content(), { codeLists, providerKnown: false, code });
    expect(fault).toEqual({
      code: 'provider-unknown',
      pointer: '/metadata/provider',
      detail: '提供方“civil-affairs”不在参与部门名单中，请选择名单中的部门。',
    });
  });

  test('all faults are told at once, and every pointer leads to a place', () => {
    const draft = { ...withField('id_number', { mask: 'none', type: 'N' }), key: ['number'], subject: undefined };
    const faults = validateContent(draft, { codeLists, providerKnown: true, code });
    expect(faults.map((fault) => fault.code)).toEqual(['type-format-unfit', 'mask-differs', 'key-field-unknown']);
  });

  test('every kind of fault but two has a row above', () => {
    const seen = new Set(rows.flatMap(([, , faults]) => faults.map(([kind]) => kind)));
    expect(Object.keys(contentFaultPhrases).filter((kind) => !seen.has(kind))).toEqual([
      'dataset-id-reserved',
      'provider-unknown',
    ]);
  });

  test('sentences have no blanks left', () => {
    const details = rows.flatMap(([, draft]) =>
      validateContent(draft, { codeLists, providerKnown: true, code }).map(({ detail }) => detail),
    );
    expect(details.filter((detail) => /[{}]|undefined/.test(detail))).toEqual([]);
  });

  test('the notice’s 62 entries have none', () => {
    const lists = seedCodeLists();
    const faults = seedDatasets().flatMap((seed) =>
      validateContent(seed.content, { codeLists: lists, providerKnown: true, code: seed.code }).map(
        (fault) => `${seed.dataset} ${fault.pointer} ${fault.detail}`,
      ),
    );
    expect(faults).toEqual([]);
  });
});
