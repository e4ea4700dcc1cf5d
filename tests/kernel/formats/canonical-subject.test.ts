import { expect, test } from 'vitest';
import { canonicalSubject } from '../../../lib/kernel/formats/identity/canonical-subject.ts';

test.each([
  ['a citizen’s number', '41110219900307001X', { kind: 'person', value: '41110219900307001X' }],
  [
    'in small letters, full width and with blanks',
    ' ４１１１０２ 19900307 001x ',
    { kind: 'person', value: '41110219900307001X' },
  ],
  ['with a wrong check character', '411102199003070011', null],
  ['of somebody not born yet', '411102209003070017', null],
  ['an organization’s code', '91411102MA40ABCD1E', { kind: 'organization', value: '91411102MA40ABCD1E' }],
  ['with a wrong check character of an organization', '91411102MA40ABCD1F', null],
  ['a name', '测试姓名', null],
  ['nothing', ' ', null],
])('%s', (_, text, expected) => {
  expect(canonicalSubject(text, '2020-12-05')).toEqual(expected);
});
