import { describe, expect, test } from 'vitest';
import { queryUnderGrant } from '../../../lib/sharing/use/query-under-grant.ts';
import { readGrant } from '../../../lib/sharing/use/read-grant.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { CatalogueStanding } from '../../../schemas/sharing/grant-use.ts';
import { Grant } from '../../../schemas/sharing/grant.ts';
import { fieldOf } from '../../collection/template/sample-version.ts';
import { consumer, grantId, grantOf, useMemory, version as first } from './use-memory.ts';

const person = '411102199003070010';
const record = { number: '1', id_number: person, name: '张三', added: '新增的值' };

const next = (
  version: number,
  compatibility: DatasetVersion['compatibility'],
  change: (fields: DatasetVersion['content']['fields']) => DatasetVersion['content']['fields'] = (fields) => fields,
): DatasetVersion => ({
  ...first,
  version,
  compatibility,
  content: { ...first.content, fields: change(first.content.fields) },
});

const relabelled = next(2, 'compatible', (fields) =>
  fields.map((field) => (field.key === 'name' ? { ...field, label: '新的名称' } : field)),
);
const withField = next(2, 'compatible', (fields) => [...fields, fieldOf('added', { key: 'added' })]);

async function standingOver(versions: readonly DatasetVersion[]) {
  const memory = useMemory({ grant: grantOf({ version: 1 }), publications: [[record]] });
  const ports = {
    ...memory,
    publishedVersions: async () => versions,
    account: async () => undefined,
    departmentName: async (id: string) => id,
  };
  const request = { caller: consumer, requestId: 'r', params: { grant: grantId }, query: {} };
  const read = await readGrant({ ...request, body: null }, ports);
  const outcome = await queryUnderGrant({ ...request, body: { subject: person, caseNumber: 'BJ-1' } }, ports);
  const answer = 'answer' in outcome ? outcome.answer : outcome;
  return {
    standing: isRefused(read) ? read.refused : read.catalogue,
    values: isRefused(answer) ? answer.refused : answer.items.map(({ values }) => values),
  };
}

describe('a grant, as the catalogue moves on', () => {
  const name = [{ name: '张三' }];
  test.each<[string, readonly DatasetVersion[], CatalogueStanding, unknown]>([
    ['is used under its own version', [first], { standing: 'same', version: 1 }, name],
    ['is carried over to a changed label', [first, relabelled], { standing: 'carried-over', version: 2 }, name],
    [
      'is carried over without the field that was added',
      [first, withField],
      { standing: 'carried-over', version: 2 },
      name,
    ],
    [
      'is carried over by several compatible versions',
      [first, relabelled, next(3, 'compatible')],
      { standing: 'carried-over', version: 3 },
      name,
    ],
    [
      'ends with a breaking version',
      [first, next(2, 'breaking')],
      { standing: 'superseded', version: 2 },
      'grant-superseded',
    ],
    [
      'does not come back by a compatible version after a breaking one',
      [first, next(2, 'breaking'), next(3, 'compatible')],
      { standing: 'superseded', version: 3 },
      'grant-superseded',
    ],
    ['gives nothing of a withdrawn dataset', [], { standing: 'withdrawn' }, 'dataset-not-shared'],
  ])('%s', async (_, versions, standing, values) => {
    expect(await standingOver(versions)).toEqual({ standing, values });
  });

  test('follows on a breaking version that it was given under', async () => {
    const memory = useMemory({ grant: grantOf({ version: 2 }), publications: [[record]] });
    const ports = { ...memory, publishedVersions: async () => [first, next(2, 'breaking')] };
    const request = { caller: consumer, requestId: 'r', params: { grant: grantId }, query: {} };
    const outcome = await queryUnderGrant({ ...request, body: { subject: person, caseNumber: 'BJ-1' } }, ports);
    expect('answer' in outcome && outcome.answer).toMatchObject({ items: [{ values: { name: '张三' } }] });
  });
});

test('a grant that was stored before there was a choice asks for case numbers', () => {
  const { caseNumbers: _, ...stored } = grantOf();
  expect(Grant.parse(stored).caseNumbers).toBe('required');
});
