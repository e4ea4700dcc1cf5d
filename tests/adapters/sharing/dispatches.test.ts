import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { channelRepository } from '../../../lib/adapters/sharing/channel-repository.ts';
import { dispatchRepository } from '../../../lib/adapters/sharing/dispatch-repository.ts';
import { noticeRepository } from '../../../lib/adapters/sharing/notice-repository.ts';
import { postWebhook } from '../../../lib/adapters/sharing/post-webhook.ts';
import { parseAllowLists } from '../../../lib/adapters/sources/net/allow-list.ts';
import { secondsAfter } from '../../../lib/kernel/instant.ts';
import { testNoticeChannel } from '../../../lib/sharing/notices/dispatch/keep-channels.ts';
import { planDispatches } from '../../../lib/sharing/notices/dispatch/plan-dispatches.ts';
import type { DispatchPorts, MailMessage, SendResult } from '../../../lib/sharing/notices/dispatch/ports.ts';
import { listDispatches, replayDispatches } from '../../../lib/sharing/notices/dispatch/read-dispatches.ts';
import { sendDispatches } from '../../../lib/sharing/notices/dispatch/send-dispatches.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { WebhookChannel } from '../../../schemas/sharing/notice-channels.ts';
import type { Notice } from '../../../schemas/sharing/notice.ts';
import { tableServers } from '../dynamodb/table-servers.ts';
import { eventedNames, startEventedTables, type EventedServer } from '../events/evented-tables.ts';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const older = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const secretId = '01JD0000000000000000000001';
const olderId = '01JD0000000000000000000002';
const secrets = new Map([
  [secretId, secret],
  [olderId, older],
]);
const start = '2026-12-01T02:00:00.000Z';

type Received = { readonly id: string; readonly body: unknown };

