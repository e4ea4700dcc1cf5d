import { describe, expect, test } from 'vitest';
import { findRetired, findRetiredIn, readRetired } from '../../infra/tools/checks/find-retired.ts';

const retired = readRetired();

test('no retired identifier is left in sources, documents, settings or file names', () => {
  const uses = findRetired(retired);
  expect(uses.map(({ path, line, old, replacement }) => `${path}:${line}  ${old} → ${replacement}`)).toEqual([]);
});

describe('the list of retired identifiers', () => {
  test('gives each a new name that is not retired itself', () => {
    expect(retired.size).toBeGreaterThan(500);
    const circular = [...retired].filter(
      ([, names]) => names === '' || names.split(', ').some((name) => retired.has(name)),
    );
    expect(circular).toEqual([]);
  });

  test('holds names of several words only: everyday words are free', () => {
    expect([...retired.keys()].filter((old) => !/[a-z0-9][A-Z]|[-_]/.test(old))).toEqual([]);
  });
});

describe('the search', () => {
  const words = new Map([
    ['oldName', 'rejectedRows'],
    ['old-name', 'ingest'],
  ]);

  test.each<[string, string[]]>([
    ['const { oldName } = delivery;', ['oldName']],
    ["path: '/api/v1/old-name/{id}'", ['old-name']],
    ['/** Older: oldName. */', ['oldName']],
    ['lib/collection/old-name', ['old-name']],
    ['const oldNameOfToday = 1;', []],
    ['old-names, very-old-name', []],
    ['an old name', []],
  ])('reads %j', (text, expected) => {
    expect(findRetiredIn(text, words)).toEqual(expected);
  });
});
