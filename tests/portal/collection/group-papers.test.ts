import { expect, test } from 'vitest';
import { groupPapers } from '../../../portal/src/collection/archive/group-papers.ts';
import type { PaperVersion } from '../../../schemas/collection/archive.ts';
import { paperOf } from '../../collection/archive/sample-paper.ts';

const withdrawn = { at: '2020-12-02T01:00:00.000Z', by: 'liu-yang', name: '刘洋', reason: '写错了' };
/** `a2-` is the second version of a, withdrawn. */
const paper = (name: string, kind: PaperVersion['kind'] = 'minutes'): PaperVersion =>
  paperOf({
    id: name,
    kind,
    title: name.slice(0, 1),
    number: Number(name.slice(1, 2)),
    ...(name.endsWith('-') ? { withdrawn } : {}),
  });

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['the newest version is current', ['a2', 'b1', 'a1'], ['a2', 'b1'], ['a1']],
  ['case makes no other paper', ['A2', 'a1'], ['A2'], ['a1']],
  ['a withdrawn one gives way to the one before', ['a2-', 'a1'], ['a1'], ['a2-']],
  ['all are withdrawn', ['a1-'], [], ['a1-']],
])('%s', (_, papers, current, others) => {
  const [group] = groupPapers(papers.map((name) => paper(name)));
  expect(group?.current.map(({ id }) => id)).toEqual(current);
  expect(group?.others.map(({ id }) => id)).toEqual(others);
});

test('kinds have their order, and those without papers are left out', () => {
  const papers = [paper('a1', 'other'), paper('b1', 'interface-document'), paper('a1', 'receipt')];
  expect(groupPapers(papers).map(({ kind }) => kind)).toEqual(['interface-document', 'receipt', 'other']);
});
