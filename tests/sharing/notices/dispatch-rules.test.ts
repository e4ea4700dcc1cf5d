import { describe, expect, test } from 'vitest';
import { nextDigest } from '../../../lib/sharing/notices/dispatch/plan-dispatches.ts';
import type { SendResult } from '../../../lib/sharing/notices/dispatch/ports.ts';
import { endOf, healthAfter, isDown } from '../../../lib/sharing/notices/dispatch/retry-rules.ts';
import { webhookBody } from '../../../lib/sharing/notices/dispatch/webhook-body.ts';
import { writeDigest, writeTestMail } from '../../../lib/sharing/notices/dispatch/write-digest.ts';
import { MailAddress, WebhookAddress, type WebhookHealth } from '../../../schemas/sharing/notice-channels.ts';
import type { Notice } from '../../../schemas/sharing/notice.ts';

const at = '2026-12-01T02:00:00.000Z';
const portal = 'https://guiji.example.cn';
const notice = (id: string, changes: Partial<Notice> = {}): Notice => ({
  id: `20261201020000000-${id.padEnd(24, '0')}`,
  kind: 'grant-ending',
  department: 'human-resources',
  audience: 'everyone',
  at,
  facts: {
    grant: '01JD0000000000000000000009',
    dataset: 'marriages',
    datasetName: '婚姻<登记>信息',
    due: '2026-12-31',
  },
  ...changes,
});

describe('the digest that a notice goes into', () => {
  test.each<[sentence: string, now: string, time: string, day: string, dueAt: string]>([
    ['before eight: today’s', '2026-11-30T23:59:59.999Z', '08:00', '2026-12-01', '2026-12-01T00:00:00.000Z'],
    ['at eight: tomorrow’s', '2026-12-01T00:00:00.000Z', '08:00', '2026-12-02', '2026-12-02T00:00:00.000Z'],
    ['before midnight in Shanghai', '2026-12-01T15:59:59.000Z', '08:00', '2026-12-02', '2026-12-02T00:00:00.000Z'],
    ['after midnight in Shanghai', '2026-12-01T16:00:00.000Z', '08:00', '2026-12-02', '2026-12-02T00:00:00.000Z'],
    ['a time with minutes', '2026-12-01T09:29:00.000Z', '17:30', '2026-12-01', '2026-12-01T09:30:00.000Z'],
    ['at once: today’s, a minute later', at, 'at-once', '2026-12-01', '2026-12-01T02:01:00.000Z'],
  ])('%s', (_, ...[now, time, day, dueAt]) => {
    expect(nextDigest(now, time)).toEqual({ day, dueAt });
  });
});

describe('how a try ends', () => {
  const http = (status: number): SendResult => ({ outcome: 'http-status', status });
  test.each<
    [sentence: string, way: 'mail' | 'webhook', tries: number, result: SendResult, state: string, next?: string]
  >([
    ['a receiver takes it', 'webhook', 1, { outcome: 'accepted', status: 204 }, 'sent'],
    ['a first failure: a minute', 'webhook', 1, http(500), 'waiting', '2026-12-01T02:01:00.000Z'],
    ['a second one: five minutes', 'webhook', 2, { outcome: 'timed-out' }, 'waiting', '2026-12-01T02:05:00.000Z'],
    ['the seventh: fourteen hours', 'webhook', 7, http(404), 'waiting', '2026-12-01T16:00:00.000Z'],
    ['the eighth: given up', 'webhook', 8, http(404), 'failed'],
    [
      'an address that is not listed may be listed',
      'webhook',
      1,
      { outcome: 'address-not-listed' },
      'waiting',
      '2026-12-01T02:01:00.000Z',
    ],
    ['switched off meanwhile', 'webhook', 1, { outcome: 'switched-off' }, 'dropped'],
    ['an expired notice', 'webhook', 1, { outcome: 'notice-gone' }, 'dropped'],
    [
      'a mail server that is busy',
      'mail',
      1,
      { outcome: 'mail-refused', status: 451 },
      'waiting',
      '2026-12-01T02:05:00.000Z',
    ],
    ['a mail server that refuses for good', 'mail', 1, { outcome: 'mail-refused', status: 550 }, 'failed'],
    ['the fifth mail: given up', 'mail', 5, { outcome: 'mail-not-reachable' }, 'failed'],
    ['a stage without mail', 'mail', 1, { outcome: 'mail-not-set-up' }, 'dropped'],
  ])('%s', (_, ...[way, tries, result, state, dueAt]) => {
    const end = endOf({ way, tries }, result, at);
    expect([end.state, end.dueAt, end.try]).toEqual([state, dueAt, { at, ...result }]);
  });

  test.each<[sentence: string, before: WebhookHealth, tries: number, result: SendResult, after: WebhookHealth]>([
    ['a failure begins', { failures: 0 }, 1, http(500), { failures: 1, failingSince: at }],
    [
      'one goes on',
      { failures: 4, failingSince: '2026-12-01T01:00:00.000Z' },
      1,
      http(500),
      { failures: 5, failingSince: '2026-12-01T01:00:00.000Z' },
    ],
    ['a success ends it', { failures: 4, failingSince: at }, 3, { outcome: 'accepted' }, { failures: 0 }],
    [
      'twenty in six hours pause',
      { failures: 19, failingSince: '2026-11-30T20:00:00.000Z' },
      1,
      http(500),
      { failures: 20, failingSince: '2026-11-30T20:00:00.000Z', pausedAt: at },
    ],
    [
      'twenty in five do not',
      { failures: 19, failingSince: '2026-11-30T21:00:00.000Z' },
      1,
      http(500),
      { failures: 20, failingSince: '2026-11-30T21:00:00.000Z' },
    ],
    [
      'one that is given up while others came through',
      { failures: 0 },
      8,
      http(400),
      { failures: 1, failingSince: at },
    ],
    [
      'one that is given up while nothing came through pauses',
      { failures: 3, failingSince: '2026-11-30T21:00:00.000Z' },
      8,
      http(400),
      { failures: 4, failingSince: '2026-11-30T21:00:00.000Z', pausedAt: at },
    ],
    ['410 Gone pauses at once', { failures: 0 }, 1, http(410), { failures: 1, failingSince: at, pausedAt: at }],
    [
      'what is dropped says nothing of the receiver',
      { failures: 2, failingSince: at },
      1,
      { outcome: 'notice-gone' },
      { failures: 2, failingSince: at },
    ],
    [
      'nor does a fault of the platform',
      { failures: 2, failingSince: at },
      1,
      { outcome: 'not-sent' },
      { failures: 2, failingSince: at },
    ],
  ])('health: %s', (_, ...[before, tries, result, after]) => {
    expect(healthAfter(before, endOf({ way: 'webhook', tries }, result, at))).toEqual(after);
  });

  test.each<[result: SendResult, down: boolean]>([
    [http(400), false],
    [http(429), true],
    [http(503), true],
    [{ outcome: 'timed-out' }, true],
    [{ outcome: 'accepted' }, false],
    [{ outcome: 'notice-gone' }, false],
  ])('%o: the rest of the lane waits: %s', (result, down) => {
    expect(isDown(result)).toBe(down);
  });
});

