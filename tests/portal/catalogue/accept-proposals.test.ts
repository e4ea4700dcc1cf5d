import { describe, expect, test } from 'vitest';
import { newField } from '../../../portal/src/catalogue/editor/draft-content.ts';
import { emptyEntry, listMissing } from '../../../portal/src/catalogue/new/new-entry.ts';
import {
  acceptChoices,
  fitPercent,
  markKey,
  type ProposalChoice,
  toChoices,
} from '../../../portal/src/catalogue/propose/accept-proposals.ts';
import type { FieldProposal, SheetProposal } from '../../../schemas/catalogue/proposal.ts';
import { field } from '../../catalogue/builders.ts';

const { content } = emptyEntry({ id: 'civil-affairs', name: '市民政局' });
const proposal = (key: string, label: string, more: Partial<FieldProposal> = {}): FieldProposal => ({
  column: 'A',
  field: field(key, label),
  filled: 8,
  fitting: 8,
  reason: '内容是文字。',
  examples: [],
  ...more,
});
const sheet: SheetProposal = {
  sheet: '数据',
  isHidden: false,
  rows: 8,
  isTruncated: false,
  fields: [proposal('number', '编号'), proposal('name', '名称')],
  key: ['number'],
  keyReason: '',
  leftOut: [],
};
const own = { ...newField([]), key: 'number', label: '编号' };

describe('proposals are accepted', () => {
  test('all of them become fields, the proposed key the business key', () => {
    const { fields, key } = acceptChoices(content, toChoices(sheet, content));
    expect([fields.map(({ label }) => label), key]).toEqual([['编号', '名称'], ['number']]);
  });

  test('what the entry has already is not accepted by itself', () => {
    expect(toChoices(sheet, { fields: [own] }).map(({ isAccepted }) => isAccepted)).toEqual([false, true]);
  });

  test('a field name in use gets a number, and the own business key stays', () => {
    const choices = toChoices(sheet, content);
    const { fields, key } = acceptChoices({ ...content, fields: [own], key: ['number'] }, choices);
    expect([fields.map((one) => one.key), key]).toEqual([['number', 'number_2', 'name'], ['number']]);
  });

  test('a row that nobody has named yet gives way', () => {
    const { fields } = acceptChoices({ ...content, fields: [newField([])] }, toChoices(sheet, content));
    expect(fields).toHaveLength(2);
  });

  test('a field that is made a part of the key is required', () => {
    const [choice] = toChoices(sheet, content);
    if (choice === undefined) throw new Error('no choice');
    const marked: ProposalChoice = markKey(choice, true);
    expect([marked.isKey, marked.field.required]).toEqual([true, true]);
  });

  test('the share of fitting cells never rounds up to all', () => {
    expect([
      fitPercent(proposal('a', '甲', { filled: 1_000, fitting: 999 })),
      fitPercent(proposal('a', '甲', { filled: 0, fitting: 0 })),
    ]).toEqual([99, null]);
  });
});

describe('before a draft can be kept', () => {
  const whole = {
    ...emptyEntry({ id: 'civil-affairs', name: '市民政局' }),
    dataset: 'elderly-homes',
    content: {
      ...content,
      metadata: { ...content.metadata, name: '养老机构', summary: '每个机构一条。' },
      fields: [{ ...own, required: true }],
      key: ['number'],
    },
  };

  test('nothing is missing', () => expect(listMissing(whole)).toEqual([]));

  test.each([
    [
      'nothing is filled in',
      emptyEntry({ id: 'a', name: '甲' }),
      ['/metadata/name', '/dataset', '/metadata/summary', '/fields'],
    ],
    ['an identifier in capitals', { ...whole, dataset: 'Homes' }, ['/dataset']],
    ['a classification code that is none', { ...whole, classificationCode: '907' }, ['/classificationCode']],
    ['no business key', { ...whole, content: { ...whole.content, key: [] } }, ['/fields/0/in-key']],
    [
      'a field without a name',
      { ...whole, content: { ...whole.content, fields: [{ ...own, label: '', key: 'A', length: 0 }] } },
      ['/fields/0/label', '/fields/0/key', '/fields/0/length'],
    ],
  ])('%s', (_, entry, pointers) => {
    expect(listMissing(entry).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
