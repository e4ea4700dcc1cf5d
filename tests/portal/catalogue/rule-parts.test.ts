import { expect, test } from 'vitest';
import {
  newRule,
  readPart,
  type RuleKind,
  ruleParts,
  setPart,
} from '../../../portal/src/catalogue/editor/rule-parts.ts';
import { rowRuleNames } from '../../../schemas/catalogue/labels.ts';
import { RowRule } from '../../../schemas/catalogue/rule.ts';

test.each(Object.keys(rowRuleNames).filter((kind): kind is RuleKind => kind in ruleParts))(
  'a new rule %s is one that the platform knows, and each of its parts can be set',
  (kind) => {
    const rule = newRule(kind, ['one', 'two', 'three']);
    expect(RowRule.safeParse(rule).error).toBeUndefined();
    const values = { field: 'other', 'optional-field': 'other', fields: ['one', 'other'], number: 7, words: ['是'] };
    for (const part of ruleParts[kind])
      expect(readPart(setPart(rule, part, values[part.is]), part.name)).toEqual(values[part.is]);
  },
);

test('an optional part is left out by nothing', () => {
  const [, id] = ruleParts['disability-certificate-parts'];
  const rule = setPart(newRule('disability-certificate-parts', ['one']), id, 'two');
  expect(setPart(rule, id, '')).toEqual({ kind: 'disability-certificate-parts', certificate: 'one' });
});

test('every kind of rule of the catalogue can be compiled', () => {
  expect(Object.keys(ruleParts).toSorted()).toEqual(Object.keys(rowRuleNames).toSorted());
});