describe('what leaves the platform', () => {
  test('a webhook has ids, days and the page only', () => {
    expect(JSON.parse(webhookBody(notice('a'), portal))).toEqual({
      type: 'notice.grant-ending',
      timestamp: at,
      data: {
        notice: notice('a').id,
        department: 'human-resources',
        grant: '01JD0000000000000000000009',
        dataset: 'marriages',
        due: '2026-12-31',
        page: `${portal}/grants/01JD0000000000000000000009`,
      },
    });
  });

  test('a digest has a stable id, the inbox’s sentences, and no markup of a name', () => {
    const mail = writeDigest([notice('a'), notice('b', { kind: 'webhook-paused', facts: {} })], {
      department: 'human-resources',
      name: '市人社局',
      day: '2026-12-02',
      portal,
    });
    expect(mail.messageId).toBe('digest.2026-12-02.human-resources@guiji.example.cn');
    expect(mail.subject).toBe('归集平台消息汇总（2026年12月2日，2 条）');
    expect(mail.text).toContain(
      '1. 数据授权即将到期（2026-12-01 10:00）\n   “婚姻<登记>信息”的数据授权2026年12月31日到期。',
    );
    expect(mail.text).toContain(`${portal}/grants/01JD0000000000000000000009`);
    expect(mail.html).toContain('“婚姻&lt;登记&gt;信息”的数据授权2026年12月31日到期。');
    expect(mail.html).not.toContain('<登记>');
    expect(mail.html).toContain(`<a href="${portal}/inbox/settings">`);
  });

  test('a long digest says how many it leaves out, and one of nothing is none', () => {
    const of = { department: 'x', name: 'x', day: '2026-12-02', portal };
    const { text, subject } = writeDigest(
      Array.from({ length: 103 }, (_, i) => notice(String(i))),
      of,
    );
    expect(subject).toContain('103 条');
    expect(text).toContain('另有 3 条没有列出');
    expect(text).not.toContain('101. ');
    expect(() => writeDigest([], of)).toThrow();
  });

  test('a test mail names nobody', () => {
    const id = '20261201020000000-test-mail';
    expect(writeTestMail({ id, name: '市人社局', portal }).messageId).toBe(`${id}@guiji.example.cn`);
  });
});

describe('addresses that are refused', () => {
  test.each(['张三', 'a@b', 'a b@example.cn', '<a@example.cn>', `${'a'.repeat(190)}@example.gov.cn`])(
    'mail %s',
    (text) => {
      expect(MailAddress.safeParse(text).success).toBe(false);
    },
  );
  test.each(['ftp://example.cn/', 'https://user:secret@example.cn/', 'https://example.cn/#part', 'example.cn'])(
    'webhook %s',
    (text) => {
      expect(WebhookAddress.safeParse(text).success).toBe(false);
    },
  );
  test('spaces around an address are no part of it', () => {
    expect(MailAddress.parse(' xinxike@example.gov.cn ')).toBe('xinxike@example.gov.cn');
  });
});
