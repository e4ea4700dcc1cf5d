import { describe, expect, test } from 'vitest';
import {
  keepNoticeChannels,
  makeWebhookSecret,
  readNoticeChannels,
  testNoticeChannel,
} from '../../../lib/sharing/notices/dispatch/keep-channels.ts';
import type { ChannelPorts, DispatchRepository, StoredChannels } from '../../../lib/sharing/notices/dispatch/ports.ts';
import { listDispatches } from '../../../lib/sharing/notices/dispatch/read-dispatches.ts';
import type { Change } from '../../../schemas/departments/change-entry.ts';
import type { Dispatch } from '../../../schemas/sharing/notice-dispatch.ts';
import { caller } from '../../catalogue/builders.ts';

const now = '2026-12-01T02:00:00.000Z';
const officer = caller('liu-yang', 'provider');
const address = 'xinxike@example.gov.cn';
const url = 'https://system.example.gov.cn/notices';
const settings = (lockVersion: number, isOn = true) => ({
  caller: officer,
  body: { mail: { addresses: [address], without: [] }, webhook: { url, isOn, without: [] }, lockVersion },
});

function start({ sendsMail = true, isBeaten = false } = {}) {
  let stored: StoredChannels | undefined;
  const changes: Change[] = [];
  const secrets = new Map<string, string>();
  const put: Dispatch[] = [];
  let made = 0;
  const ports: ChannelPorts & Pick<DispatchRepository, 'putDispatch'> = {
    channels: async () => stored,
    allChannels: async () => [],
    saveChannels: async (channels) => {
      if (isBeaten && made > 0) return false;
      stored = { channels, health: { failures: 0 } };
      return true;
    },
    saveHealth: async () => undefined,
    now: () => now,
    recordChange: async (change) => void changes.push(change),
    sendsMail: () => sendsMail,
    newSecretId: () => `01JD000000000000000000000${made}`,
    makeSecret: () => {
      made += 1;
      return `whsec_${made}`;
    },
    keepSecret: async (name, secret) => void secrets.set(name, secret),
    forgetSecret: async (name) => void secrets.delete(name),
    putDispatch: async (dispatch) => void put.push(dispatch),
  };
  return {
    ports,
    changes,
    secrets,
    put,
    pause: () => stored && (stored = { ...stored, health: { failures: 9, pausedAt: now } }),
  };
}

