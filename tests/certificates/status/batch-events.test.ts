import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { eventLog } from '../../../lib/adapters/events/event-log.ts';
import { applyBatch } from '../../../lib/certificates/status/apply-batch.ts';
import { approveBatch } from '../../../lib/certificates/status/approve-batch.ts';
import type { ApplyBatchPorts, ApproveBatchPorts } from '../../../lib/certificates/status/ports.ts';
import { prepareBatch } from '../../../lib/certificates/status/prepare-batch.ts';
import { rejectBatch } from '../../../lib/certificates/status/reject-batch.ts';
import { sweepBatches } from '../../../lib/certificates/status/sweep-batches.ts';
import { applyBatchPorts, prepareBatchPorts } from '../../../lib/wiring/certificates/status.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import { Batch } from '../../../schemas/certificates/batch.ts';
import type { CertificateId } from '../../../schemas/certificates/document.ts';
import { callers, driving, openFixture, property } from '../lookup/fixture.ts';

let fixture: Awaited<ReturnType<typeof openFixture>>;
let ports: ApplyBatchPorts & ApproveBatchPorts;
const sent: { batch: string; piece: number }[] = [];
let clock = '2026-11-27T02:00:00.000Z';
beforeAll(async () => {
  fixture = await openFixture();
  ports = {
    ...(await applyBatchPorts()),
    messages: { pieces: async (batch, pieces) => void sent.push(...pieces.map((piece) => ({ batch, piece }))) },
    personBehind: async (subject) => subject,
    leaseSeconds: 60,
    now: () => clock,
  };
});
afterAll(() => fixture.close());

let count = 0;
const issue = async (changes: object = {}) =>
  await fixture.issue({ key: `${(count += 1)}`.padStart(32, 'e'), number: `豫经过${count}`, ...changes });
const request = { requestId: 'test', query: {} } as const;
const prepare = async (identifiers: CertificateId[], caller = callers.issuer) => {
  const body = { operation: 'annul', reason: '企业集中注销', identifiers } as const;
  const prepared = await prepareBatch(
    { ...request, caller, params: {}, body },
    { ...(await prepareBatchPorts()), now: () => clock },
  );
  return Batch.parse(prepared).id;
};
const approve = async (batch: string) =>
  await approveBatch(
    { ...request, caller: { ...callers.issuer, subject: 'officer-9' }, params: { batch }, body: null },
    ports,
  );
const eventsOf = async (batch: string) => {
  const events = await eventLog(documentClient(), setting('EVENTS_TABLE')).ofEntity(`batch#${batch}`);
  return events.map(({ by, from, to, counts }) => [by, from ?? '', to, counts?.['done'], counts?.['impossible']]);
};

test('prepared, approved and applied: who, from, to, how many, and nothing of what was said', async () => {
  const [one, two] = [await issue(), await issue()];
  const batch = await prepare([one.identifier, two.identifier, two.identifier]);
  await approve(batch);
  expect(await approve(batch)).toMatchObject({ refused: 'batch-not-open' });
  for (const message of sent.splice(0)) {
    await applyBatch(message, ports);
    await applyBatch(message, ports);
  }
  expect(await eventsOf(batch)).toEqual([
    ['officer-1', '', 'prepared', 0, 1],
    ['officer-9', 'prepared', 'applying', 0, 1],
    ['platform', 'applying', 'done', 2, 1],
  ]);
  const stored = await eventLog(documentClient(), setting('EVENTS_TABLE')).ofEntity(`batch#${batch}`);
  expect(
    new Set(stored.map(({ kind, action, department, dataset }) => [kind, action, department, dataset].join())),
  ).toEqual(new Set([`certificates,annul,${callers.issuer.department},${property.type}`]));
  expect(JSON.stringify(stored)).not.toContain('企业集中注销');
});

test('rejected by a person, expired by itself', async () => {
  const { identifier } = await issue();
  const [rejected, expired] = [await prepare([identifier]), await prepare([identifier])];
  await rejectBatch(
    { ...request, caller: callers.issuer, params: { batch: rejected }, body: { reason: '清单有误' } },
    ports,
  );
  clock = '2026-12-04T02:00:01.000Z';
  await sweepBatches(ports);
  await sweepBatches(ports);
  clock = '2026-11-27T02:00:00.000Z';
  expect([await eventsOf(rejected), await eventsOf(expired)]).toEqual([
    [
      ['officer-1', '', 'prepared', 0, 0],
      ['officer-1', 'prepared', 'rejected', 0, 0],
    ],
    [
      ['officer-1', '', 'prepared', 0, 0],
      ['platform', 'prepared', 'expired', 0, 0],
    ],
  ]);
});

test('a batch of several types is in the events of its department, and in those of no dataset', async () => {
  const [one, other] = [await issue(), await issue({ type: driving })];
  const batch = await prepare([one.identifier, other.identifier], callers.operator);
  const [event] = await eventLog(documentClient(), setting('EVENTS_TABLE')).ofEntity(`batch#${batch}`);
  expect([event?.department, event?.dataset]).toEqual([callers.operator.department, undefined]);
});
