import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localCredentials } from '../../infra/local/local-credentials.ts';
import type { LocalStack } from '../../infra/local/local-stack.ts';
import { putItem } from '../../lib/adapters/dynamodb/items.ts';
import { queryRecordsRoute } from '../../schemas/records/routes.ts';
import {
  fetchGrantFileRoute,
  listGrantFilesRoute,
  prepareGrantFileRoute,
  readGrantFileRoute,
} from '../../schemas/sharing/file-routes.ts';
import type { Grant } from '../../schemas/sharing/grant.ts';
import * as use from '../../schemas/sharing/use-routes.ts';
import type { Walkers } from './walk-routes.ts';

const id = '01JD6Y3V5W8Q2K4M7N9PRSTVXZ';
const caseNumber = 'BJ-2020-000123';
const maxSeconds = 30;

/** A grant as an application's decision writes it, and its use by every way. */
export async function walkGrants({ operator, partner }: Walkers, { environment }: LocalStack) {
  const grant: Grant = {
    id,
    dataset: 'prisoners',
    version: 1,
    provider: 'public-security',
    consumer: 'reform-office',
    fields: [
      { field: 'id_number', mask: 'none' },
      { field: 'name', mask: 'name' },
    ],
    filters: [],
    ways: ['query', 'verify', 'changes', 'file'],
    purpose: '逐条走一遍',
    legalBasis: '逐条走一遍',
    matter: '演示事项',
    caseNumbers: 'required',
    quota: { calls: 100, rows: 1_000, subjects: 100, callsPerMinute: 100 },
    from: '2020-01-01',
    until: '2099-12-31',
    grantedAt: '2020-01-01T00:00:00.000Z',
    grantedBy: 'public-security-system',
  };
  await storeGrant(grant, environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
  const { items: records } = await operator.api.call(queryRecordsRoute, {
    params: { dataset: grant.dataset },
    body: { limit: 1 },
  });
  const subject = records[0]?.values['id_number'] ?? '';
  const params = { grant: id };
  const { api } = partner;
  const bySubject = await api.call(use.queryUnderGrantRoute, { params, body: { subject, caseNumber } });
  const byKey = await api.call(use.queryUnderGrantRoute, { params, body: { key: { id_number: subject }, caseNumber } });
  const { result } = await api.call(use.verifyUnderGrantRoute, { params, body: { subject, caseNumber } });
  const start = await api.call(use.readChangesUnderGrantRoute, { params, body: {} });
  const state = await api.call(use.readChangesUnderGrantRoute, { params, body: { cursor: start.next, limit: 200 } });
  await api.call(use.readChangesUnderGrantRoute, { params, body: { cursor: state.next } });
  await api.call(use.readGrantRoute, { params });
  const file = await walkFile(api);
  const { today } = await operator.api.call(use.readGrantUsageRoute, { params });
  const listed = await api.call(use.listGrantsRoute, {});
  await operator.api.call(use.listGrantsRoute, { query: { side: 'provider', department: 'public-security' } });
  return {
    found: [bySubject, byKey].map(({ items }) => items.map(({ values }) => Object.keys(values))),
    result,
    changes: state.items.length > 0,
    file,
    calls: today.calls,
    listed: listed.items.map(({ status }) => status),
  };
}

/** Prepares a file, waits until it is made, and fetches it. */
async function walkFile(api: Walkers['partner']['api']) {
  const params = { grant: id };
  const prepared = await api.call(prepareGrantFileRoute, { params, body: { format: 'csv', caseNumber } });
  const ofFile = { params: { ...params, file: prepared.id } };
  for (let second = 0; second < maxSeconds; second += 1) {
    const { file } = await api.call(readGrantFileRoute, ofFile);
    if (file.state !== 'preparing') break;
    await setTimeout(1_000);
  }
  const { url } = await api.call(fetchGrantFileRoute, { ...ofFile, body: {} });
  const text = await (await fetch(url)).text();
  const { items } = await api.call(listGrantFilesRoute, { params });
  return { states: items.map(({ state }) => state), header: text.slice(0, text.indexOf('\r\n')) };
}

async function storeGrant(grant: Grant, endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region: 'cn-north-1', credentials: localCredentials });
  const { consumer, provider } = grant;
  const item = { entity: `application#${grant.id}`, item: 'current', consumer, provider, grant };
  await putItem({ client: DynamoDBDocumentClient.from(client), name: 'guiji-local-sharing' }, item);
  client.destroy();
}
