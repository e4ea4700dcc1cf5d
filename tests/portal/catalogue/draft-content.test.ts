import { describe, expect, test } from 'vitest';
import { seedDatasets } from '../../../infra/seeds/index.ts';
import {
  changeField,
  DraftContent,
  moveField,
  newField,
  removeField,
  setKeyField,
  toSentContent,
} from '../../../portal/src/catalogue/editor/draft-content.ts';

const seed = seedDatasets().find(({ dataset }) => dataset === 'elderly-cards');
const content = DraftContent.parse(seed?.content);
const [first, second] = content.fields;

describe('a draft of an entry', () => {
  test('what is half typed is kept: an empty name, a length of nothing', () => {
    const half = { ...content, metadata: { ...content.metadata, name: '' }, fields: [{ ...newField([]), length: 0 }] };
    expect(DraftContent.safeParse(half).success).toBe(true);
  });

  test('empty optional texts are not sent, empty required ones are', () => {
    const { metadata } = toSentContent({ ...content, metadata: { ...content.metadata, name: '', legalBasis: '' } });
    expect([metadata.name, 'legalBasis' in metadata]).toEqual(['', false]);
  });

  test('the entry is sent with the highest level of its fields', () => {
    const fields = content.fields.map((field) => ({ ...field, sensitivity: field === second ? 4 : 1 }) as const);
    expect(toSentContent({ ...content, fields }).metadata.sensitivity).toBe(4);
  });

  test('a renamed field stays in the business key, a removed one leaves it', () => {
    if (first === undefined) throw new Error('the seed has no fields');
    expect(changeField(content, 0, { ...first, key: 'number' }).key).toEqual(['number']);
    expect(removeField(content, 0).key).toEqual([]);
  });

  test('a renamed field is renamed in rules, subject and the fields that it types', () => {
    if (first === undefined || second === undefined) throw new Error('the seed has no fields');
    const related = DraftContent.parse({
      ...content,
      fields: [first, { ...second, typedBy: first.key }],
      subject: { field: first.key, kind: 'person' },
      rules: [
        { kind: 'different', first: first.key, second: second.key },
        { kind: 'any-filled', fields: [second.key, first.key] },
      ],
    });
    const { fields, subject, rules } = changeField(related, 0, { ...first, key: 'renamed' });
    expect({ typedBy: fields[1]?.typedBy, subject, rules }).toEqual({
      typedBy: 'renamed',
      subject: { field: 'renamed', kind: 'person' },
      rules: [
        { kind: 'different', first: 'renamed', second: second.key },
        { kind: 'any-filled', fields: [second.key, 'renamed'] },
      ],
    });
  });

  test('a moved field takes its place in the business key along', () => {
    const both = setKeyField(setKeyField(content, first?.key ?? '', true), second?.key ?? '', true);
    const moved = moveField(both, 1, -1);
    expect(moved.fields.slice(0, 2).map(({ key }) => key)).toEqual([second?.key, first?.key]);
    expect(moved.key.slice(0, 2)).toEqual([second?.key, first?.key]);
  });

  test('the business key follows the order of the fields', () => {
    const without = setKeyField(content, 'card_number', false);
    const both = setKeyField(setKeyField(without, 'issued_on', true), 'card_number', true);
    expect(both.key).toEqual(['card_number', 'issued_on']);
  });

  test('a new field takes a name that no other has', () => {
    const one = newField([]);
    expect([one.key, newField([one]).key]).toEqual(['field_1', 'field_2']);
  });
});