describe('how a department is told', () => {
  test('nothing is set at first', async () => {
    expect(await readNoticeChannels({ caller: officer }, start().ports)).toEqual({
      mail: { addresses: [], without: [] },
      lockVersion: 0,
      sendsMail: true,
    });
  });

  test('a change is recorded without addresses, and shown without secrets', async () => {
    const { ports, changes } = start();
    expect(await keepNoticeChannels(settings(0), ports)).toMatchObject({
      mail: { addresses: [address] },
      webhook: { url, isOn: true },
      lockVersion: 1,
    });
    expect(changes).toMatchObject([{ what: 'notice-channels-changed', target: officer.department }]);
    expect(JSON.stringify(changes)).not.toMatch(/@|system\.example/);
    expect(await keepNoticeChannels(settings(0), ports)).toMatchObject({ refused: 'changed-meanwhile' });
  });

  test('a secret is shown once; of three the oldest is forgotten, and settings keep them', async () => {
    const { ports, secrets, changes } = start();
    expect(await makeWebhookSecret({ caller: officer, body: { lockVersion: 1 } }, ports)).toMatchObject({
      refused: 'webhook-not-kept',
    });
    await keepNoticeChannels(settings(0), ports);
    for (const lockVersion of [1, 2, 3])
      expect(await makeWebhookSecret({ caller: officer, body: { lockVersion } }, ports)).toMatchObject({
        secret: `whsec_${lockVersion}`,
        channels: { webhook: { secretSince: now }, lockVersion: lockVersion + 1 },
      });
    expect([...secrets.values()]).toEqual(['whsec_2', 'whsec_3']);
    await keepNoticeChannels(settings(4), ports);
    const shown = await readNoticeChannels({ caller: officer }, ports);
    expect(shown.webhook?.secretSince).toBe(now);
    expect(JSON.stringify([shown, changes])).not.toContain('whsec');
  });

  test('a secret of whoever was slower is forgotten', async () => {
    const { ports, secrets } = start({ isBeaten: true });
    await keepNoticeChannels(settings(0), ports);
    expect(await makeWebhookSecret({ caller: officer, body: { lockVersion: 1 } }, ports)).toMatchObject({
      refused: 'changed-meanwhile',
    });
    expect(secrets.size).toBe(0);
  });

  test('a paused webhook is shown as such until the settings are saved', async () => {
    const { ports, pause } = start();
    await keepNoticeChannels(settings(0), ports);
    pause();
    expect((await readNoticeChannels({ caller: officer }, ports)).webhook?.pausedAt).toBe(now);
    await keepNoticeChannels(settings(1), ports);
    expect((await readNoticeChannels({ caller: officer }, ports)).webhook?.pausedAt).toBeUndefined();
  });

  test('only what is set can be tested', async () => {
    const { ports, put } = start();
    const of = (way: 'mail' | 'webhook') => testNoticeChannel({ caller: officer, body: { way } }, ports);
    expect([await of('mail'), await of('webhook')]).toMatchObject([
      { refused: 'way-not-kept' },
      { refused: 'way-not-kept' },
    ]);
    await keepNoticeChannels(settings(0), ports);
    expect(await of('webhook')).toMatchObject({ refused: 'way-not-kept' });
    await makeWebhookSecret({ caller: officer, body: { lockVersion: 1 } }, ports);
    expect(await of('webhook')).toMatchObject({ id: '20261201020000000-test-webhook', state: 'waiting', notices: [] });
    expect(await of('mail')).toMatchObject({ id: '20261201020000000-test-mail' });
    expect(put).toHaveLength(2);
    const without = start({ sendsMail: false });
    await keepNoticeChannels(settings(0), without.ports);
    expect(await testNoticeChannel({ caller: officer, body: { way: 'mail' } }, without.ports)).toMatchObject({
      refused: 'way-not-kept',
    });
  });
});

describe('the list of what was sent', () => {
  const sent = (id: string, way: Dispatch['way'], state: Dispatch['state']): Dispatch => ({
    id,
    department: 'public-security',
    way,
    notices: [],
    state,
    createdAt: now,
    tries: 1,
    log: [],
  });
  const all = [
    sent('20261203000000000-digest', 'mail', 'sent'),
    sent(`20261202000000000-${'b'.repeat(24)}-webhook`, 'webhook', 'failed'),
    sent(`20261201000000000-${'a'.repeat(24)}-webhook`, 'webhook', 'sent'),
  ];
  const asked: string[] = [];
  const dispatches: DispatchRepository['dispatches'] = async function* ({ department, before }) {
    asked.push(department);
    yield* all.filter(({ id }) => before === undefined || id < before);
  };
  const list = (who: typeof officer, query: Partial<Parameters<typeof listDispatches>[0]['query']>) =>
    listDispatches({ caller: who, query: { limit: 50, ...query } }, { dispatches });

  test('by pages, way and state', async () => {
    const first = await list(officer, { limit: 2 });
    expect(first).toMatchObject({ items: [{ id: all[0]?.id }, { id: all[1]?.id }] });
    const cursor = 'next' in first ? first.next : undefined;
    expect(await list(officer, { limit: 2, cursor })).toEqual({ items: [all[2]] });
    expect(await list(officer, { way: 'webhook', state: 'sent' })).toEqual({ items: [all[2]] });
    expect(await list(officer, { way: 'mail', cursor })).toMatchObject({ refused: 'cursor-not-valid' });
  });

  test('the centre reads any department’s, others their own', async () => {
    asked.length = 0;
    const other = 'public-security';
    await list(caller('zhao', 'operator', 'information-center'), { department: other });
    expect(await list(caller('wang', 'provider', 'civil-affairs'), { department: other })).toMatchObject({
      refused: 'dispatches-not-yours',
    });
    expect(await list(caller('wang', 'supervisor', 'civil-affairs'), { department: other })).toMatchObject({
      refused: 'dispatches-not-yours',
    });
    expect(asked).toEqual([other]);
  });
});
