import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyBatch } from '../../../lib/certificates/status/apply-batch.ts';
import { approveBatch } from '../../../lib/certificates/status/approve-batch.ts';
import { listBatches } from '../../../lib/certificates/status/list-batches.ts';
import type { ApplyBatchPorts, ApproveBatchPorts } from '../../../lib/certificates/status/ports.ts';
import { prepareBatch } from '../../../lib/certificates/status/prepare-batch.ts';
import { readBatch } from '../../../lib/certificates/status/read-batch.ts';
import { rejectBatch } from '../../../lib/certificates/status/reject-batch.ts';
import { sweepBatches } from '../../../lib/certificates/status/sweep-batches.ts';
import { linesPerPiece } from '../../../lib/certificates/status/to-batch.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { ActorPorts } from '../../../lib/kernel/name-actors.ts';
import { applyBatchPorts, prepareBatchPorts } from '../../../lib/wiring/certificates/status.ts';
import { Batch } from '../../../schemas/certificates/batch.ts';
import { listBatchesRoute, readBatchRoute } from '../../../schemas/certificates/status-routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { accounts, people, secondPersonCases } from '../../second-person-cases.ts';
import { callers, openFixture, property } from '../lookup/fixture.ts';

let fixture: Awaited<ReturnType<typeof openFixture>>;
let ports: ApplyBatchPorts & ApproveBatchPorts & ActorPorts;
const sent: { batch: string; piece: number }[] = [];
let clock = '2026-11-27T02:00:00.000Z';
beforeAll(async () => {
  fixture = await openFixture();
  ports = {
    ...(await applyBatchPorts()),
    messages: { pieces: async (batch, pieces) => void sent.push(...pieces.map((piece) => ({ batch, piece }))) },
    account: async (subject) => {
      const [name, department] = [`${subject}的姓名`, 'natural-resources'];
      return subject === 'removed'
        ? undefined
        : { subject, kind: 'person', name, department, roles: ['provider'], active: true };
    },
    departmentName: async (id) => `${id}的名称`,
    personBehind: async (subject) => (accounts.has(subject) ? await people.personBehind(subject) : subject),
    leaseSeconds: 60,
    now: () => clock,
  };
});
afterAll(() => fixture.close());

const maker = callers.issuer;
const checker = { ...callers.issuer, subject: 'officer-9' };
const request = 'test';
const prepare = async (body: object, caller = maker) =>
  Batch.parse(
    await prepareBatch(
      {
        caller,
        requestId: request,
        params: {},
        query: {},
        body: { operation: 'annul', reason: '企业集中注销', ...body },
      },
      { ...(await prepareBatchPorts()), now: () => clock },
    ),
  );
const approve = async (batch: string, caller = checker) =>
  await approveBatch({ caller, requestId: request, params: { batch }, query: {}, body: null }, ports);
const work = async () => {
  for (const message of sent.splice(0)) await applyBatch(message, ports);
};
const linesOf = async (batch: string, caller = maker, lines: 'all' | 'impossible' = 'all') =>
  readBatchRoute.answer.body.parse(
    await readBatch({ caller, requestId: request, params: { batch }, query: { limit: 200, lines }, body: null }, ports),
  );

test('who prepared and who decided are named, to those who may know them; a removed account is not', async () => {
  const one = await issue();
  const batch = await prepare({ identifiers: [one.identifier] });
  await approve(batch.id);
  const byRemoved = await prepare({ identifiers: [one.identifier] }, { ...maker, subject: 'removed' });
  const department = 'natural-resources';
  const named = (subject: string) => ({
    account: subject,
    name: `${subject}的姓名`,
    department,
    departmentName: `${department}的名称`,
  });
  const query = { limit: 200 };
  for (const caller of [maker, callers.operator]) {
    expect((await linesOf(batch.id, caller)).actors).toEqual([named(maker.subject), named('officer-9')]);
    expect((await linesOf(byRemoved.id, caller)).actors).toEqual([]);
    const list = listBatchesRoute.answer.body.parse(
      await listBatches({ caller, requestId: request, params: {}, query, body: null }, ports),
    );
    expect(list.actors).toContainEqual(named('officer-9'));
  }
  await work();
});

let count = 0;
const issue = async (changes: object = {}) =>
  await fixture.issue({ key: `${(count += 1)}`.padStart(32, 'd'), number: `豫批${count}`, ...changes });

