import { expect, test } from 'vitest';
import { confirmLink, type ConfirmLinkPorts } from '../../lib/collection/deliveries/confirm-link.ts';
import { trialEvent } from '../../lib/collection/deliveries/link-events.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import { callerWithRole } from '../api/invoke.ts';
import { linkMemory } from './memory/link-memory.ts';
import { fieldOf, versionOf } from './template/sample-version.ts';

const version = versionOf([fieldOf('编号', { key: 'id', required: true })]);
const { dataset } = version;
const { provider } = version.content.metadata;
const trial = {
  dataset,
  channel: 'excel',
  state: 'on-trial',
  since: '2020-12-01T00:00:00.000Z',
  firstDelivery: '01JD0000000000000000000001',
} as const;

test('a trial and its confirmation are events of the provider, with the records and without the comment', async () => {
  const links = linkMemory();
  const announced: string[] = [];
  const ports: ConfirmLinkPorts = {
    publishedVersions: async () => [version],
    links,
    datasetStates: {
      read: async () => ({
        dataset,
        publishedSeq: 1,
        lastSeq: 1,
        voided: [],
        records: 7,
        publications: 1,
        fencingToken: 1,
      }),
    },
    newReceiptNumber: () => 'YS-1',
    now: () => '2020-12-02T00:00:00.000Z',
    events: { linkConfirmed: async (of) => void announced.push(of) },
  };
  const confirm = () =>
    confirmLink(
      {
        caller: callerWithRole('operator'),
        requestId: 'r',
        params: { dataset },
        query: {},
        body: { channel: 'excel', comment: '验收通过' },
      },
      ports,
    );
  expect(isRefused(await confirm())).toBe(true);
  expect(links.events).toEqual([]);
  await links.beginTrial(trial, trialEvent(trial, provider));
  expect(await confirm()).toMatchObject({ state: 'linked' });
  expect(isRefused(await confirm())).toBe(true);

  const common = { entity: `link#${dataset}#excel`, kind: 'link', dataset, department: provider, channel: 'excel' };
  expect(links.events).toEqual([
    { ...common, at: trial.since, by: 'platform', to: 'on-trial' },
    {
      ...common,
      at: '2020-12-02T00:00:00.000Z',
      by: callerWithRole('operator').subject,
      from: 'on-trial',
      to: 'linked',
      counts: { records: 7 },
    },
  ]);
});
