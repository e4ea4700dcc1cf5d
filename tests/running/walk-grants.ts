import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localCredentials } from '../../infra/local/local-credentials.ts';
import type { LocalStack } from '../../infra/local/local-stack.ts';
import { putItem } from '../../lib/adapters/dynamodb/items.ts';
import { queryRecordsRoute } from '../../schemas/records/routes.ts';
import { readGrantDocumentRoute } from '../../schemas/sharing/document-routes.ts';
import {
  fetchGrantFileRoute,
  listGrantFilesRoute,
  prepareGrantFileRoute,
  readGrantFileRoute,
} from '../../schemas/sharing/file-routes.ts';
import type { Grant } from '../../schemas/sharing/grant.ts';
import * as objections from '../../schemas/sharing/objection-routes.ts';
import type { ObjectionStep } from '../../schemas/sharing/objection.ts';
import * as sandbox from '../../schemas/sharing/sandbox-routes.ts';
import * as use from '../../schemas/sharing/use-routes.ts';
import type { Walkers } from './walk-routes.ts';

const id = '01JD6Y3V5W8Q2K4M7N9PRSTVXZ';
const caseNumber = 'BJ-2020-000123';
/** `follow-objections` runs each minute. */
const followedMs = 65_000;
const maxSeconds = 30;

/** A grant as an application's decision writes it, and its use by every way. */
export async function walkGrants({ operator, partner, provider }: Walkers, { environment }: LocalStack) {
  const grant: Grant = {
    id,
    target: 'dataset',
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
  const viewed = await api.call(use.viewSubjectRoute, { body: { subject, caseNumber } });
  const { result } = await api.call(use.verifyUnderGrantRoute, { params, body: { subject, caseNumber } });
  const start = await api.call(use.readChangesUnderGrantRoute, { params, body: {} });
  const state = await api.call(use.readChangesUnderGrantRoute, { params, body: { cursor: start.next, limit: 200 } });
  await api.call(use.readChangesUnderGrantRoute, { params, body: { cursor: state.next } });
  await api.call(use.readGrantRoute, { params });
  const objected = await walkObjections({ operator, partner, provider }, subject);
  const file = await walkFile(api);
  const { document } = await api.call(readGrantDocumentRoute, { params });
  await operator.api.call(sandbox.readGrantOpenapiRoute, { params });
  const synthetic = await api.call(sandbox.readSandboxRoute, { params });
  const body = { subject: synthetic.subjects[0] ?? '' };
  const { items } = await api.call(sandbox.querySandboxRoute, { params, body });
  await api.call(sandbox.verifySandboxRoute, { params, body });
  await api.call(sandbox.readSandboxChangesRoute, { params, body: {} });
  const { today } = await operator.api.call(use.readGrantUsageRoute, { params });
  const listed = await api.call(use.listGrantsRoute, {});
  await operator.api.call(use.listGrantsRoute, { query: { side: 'provider', department: 'public-security' } });
  return {
    viewed: viewed.items.map(({ grant: by, answer }) => [by === id, answer?.items.length]),
    found: [bySubject, byKey].map(({ items }) => items.map(({ values }) => Object.keys(values))),
    result,
    sandbox: items.map(({ values }) => Object.keys(values)),
    changes: state.items.length > 0,
    objected,
    file,
    calls: today.calls,
    signed: document.fields.map(({ field }) => field),
    listed: listed.items.filter(({ target }) => target === 'dataset').map(({ status }) => status),
  };
}

/** Objections by key and by subject: one is withdrawn, the other accepted, then refused, appealed, and upheld. */
async function walkObjections(
  { operator, partner, provider }: Pick<Walkers, 'operator' | 'partner' | 'provider'>,
  subject: string,
): Promise<string[]> {
  const { items } = await partner.api.call(use.queryUnderGrantRoute, {
    params: { grant: id },
    body: { subject, caseNumber },
  });
  const statement = { grant: id, field: 'name', evidence: '逐条走一遍' };
  const file = async (named: { key: { id_number: string } } | { subject: string; record: string }) =>
    await partner.api.call(objections.fileObjectionRoute, { body: { ...statement, ...named } });
  const states: string[] = [];
  const take = async ({ api }: Walkers[keyof Walkers], objection: string, step: ObjectionStep): Promise<void> => {
    const params = { objection };
    const { lockVersion } = await api.call(objections.readObjectionRoute, { params });
    const taken = await api.call(objections.takeObjectionStepRoute, { params, body: { step, lockVersion } });
    states.push(taken.state);
  };
  const reason = '逐条走一遍';
  const withdrawn = await file({ key: { id_number: subject } });
  await take(partner, withdrawn.id, { action: 'withdraw', reason });
  const filed = await file({ subject, record: items[0]?.record ?? '' });
  for (const side of ['of-our-data', 'waiting', 'concerns-us'] as const)
    await provider.api.call(objections.listObjectionsRoute, { query: { side } });
  for (const side of ['by-us', 'all'] as const)
    await operator.api.call(objections.listObjectionsRoute, { query: { side } });
  await take(provider, filed.id, { action: 'accept' });
  // The run of a minute finds the mark, and the record as it was.
  await delay(followedMs);
  await take(provider, filed.id, { action: 'refuse', reason });
  await take(partner, filed.id, { action: 'appeal', reason });
  await take(operator, filed.id, { action: 'uphold', reason });
  return states;
}

/** Prepares a file, waits until it is made, and fetches it. */
async function walkFile(api: Walkers['partner']['api']) {
  const params = { grant: id };
  const prepared = await api.call(prepareGrantFileRoute, { params, body: { format: 'csv', caseNumber } });
  const ofFile = { params: { ...params, file: prepared.id } };
  for (let second = 0; second < maxSeconds; second += 1) {
    const { file } = await api.call(readGrantFileRoute, ofFile);
    if (file.state !== 'preparing') break;
    await delay(1_000);
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