test('from dry run to receipt: every line has an outcome, and the counts add up', async () => {
  const [one, two, withheld, old] = [
    await issue(),
    await issue(),
    await issue({ versions: [{ version: { status: '04' } }] }),
    await issue({ versions: [{}, {}] }),
  ];
  const unknown = one.identifier.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const batch = await prepare({
    identifiers: [one.identifier, two.identifier, one.identifier, withheld.identifier, old.all[0] ?? '', unknown],
  });
  expect(batch).toMatchObject({ status: 'prepared', counts: { requested: 6, possible: 2, done: 0, impossible: 4 } });
  expect((await linesOf(batch.id)).items.map(({ outcome }) => outcome)).toEqual([
    'possible',
    'possible',
    'duplicate',
    'already-in-status',
    'superseded',
    'not-found',
  ]);
  expect((await linesOf(batch.id, maker, 'impossible')).items.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  expect((await ports.repository.head(one.certificate))?.current?.status).toBe('01');

  expect(await approve(batch.id, maker)).toEqual({ kind: 'refusal', refused: 'maker-is-checker', facts: {} });
  expect(await approve(batch.id)).toMatchObject({ status: 'applying', decidedBy: 'officer-9' });
  expect(await approve(batch.id, callers.operator)).toMatchObject({ refused: 'batch-not-open' });
  await work();
  const receipt = await linesOf(batch.id);
  expect(receipt.batch).toMatchObject({
    status: 'done',
    preparedBy: maker.subject,
    decidedBy: 'officer-9',
    counts: { requested: 6, possible: 2, done: 2, impossible: 4 },
    handled: 6,
  });
  expect((await linesOf(batch.id, maker, 'impossible')).items.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  expect(receipt.items.map(({ outcome, sentence }) => `${outcome} ${sentence}`)[0]).toBe('done 已办理。');
  expect((await ports.repository.head(two.certificate))?.current).toMatchObject({
    status: '04',
    events: [{}, { operation: 'annul', by: maker.subject, batch: batch.id, reason: '企业集中注销' }],
  });
});

test('a line that changed after the dry run is checked again', async () => {
  const [one, two] = [await issue(), await issue()];
  const batch = await prepare({ operation: 'withhold', identifiers: [one.identifier, two.identifier] });
  const head = await ports.repository.head(one.certificate);
  if (head?.current === undefined) throw new Error('no head');
  await ports.repository.move(
    {
      ...head,
      lockVersion: head.lockVersion + 1,
      current: {
        ...head.current,
        status: '07',
        events: [...head.current.events, { operation: 'revoke', from: '01', to: '07', at: clock, by: 'x' }],
      },
    },
    [],
  );
  await approve(batch.id);
  await work();
  expect((await linesOf(batch.id)).items.map(({ outcome }) => outcome)).toEqual(['not-from-this-status', 'done']);
});

test('by type and numbers: spellings, other departments’ numbers, unknown numbers', async () => {
  const one = await issue({ number: '豫(2020)漯河市不动产权第0009001号' });
  const batch = await prepare({
    type: property.type,
    numbers: ['豫（2020）漯河市不动产权第0009001号', '没有这个编号'],
  });
  expect((await linesOf(batch.id)).items).toMatchObject([
    { outcome: 'possible', identifier: one.identifier },
    { outcome: 'not-found' },
  ]);
  const others = await prepare(
    { type: property.type, numbers: ['豫(2020)漯河市不动产权第0009001号'] },
    callers.otherDepartment,
  );
  expect((await linesOf(others.id, callers.otherDepartment)).items).toMatchObject([{ outcome: 'other-department' }]);
});

test('nothing possible, another department, withdrawn, expired', async () => {
  const nothing = await prepare({
    identifiers: ['1.2.156.3005.2.11100000MB03271699001.11411100MB1234562R.20200000001.001.A'],
  });
  expect(await approve(nothing.id)).toMatchObject({ refused: 'nothing-possible' });
  const one = await issue();
  const batch = await prepare({ identifiers: [one.identifier] });
  expect(
    await readBatch(
      {
        caller: callers.otherDepartment,
        requestId: request,
        params: { batch: batch.id },
        query: { limit: 10, lines: 'all' },
        body: null,
      },
      ports,
    ),
  ).toMatchObject({ refused: 'batch-not-found' });
  expect(
    await rejectBatch(
      { caller: maker, requestId: request, params: { batch: batch.id }, query: {}, body: { reason: '清单有误' } },
      ports,
    ),
  ).toMatchObject({ status: 'rejected', rejection: '清单有误' });
  expect(await approve(batch.id)).toMatchObject({ refused: 'batch-not-open' });

  const late = await prepare({ identifiers: [one.identifier] });
  clock = '2026-12-04T02:00:01.000Z';
  await sweepBatches(ports);
  expect(await ports.batches.read(late.id)).toMatchObject({ status: 'expired' });
  expect(await approve(late.id)).toMatchObject({ refused: 'batch-not-open' });
  clock = '2026-11-27T02:00:00.000Z';
});

test('a department sees its own batches, the centre all, newest first', async () => {
  const own = await listBatches(
    { caller: maker, requestId: request, params: {}, query: { limit: 200 }, body: null },
    ports,
  );
  const all = await listBatches(
    { caller: callers.operator, requestId: request, params: {}, query: { limit: 200 }, body: null },
    ports,
  );
  if (isRefused(own) || isRefused(all)) throw new Error('refused');
  expect(new Set(own.items.map(({ department }) => department))).toEqual(new Set([maker.department]));
  expect(all.items.length).toBeGreaterThan(own.items.length);
  expect(all.items.map(({ id }) => id)).toEqual(
    all.items
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
});

/** Repositories whose n-th write fails, as if the worker were killed there. */
function dyingAt(n: number): ApplyBatchPorts {
  let writes = 0;
  const dies =
    <Arguments extends unknown[], Result>(write: (...words: Arguments) => Promise<Result>) =>
    async (...words: Arguments): Promise<Result> => {
      writes += 1;
      if (writes === n) throw new Error('died');
      return await write(...words);
    };
  const { batches, repository, lists, messages } = ports;
  return {
    ...ports,
    batches: {
      ...batches,
      writePiece: dies(batches.writePiece),
      markPiece: dies(batches.markPiece),
      change: dies(batches.change),
    },
    repository: { ...repository, move: dies(repository.move) },
    lists: { touch: dies(lists.touch) },
    messages: { pieces: dies(messages.pieces) },
  };
}

test('killed at each write and resumed: every certificate is annulled once, and the receipt is complete', async () => {
  for (let n = 1; n <= 12; n += 1) {
    const issued = [await issue(), await issue()];
    const batch = await prepare({ identifiers: issued.map(({ identifier }) => identifier) });
    await approve(batch.id);
    const [message] = sent.splice(0);
    if (message === undefined) throw new Error('no message');
    await applyBatch(message, dyingAt(n)).catch(() => undefined);
    clock = '2026-11-27T02:10:00.000Z';
    await sweepBatches(ports);
    await work();
    clock = '2026-11-27T02:00:00.000Z';
    expect((await linesOf(batch.id)).batch, `write ${n}`).toMatchObject({
      status: 'done',
      counts: { requested: 2, done: 2, impossible: 0 },
    });
    for (const { certificate } of issued)
      expect(
        (await ports.repository.head(certificate))?.current?.events.map(({ operation }) => operation),
        `write ${n}`,
      ).toEqual(['issue', 'annul']);
  }
});

test('a long batch is stored in pieces and read in pages', async () => {
  const numbers = Array.from({ length: linesPerPiece * 2 + 5 }, (_, i) => `没有${i}`);
  const batch = await prepare({ type: property.type, numbers });
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = readBatchRoute.answer.body.parse(
      await readBatch(
        {
          caller: maker,
          requestId: request,
          params: { batch: batch.id },
          query: { limit: 150, lines: 'all', ...definedOnly({ cursor }) },
          body: null,
        },
        ports,
      ),
    );
    seen.push(...page.items.map(({ line }) => line));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(seen).toEqual(numbers.map((_, i) => i + 1));
});

test.each(secondPersonCases)('%s prepares a batch and %s approves it: %s person', async (by, checking, outcome) => {
  const batch = await prepare({ identifiers: [(await issue()).identifier] }, { ...maker, subject: by });
  const answer = await approve(batch.id, { ...callers.operator, subject: checking });
  const refusals = { another: null, same: 'maker-is-checker', nobody: 'approver-not-a-person' } as const;
  expect(isRefused(answer) ? answer.refused : null).toBe(refusals[outcome]);
});

test('the centre alone approves what a system prepared for which nobody answers', async () => {
  const batch = await prepare({ identifiers: [(await issue()).identifier] }, { ...maker, subject: 'nobody-system' });
  expect(await approve(batch.id)).toMatchObject({ refused: 'batch-approval-by-centre' });
  expect(await approve(batch.id, callers.operator)).toMatchObject({ status: 'applying' });
});

test('progress counts the lines of the pieces that are applied', async () => {
  await issue({ number: '豫批进度' });
  const unknown = Array.from({ length: linesPerPiece + 4 }, (_, i) => `没有${i}`);
  const batch = await prepare({ type: property.type, numbers: ['豫批进度', ...unknown] });
  const handled = async () => (await linesOf(batch.id)).batch.handled;
  expect(await handled()).toBe(0);
  await approve(batch.id);
  const [first, second] = sent.splice(0).filter((message) => message.batch === batch.id);
  if (first === undefined || second === undefined) throw new Error('not two pieces');
  await applyBatch(second, ports);
  expect(await handled()).toBe(5);
  await applyBatch(first, ports);
  expect(await handled()).toBe(linesPerPiece + 5);
});