/** A receiver that verifies each call by the secret; `answer` gives the status. */
async function startReceiver() {
  const received: Received[] = [];
  let answer: (before: number) => number | 'hang' = () => 204;
  let calls = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const header = (name: string) => String(request.headers[name]);
      const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
      new Webhook(secret).verify(body, Object.fromEntries(names.map((name) => [name, header(name)])));
      const status = answer(calls);
      calls += 1;
      if (status === 'hang') return;
      if (status < 300) received.push({ id: header('webhook-id'), body: JSON.parse(body) });
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('x'.repeat(10));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/notices`,
    received,
    answers: (next: typeof answer) => {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const noticeOf = (department: string, letter: string, kind: Notice['kind'] = 'grant-ending'): Notice => ({
  id: `20261201010000000-${letter.repeat(24)}`,
  kind,
  department,
  audience: 'everyone',
  at: '2026-12-01T01:00:00.000Z',
  facts: { grant: '01JD0000000000000000000009', datasetName: '婚姻登记信息', due: '2026-12-31' },
});

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: EventedServer;
    let receiver: Awaited<ReturnType<typeof startReceiver>>;
    beforeAll(async () => {
      server = await startEventedTables(kind);
      receiver = await startReceiver();
    });
    afterAll(async () => {
      await receiver.close();
      await server.close();
    });
    afterEach(() => receiver.answers(() => 204));

    let clock = start;
    const later = (seconds: number): void => {
      clock = secondsAfter(clock, seconds);
    };
    const mails: MailMessage[] = [];
    let mailResult: SendResult = { outcome: 'accepted' };

    const portsOf = (client = server.tables): DispatchPorts => {
      const inbox = noticeRepository(client, eventedNames.sharing, { days: 400, now: () => clock });
      return {
        ...channelRepository(client, eventedNames.sharing),
        ...dispatchRepository(client, eventedNames.sharing, { days: 100, now: () => clock }),
        putNotice: inbox.putNotice,
        notice: inbox.notice,
        now: () => clock,
        departmentName: async (department) => `单位 ${department}`,
        digestTime: '08:00',
        portal: 'https://guiji.example.cn',
        hash: (text) => Buffer.from(text).toString('hex').slice(-64).padStart(64, '0'),
        postWebhook: postWebhook({
          allowList: parseAllowLists(`127.0.0.1:${receiver.port}`),
          secret: async (name) => secrets.get(name.slice(-secretId.length)),
          nowMs: Date.now,
          timeoutSeconds: 1,
        }),
        sendMail: async (message) => {
          if (mailResult.outcome === 'accepted') mails.push(message);
          return mailResult;
        },
        noteFailure: (_way, error) => {
          // A worker that is killed notes nothing.
          if (!(error instanceof Error && error.message === 'the worker died')) throw error;
        },
      };
    };
    const run = (ports = portsOf()) => sendDispatches(ports, { remainingMs: () => 60_000 });
    const write = async (notice: Notice, ports = portsOf()) => {
      await ports.putNotice(notice);
      await planDispatches(notice, ports);
    };
    const settings = async (
      department: string,
      {
        webhook = {},
        addresses = [],
      }: { readonly webhook?: Partial<WebhookChannel> | null; readonly addresses?: string[] },
      lockVersion = 1,
    ) => {
      const kept: WebhookChannel = {
        url: receiver.url,
        isOn: true,
        without: [],
        secret: { current: secretId, since: start },
        ...webhook,
      };
      await portsOf().saveChannels({
        department,
        mail: { addresses, without: ['dataset-changed'] },
        ...(webhook === null ? {} : { webhook: kept }),
        lockVersion,
        changed: { at: start, by: 'officer-1', name: '测试人员' },
      });
    };
    const listed = async (department: string) => {
      const caller = { subject: 'x', name: 'x', department, roles: ['provider'], kind: 'person' } as const;
      const found = await listDispatches(
        { caller: { ...caller, roles: [...caller.roles] }, query: { limit: 50 } },
        portsOf(),
      );
      if (isRefused(found)) throw new Error(found.refused);
      return found.items;
    };
    const states = async (department: string) =>
      (await listed(department)).map(({ state, log }) => [state, ...log.map(({ outcome }) => outcome)].join(' '));
    const idsOf = (letter: string) =>
      receiver.received.filter(({ id }) => id.endsWith(letter.repeat(24))).map(({ id }) => id);

    test('a notice goes to a receiver that verifies it, once; the log says so', async () => {
      await settings('unit-a', {});
      await write(noticeOf('unit-a', 'a'));
      await write(noticeOf('unit-a', 'a'));
      await run();
      await run();
      expect(receiver.received).toEqual([
        {
          id: noticeOf('unit-a', 'a').id,
          body: {
            type: 'notice.grant-ending',
            timestamp: '2026-12-01T01:00:00.000Z',
            data: {
              notice: noticeOf('unit-a', 'a').id,
              department: 'unit-a',
              grant: '01JD0000000000000000000009',
              due: '2026-12-31',
              page: 'https://guiji.example.cn/grants/01JD0000000000000000000009',
            },
          },
        },
      ]);
      expect((await listed('unit-a'))[0]).toMatchObject({
        state: 'sent',
        tries: 1,
        kind: 'grant-ending',
        log: [{ at: start, outcome: 'accepted', status: 204 }],
      });
    });

    test('only what is on, signed and wanted is planned', async () => {
      await settings('unit-off', { webhook: { isOn: false } });
      await settings('unit-unsigned', { webhook: { secret: undefined } });
      await settings('unit-without', { webhook: { without: ['grant-ending'] }, addresses: ['a@example.cn'] });
      for (const unit of ['unit-off', 'unit-unsigned', 'unit-without', 'unit-unknown'])
        await write(noticeOf(unit, 'b'));
      await write(noticeOf('unit-without', 'c', 'dataset-changed'));
      const ids = [];
      for (const unit of ['unit-off', 'unit-unsigned', 'unit-unknown', 'unit-without'])
        ids.push((await listed(unit)).map(({ id, notices }) => [id.slice(18), notices.length]));
      expect(ids).toEqual([
        [],
        [],
        [],
        [
          ['digest', 1],
          [`${'c'.repeat(24)}-webhook`, 1],
        ],
      ]);
    });

    test('a receiver that fails is tried later, each time longer; other departments do not wait', async () => {
      await settings('unit-d', {});
      await settings('unit-e', { webhook: { url: `http://127.0.0.1:1/` } });
      receiver.answers((before) => (before < 0 ? 204 : 500));
      await write(noticeOf('unit-d', 'd'));
      await run();
      await run();
      expect(await states('unit-d')).toEqual(['waiting http-status']);
      later(60);
      receiver.answers(() => 302);
      await run();
      later(300);
      receiver.answers(() => 'hang');
      await run();
      expect(await states('unit-d')).toEqual(['waiting http-status redirect-refused timed-out']);
      later(1_800);
      receiver.answers(() => 204);
      await write(noticeOf('unit-e', 'e'));
      await run();
      expect(await states('unit-d')).toEqual(['sent http-status redirect-refused timed-out accepted']);
      expect(await states('unit-e')).toEqual(['waiting address-forbidden']);
      expect((await portsOf().channels('unit-d'))?.health).toEqual({ failures: 0 });
    });

    test('a test goes before what a receiver has not taken', async () => {
      await settings('unit-t', {});
      receiver.answers(() => 500);
      await write(noticeOf('unit-t', '8'));
      const caller = {
        subject: 'x',
        name: 'x',
        department: 'unit-t',
        roles: ['provider' as const],
        kind: 'person' as const,
      };
      await testNoticeChannel({ caller, body: { way: 'webhook' } }, { ...portsOf(), sendsMail: () => true });
      await run();
      expect(await states('unit-t')).toEqual(['waiting http-status', 'waiting']);
    });

    test('after its last try it is given up, the webhook pauses, and the inbox tells; saving lets it go on', async () => {
      await settings('unit-f', { addresses: ['a@example.cn'] });
      receiver.answers(() => 500);
      await write(noticeOf('unit-f', 'f'));
      for (let tried = 0; tried < 9; tried += 1) {
        await run();
        later(50_400);
      }
      const mine = async () => (await listed('unit-f')).find(({ way }) => way === 'webhook');
      expect(await mine()).toMatchObject({ state: 'failed', tries: 8 });
      const told = [];
      for await (const { kind: told1 } of noticeRepository(server.tables, eventedNames.sharing, {
        days: 1,
        now: () => clock,
      }).notices({ department: 'unit-f' }))
        told.push(told1);
      expect(told.filter((one) => one === 'webhook-paused')).toHaveLength(1);
      expect((await portsOf().channels('unit-f'))?.health.pausedAt).toBeDefined();

      receiver.answers(() => 204);
      await write(noticeOf('unit-f', '0'));
      await run();
      expect(idsOf('0')).toEqual([]);
      await settings('unit-f', {}, 2);
      await run();
      expect(idsOf('0')).toHaveLength(1);
    });

    test('what was switched off meanwhile, or whose notice is gone, is dropped', async () => {
      await settings('unit-g', {});
      await planDispatches(noticeOf('unit-g', '1'), portsOf());
      await write(noticeOf('unit-g', '2'));
      await run();
      expect(await states('unit-g')).toEqual(['sent accepted', 'dropped notice-gone']);
      await write(noticeOf('unit-g', '3'));
      await settings('unit-g', { webhook: null }, 2);
      await run();
      expect((await states('unit-g'))[0]).toBe('dropped switched-off');
    });

    test('for a day after a new secret the old one signs, too', async () => {
      const rotated = { current: olderId, previous: secretId };
      await settings('unit-h', { webhook: { secret: { ...rotated, since: clock } } });
      await write(noticeOf('unit-h', '4'));
      later(24 * 3600 - 1);
      await run();
      expect(idsOf('4')).toHaveLength(1);
    });

    test('one digest a day: it grows until it is begun, and the rest goes into that of tomorrow', async () => {
      clock = '2026-12-10T00:30:00.000Z';
      await settings('unit-m', { webhook: null, addresses: ['a@example.cn', 'b@example.cn'] });
      await write(noticeOf('unit-m', '5'));
      await write(noticeOf('unit-m', '6'));
      await write(noticeOf('unit-m', '6'));
      await run();
      expect(mails.filter(({ messageId }) => messageId.includes('unit-m'))).toEqual([]);
      clock = '2026-12-11T00:00:00.000Z';
      await run();
      await run();
      await write(noticeOf('unit-m', '7'));
      await write(noticeOf('unit-m', '5'));
      await run();
      const sent = mails.filter(({ messageId }) => messageId.includes('unit-m'));
      expect(sent).toMatchObject([
        {
          to: ['a@example.cn', 'b@example.cn'],
          messageId: 'digest.2026-12-11.unit-m@guiji.example.cn',
          subject: '归集平台消息汇总（2026年12月11日，2 条）',
        },
      ]);
      expect(sent[0]?.text).toContain('单位 unit-m：平台有 2 条消息');
      expect((await listed('unit-m')).map(({ id, state }) => [id.slice(0, 8), state])).toEqual([
        ['20261212', 'waiting'],
        ['20261211', 'sent'],
      ]);
      clock = '2026-12-13T00:00:00.000Z';
      mailResult = { outcome: 'mail-refused', status: 550 };
      await run();
      mailResult = { outcome: 'accepted' };
      expect(await states('unit-m')).toEqual(['failed mail-refused', 'sent accepted']);
    });

    test('a message is sent again under its id; what waits is passed over', async () => {
      const caller = {
        subject: 'x',
        name: 'x',
        department: 'unit-a',
        roles: ['provider' as const],
        kind: 'person' as const,
      };
      const [first] = await listed('unit-a');
      const replay = (body: Parameters<typeof replayDispatches>[0]['body']) =>
        replayDispatches({ caller, body }, portsOf());
      const before = idsOf('a').length;
      expect(await replay({ dispatches: [first?.id ?? '', `20261201010000000-${'9'.repeat(24)}-webhook`] })).toEqual({
        replayed: 1,
        hasMore: false,
      });
      expect(await replay({ dispatches: [first?.id ?? ''] })).toEqual({ replayed: 0, hasMore: false });
      await run();
      expect(idsOf('a').slice(before)).toEqual([noticeOf('unit-a', 'a').id]);
      expect(await replay({ from: '2026-11-25', to: '2026-12-01' })).toEqual({ replayed: 1, hasMore: false });
      expect(await replay({ from: '2026-12-02', to: '2026-12-03' })).toEqual({ replayed: 0, hasMore: false });
      expect(await replay({ from: '2026-12-02', to: '2026-12-01' })).toMatchObject({ refused: 'period-not-valid' });
      expect(await replay({ from: '2026-11-24', to: '2026-12-01' })).toMatchObject({ refused: 'period-not-valid' });
      await run();
      expect(await states('unit-a')).toEqual(['sent accepted accepted accepted']);
    });

    test('whoever dies before any command: everything is sent in the end, under one id each', async () => {
      clock = '2026-12-20T00:30:00.000Z';
      let commands = 0;
      for (let diesAt = 0; diesAt < 60; diesAt += 1) {
        const unit = `dying-${diesAt}`;
        await settings(unit, { addresses: ['a@example.cn'] });
        const letter = 'abcdef0123456789'[diesAt % 16] ?? 'a';
        const ports = portsOf(server.dyingClient(diesAt));
        const isDone = await write(noticeOf(unit, letter), ports)
          .then(async () => {
            clock = '2026-12-21T00:00:00.000Z';
            await run({
              ...ports,
              allChannels: async () => [await portsOf().channels(unit)].filter((one) => one !== undefined),
            });
            return await ports.channels(unit).then(() => true);
          })
          .catch(() => false);
        await write(noticeOf(unit, letter));
        clock = secondsAfter('2026-12-22T00:00:00.000Z', 600);
        await run();
        const items = await listed(unit);
        expect(items.filter(({ way }) => way === 'webhook').map(({ state }) => state)).toEqual(['sent']);
        expect(items.filter(({ way }) => way === 'mail').every(({ state }) => state === 'sent')).toBe(true);
        const ids = new Set(
          receiver.received.filter(({ body }) => JSON.stringify(body).includes(`"${unit}"`)).map(({ id }) => id),
        );
        expect([...ids]).toEqual([noticeOf(unit, letter).id]);
        expect(mails.some(({ messageId }) => messageId.includes(`.${unit}@`))).toBe(true);
        clock = '2026-12-20T00:30:00.000Z';
        if (isDone) {
          commands = diesAt;
          break;
        }
      }
      expect(commands).toBeGreaterThan(10);
    }, 120_000);
  });
});
