import { expect, test } from 'vitest';
import { resolvedService } from '../../../../infra/local/resolved-service.ts';
import { parseResources, queuesFor } from '../../../../infra/local/resources.ts';
import { manifestKey, pageKey } from '../../../../lib/collection/sources/pull/stored-pages.ts';
import { buildRawKey } from '../../../../schemas/collection/delivery-record.ts';

const id = '01JD0000000000000000000001';
const { buckets } = parseResources((await resolvedService()).resources.Resources);
const raw = buckets.find(({ name }) => name.endsWith('-raw'));

test.each<[string, string, readonly string[]]>([
  ['an uploaded workbook', buildRawKey(id), ['guiji-local-arrivals']],
  ['a page of a source', pageKey(id, 1, 1), []],
  ['a manifest', manifestKey(id), []],
  ['another file of a delivery', `deliveries/${id}/notes.txt`, []],
  ['a workbook elsewhere', `pulls/${id}/workbook.xlsx`, []],
])('the raw bucket reports %s: %s → %j', (_, key, queues) => {
  expect(queuesFor(raw?.notifies ?? [], key)).toEqual(queues);
});

test('without a filter every key is reported', () => {
  expect(queuesFor([{ queue: 'all', prefix: '', suffix: '' }], 'a/b')).toEqual(['all']);
});
