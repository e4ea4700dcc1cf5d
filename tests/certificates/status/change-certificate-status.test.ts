import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificateRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { changeCertificateStatusRoute } from '../../../schemas/certificates/status-routes.ts';
import { askFixture, callers, openFixture } from '../lookup/fixture.ts';

type Name = keyof typeof callers;
const names = Object.keys(callers).filter((name): name is Name => name in callers);
const mayChange: readonly Name[] = ['operator', 'issuer'];

let fixture: Awaited<ReturnType<typeof openFixture>>;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

let count = 0;
const issueOne = async () => await fixture.issue({ key: `${(count += 1)}`.padStart(32, 'b') });
const change = async (identifier: string, operation: string, caller: Name = 'issuer', requestId?: string) =>
  await askFixture(
    changeCertificateStatusRoute,
    callers[caller],
    { params: { identifier }, body: { operation, reason: '持证人申请' } },
    requestId,
  );
const validityOf = async (identifier: string) =>
  (await askFixture(readCertificateRoute, callers.operator, { params: { identifier } })).json;

describe('who may', () => {
  test.each(mayChange)('%s may withhold it, with an audit entry', async (name) => {
    const { identifier } = await issueOne();
    expect(await change(identifier, 'withhold', name, `withhold-${name}`)).toMatchObject({
      statusCode: 201,
      json: {
        identifier,
        event: { operation: 'withhold', from: '01', to: '02', by: callers[name].subject, reason: '持证人申请' },
      },
    });
    expect(await validityOf(identifier)).toMatchObject({ status: { validity: 'withheld', code: '02' } });
    expect(await fixture.auditEntries(`withhold-${name}`)).toMatchObject([
      { kind: 'operation', outcome: 'answered', results: 1 },
    ]);
  });

  test.each(names.filter((name) => !mayChange.includes(name)))('%s may not, and nothing changes', async (name) => {
    const { identifier } = await issueOne();
    expect((await change(identifier, 'annul', name)).statusCode).toBe(403);
    expect(await validityOf(identifier)).toMatchObject({ status: { validity: 'valid' } });
  });
});

describe('what is refused', () => {
  test('an unknown certificate', async () => {
    expect(
      await change('1.2.156.3005.2.11100000MB03271699001.11411100MB1234562R.20200000001.001.A', 'annul'),
    ).toMatchObject({ statusCode: 404, json: { code: 'certificate-not-found' } });
  });

  test('an earlier version, with the newest named', async () => {
    const { all } = await fixture.issue({ key: 'c'.repeat(32), versions: [{}, {}] });
    expect(await change(all[0] ?? '', 'annul')).toMatchObject({
      statusCode: 409,
      json: { code: 'certificate-superseded', detail: expect.stringContaining(all[1] ?? '-') },
    });
  });

  test('an operation that is not possible from its status, in Chinese words', async () => {
    const { identifier } = await issueOne();
    await change(identifier, 'annul');
    expect(await change(identifier, 'give-back')).toMatchObject({
      statusCode: 409,
      json: { code: 'operation-not-possible', detail: expect.stringMatching(/“注销”状态，不能办理“暂扣发还”/) },
    });
    expect(await validityOf(identifier)).toMatchObject({ status: { validity: 'annulled', code: '04' } });
  });
});

test('two concurrent operations: each is applied or refused, and every change is an event', async () => {
  const { identifier } = await issueOne();
  const answers = await Promise.all([
    change(identifier, 'withhold'),
    change(identifier, 'withhold', 'operator'),
    change(identifier, 'annul', 'operator'),
  ]);
  const done = answers.filter(({ statusCode }) => statusCode === 201).length;
  expect(answers.map(({ statusCode }) => statusCode).filter((code) => code !== 201 && code !== 409)).toEqual([]);
  expect(done).toBeGreaterThanOrEqual(1);
  expect(await validityOf(identifier)).toMatchObject({ status: { code: '04' } });
});
