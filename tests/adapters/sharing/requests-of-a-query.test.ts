import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { putItem } from '../../../lib/adapters/dynamodb/items.ts';
import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { recordVersionRepository } from '../../../lib/adapters/records/record-version-repository.ts';
import { auditLog } from '../../../lib/adapters/sharing/audit-log.ts';
import { disputeMarks } from '../../../lib/adapters/sharing/dispute-marks.ts';
import { grantRepository } from '../../../lib/adapters/sharing/grant-repository.ts';
import { grantTokens } from '../../../lib/adapters/sharing/grant-tokens.ts';
import { usageCounter } from '../../../lib/adapters/sharing/usage-counter.ts';
import { auditRecorder } from '../../../lib/sharing/audit/audit-recorder.ts';
import { queryUnderGrant, type QueryUnderGrantPorts } from '../../../lib/sharing/use/query-under-grant.ts';
import { usageCounting } from '../../../lib/sharing/use/usage-counting.ts';
import { cacheMs, ttlCache } from '../../../lib/wiring/memoize.ts';
import { recordFinder } from '../../../lib/wiring/sharing/record-access.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { datasetStateMemory } from '../../collection/memory/dataset-state-memory.ts';
import { sha256 } from '../../sharing/audit-memory.ts';
import { consumer, grantId, grantOf, version } from '../../sharing/use/use-memory.ts';
import { tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
  /-(sharing|audit-log|records)$/.test(TableName),
);
const name = (ending: string) => nameOf(properties, ending);
const now = () => '2020-12-05T02:00:30.000Z';
const hash = keyedHash('a key of the test, long enough to be one');
const granted: Partial<Grant> = {
  fields: [
    { field: 'number', mask: 'none' },
    { field: 'id_number', mask: 'none' },
  ],
};

let server: TableServer;
let versions: ReturnType<typeof recordVersionRepository>;
let clockMs = 0;
let requests = 0;
let ports: QueryUnderGrantPorts;
const key = { number: '1', id_number: '411102199003070010' };

beforeAll(async () => {
  const [dynalite] = tableServers;
  if (dynalite === undefined) throw new Error('No table server');
  server = await dynalite.start(properties);
  const { tables: client } = server;
  const sharing = { client, name: name('sharing') };
  versions = recordVersionRepository(client, name('records'));
  const { dataset } = version;
  const keyHash = (values: readonly string[]) => hash.text(values.join('/'));
  await versions.put([
    {
      record: `${dataset}#${keyHash(['1', key.id_number])}`,
      seq: 6,
      removed: false,
      values: { ...key, name: '张三' },
      delivery: grantId,
      subject: `${dataset}#${hash.text(key.id_number)}`,
    },
  ]);
  await store(grantOf(granted));
  const states = datasetStateMemory();
  const state = { ...(await states.read(dataset)), publishedSeq: 6 };
  const { grant } = grantRepository(client, sharing.name);
  const known = ttlCache(
    cacheMs,
    async (id) => (await grant(id)) ?? undefined,
    () => clockMs,
  );
  const disputes = ttlCache(5_000, disputeMarks(client, sharing.name).disputedFields, () => clockMs);
  let entries = 0;
  ports = {
    grant: async (id) => (await known(id)) ?? null,
    publishedVersions: async () => [version],
    recordUse: auditRecorder({
      auditLog: auditLog(client, name('audit-log')),
      hash: sha256,
      now,
      newId: () => `01JE${`${(entries += 1)}`.padStart(22, '0')}`,
      firstShard: 0,
    }),
    now,
    count: usageCounting({ counter: usageCounter(client, sharing.name), now }),
    tokens: grantTokens(hash),
    disputedFields: async (id) => (await disputes(id)) ?? new Map<string, string[]>(),
    finder: recordFinder({
      datasetStates: {
        read: async () => {
          requests += 1;
          return state;
        },
      },
      versions,
      hashes: { key: (_dataset, values) => keyHash(values), subject: (_kind, value) => hash.text(value) },
      catalogue: { publishedVersion: async () => version, canonical: async (_version, _field, text) => text },
    }),
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      requests += 1;
      return await next(args);
    },
    { step: 'initialize', name: 'count-requests' },
  );
});
afterAll(() => server.close());

const store = async (grant: Grant) => {
  const { consumer: by, provider } = grant;
  const item = { entity: `application#${grant.id}`, item: 'current', consumer: by, provider, grant };
  await putItem({ client: server.tables, name: name('sharing') }, item);
};
const ask = async (body: Pick<Parameters<typeof queryUnderGrant>[0]['body'], 'key' | 'subject'>) => {
  const input = { caller: consumer, requestId: 'r', params: { grant: grantId }, query: {} };
  const before = requests;
  const outcome = await queryUnderGrant({ ...input, body: { ...body, caseNumber: 'BJ-1' } }, ports);
  return { requests: requests - before, answer: 'answer' in outcome ? outcome.answer : outcome };
};

test('a query by key is four table requests, with its count and its audit entry', async () => {
  await ask({ key });
  expect(await ask({ key })).toMatchObject({ requests: 4, answer: { items: [{ values: key }] } });
});

test('a query by subject is as many, where nothing was published since', async () => {
  await ask({ subject: key.id_number });
  expect(await ask({ subject: key.id_number })).toMatchObject({ requests: 4, answer: { items: [{ values: key }] } });
});

test('a query by subject is one more for twenty records, where five publications are later', async () => {
  const id_number = '411102199003070029';
  const { dataset } = version;
  const recordOf = (number: number) => `${dataset}#${hash.text(`${number + 100}/${id_number}`)}`;
  const stored = Array.from({ length: 20 }, (_, number) => ({
    record: recordOf(number),
    seq: 1,
    removed: false,
    values: { number: `${number + 100}`, id_number },
    delivery: grantId,
    subject: `${dataset}#${hash.text(id_number)}`,
  }));
  const [first] = stored;
  if (first === undefined) throw new Error('no record');
  const { subject: _subject, ...removal } = { ...first, seq: 3, removed: true, values: {} };
  await versions.put([...stored, removal]);
  await ask({ subject: id_number });
  const { requests: asked, answer } = await ask({ subject: id_number });
  expect('items' in answer ? answer.items : []).toHaveLength(19);
  expect(asked).toBe(5);
});

test('a revocation holds as soon as the cache is past its time, which is within a minute', async () => {
  await ask({ key });
  await store(grantOf({ ...granted, revoked: { at: now(), by: 'officer', reason: '用途不符' } }));
  expect(cacheMs).toBeLessThan(60_000);
  clockMs += cacheMs;
  expect(await ask({ key })).toMatchObject({ answer: { refused: 'grant-revoked' } });
});
