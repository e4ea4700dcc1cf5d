import { expect, test } from 'vitest';
import { SourceFault } from '../../../lib/kernel/source-fault.ts';
import { openFixture, operator, provider, tablePage } from './source-fixture.ts';

const row = ['A-1', '测试姓名', null, '1'];

test('each step of a source’s life is an event; an order to read is none', async () => {
  const fixture = openFixture();
  const at = fixture.at();
  await at.register();
  await at.setSecret();
  await at.test();
  await at.return();
  await at.register();
  fixture.world.answers = () => ({ bytes: tablePage([row]), rows: 1 });
  await at.test();
  await at.confirm();
  await at.operate('run-now');
  await at.operate('reconcile-now');
  await at.operate('pause');
  await at.operate('resume');
  await at.operate('retire');
  await at.operate('resume');

  const { rows = 0, rejected = 0 } = at.stored().test ?? {};
  expect(rows).toBe(1);
  const [officer, centre] = [provider.subject, operator.subject];
  expect(
    fixture.events.map(({ by, action, from, to, counts, reason }) => [by, action, from, to, counts, reason]),
  ).toEqual([
    [officer, 'registered', undefined, 'registered', undefined, undefined],
    [officer, 'secret-set', 'registered', 'registered', undefined, undefined],
    [centre, 'tested', 'registered', 'registered', { rows: 0, rejected: 0 }, new SourceFault('not-reachable').code],
    [centre, 'returned', 'registered', 'returned', undefined, undefined],
    [officer, 'registered', 'returned', 'registered', undefined, undefined],
    [centre, 'tested', 'registered', 'registered', { rows, rejected }, undefined],
    [centre, 'confirmed', 'registered', 'running', { rows }, undefined],
    [centre, 'paused', 'running', 'paused', undefined, undefined],
    [centre, 'resumed', 'paused', 'running', undefined, undefined],
    [centre, 'retired', 'running', 'retired', undefined, undefined],
  ]);
  expect(new Set(fixture.events.map(({ entity, department }) => `${entity} ${department}`))).toEqual(
    new Set([`source#${at.stored().dataset}#database ${at.stored().department}`]),
  );
});
