import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { certificateRepository } from '../../../lib/adapters/certificates/certificate-repository.ts';
import { schemaNumber } from '../../../lib/adapters/dynamodb/schema-number.ts';
import { datasetStateRepository } from '../../../lib/adapters/records/dataset-state-repository.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import { headWith } from '../../certificates/lookup/builders.ts';
import { superseding, version } from '../certificates/chains.ts';
import { openTables, type Raw, type Tables } from './open-tables.ts';

// Two kinds of items move into an item of their own when the next one takes their place: a superseded certificate
// version, and an earlier publication. What a later version of the code wrote about them moves along.

let tables: Tables;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables.close());

const later = { schema: schemaNumber + 1, laterText: 'x' };
const asObject = (value: unknown): Raw => z.record(z.string(), z.unknown()).parse(value);
const bodyOf = ({ body }: Raw): Raw => asObject(JSON.parse(String(body)));

test('a superseded version takes along what a later code wrote about it, and its successor does not', async () => {
  const repository = certificateRepository(tables.client, tables.name('certificates'), tables.name('certificate-work'));
  const certificate = 'certificate-shop#0a';
  const first = headWith(certificate, version(1));
  await repository.move(first, []);
  const key = { certificate, item: 'head' };
  const stored = await tables.get('certificates', key);
  const body = bodyOf(stored);
  const current = { ...asObject(body['current']), sealedBy: 'later' };
  await tables.put('certificates', {
    ...stored,
    ...later,
    body: JSON.stringify({ ...body, notice: 'later', current }),
  });

  expect(await repository.move(superseding(first, version(2)), [])).toBe(true);

  const head = await tables.get('certificates', key);
  expect(head).toMatchObject(later);
  expect(bodyOf(head)).toMatchObject({ notice: 'later', current: { version: 2 } });
  expect(bodyOf(head)['current']).not.toHaveProperty('sealedBy');
  const superseded = await tables.get('certificates', { certificate, item: 'version#001#001' });
  expect(superseded['schema']).toBe(later.schema);
  expect(bodyOf(superseded)).toMatchObject({ version: 1, sealedBy: 'later' });
  expect((await repository.versions(certificate)).map((one) => one.version)).toEqual([2, 1]);
});

test('an earlier publication takes along what a later code wrote about it', async () => {
  const states = datasetStateRepository(tables.client, tables.name('dataset-states'));
  const delivery = '01JD0000000000000000000001';
  const at = '2020-12-01T12:00:00.000Z';
  const publish = async (number: number): Promise<boolean> => {
    const lease = await states.acquireLease('vehicles', delivery, at, at);
    await states.beginLoading('vehicles', delivery, lease?.fencingToken ?? 0, number);
    const publication: Publication = {
      dataset: 'vehicles',
      number,
      kind: 'delivery',
      at,
      by: 'officer-1',
      seq: number,
      voided: [],
      records: 3,
    };
    return await states.publish(publication, delivery);
  };
  expect(await publish(1)).toBe(true);
  const key = { dataset: 'vehicles', item: 'state' };
  const stored = await tables.get('dataset-states', key);
  const latest = { ...asObject(stored['latest']), approvedBy: 'later' };
  await tables.put('dataset-states', { ...stored, ...later, latest });

  expect(await publish(2)).toBe(true);

  expect(await tables.get('dataset-states', { dataset: 'vehicles', item: 'publication#000001' })).toMatchObject({
    number: 1,
    approvedBy: 'later',
    schema: later.schema,
  });
  expect((await tables.get('dataset-states', key))['latest']).not.toHaveProperty('approvedBy');
  expect((await states.publications('vehicles', 9)).map(({ number }) => number)).toEqual([2, 1]);
});
