import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromium } from '../chromium.ts';
import { asAccount } from './as-account.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
const stateDir = inject('stateDir');
const receiverPort = inject('receiverPort');
/** Of no other journey. */
const dataset = 'fire-acceptances';
/** Notices are written once a minute, and sent once a minute. */
const sentMs = 200_000;
const unexpected = (faults: readonly string[]) =>
  faults.filter((fault) => !/status of 4\d\d .*notice-channels/.test(fault));

type Received = { readonly id: string; readonly type: string };

/** Verifies each call by the secret, as soon as the officer has it. */
function startReceiver() {
  const received: Received[] = [];
  let secret: string | undefined;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      try {
        new Webhook(secret ?? '').verify(body, headers);
        const parsed: unknown = JSON.parse(body);
        const type = typeof parsed === 'object' && parsed !== null && 'type' in parsed ? String(parsed.type) : '';
        received.push({ id: headers['webhook-id'] ?? '', type });
        response.writeHead(204).end();
      } catch {
        response.writeHead(401).end();
      }
    });
  });
  return {
    received,
    knows: (known: string) => {
      secret = known;
    },
    listen: () => new Promise<void>((resolve) => server.listen(receiverPort, '127.0.0.1', resolve)),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe.skipIf(chromium === null)('how a department is told (needs Chromium)', () => {
  const receiver = startReceiver();
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    await receiver.listen();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await receiver.close();
  });

  const until = async (isSo: () => boolean): Promise<void> => {
    for (const endMs = Date.now() + sentMs; !isSo(); await delay(1_000))
      if (Date.now() > endMs) throw new Error(`not sent: ${JSON.stringify(receiver.received)}`);
  };
  const mails = (): string[] => {
    try {
      return readdirSync(join(stateDir, 'mail')).map((file) => readFileSync(join(stateDir, 'mail', file), 'utf8'));
    } catch {
      return [];
    }
  };

  test('an officer sets a mail address and a webhook; a notice leaves by both, and is sent again', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/inbox`, '赵敏');
    await page.getByRole('main').getByRole('link', { name: '通知设置' }).click();
    await page.getByRole('heading', { level: 1, name: '通知设置' }).waitFor();
    await page.getByLabel('收件邮箱（选填）').fill('信息科');
    await page.getByLabel('推送地址（选填）').fill('ftp://127.0.0.1/');
    await page.getByRole('button', { name: '保存通知设置' }).click();
    await page.getByText('收件邮箱有误').waitFor();
    await page.getByText('推送地址应以 https:// 或 http:// 开头').waitFor();
    await expectSoundPage(visit, 'notice-settings-faults');
    await page.getByLabel('收件邮箱（选填）').fill('xinxike@example.gov.cn');
    await page.getByLabel('推送地址（选填）').fill(`http://127.0.0.1:${receiverPort}/notices`);
    await page.getByRole('button', { name: '保存通知设置' }).click();
    await page.getByText('还没有签名密钥，不推送').waitFor();
    await page.getByRole('button', { name: '生成签名密钥' }).click();
    await page.getByRole('button', { name: '生成', exact: true }).click();
    receiver.knows(await page.getByLabel('新的签名密钥').inputValue());
    await expectSoundPage(visit, 'notice-settings');
    await page.getByText('按消息种类选择').click();
    await page.getByRole('checkbox', { name: '报送被退回：推送' }).waitFor();
    await expectSoundPage(visit, 'notice-settings-kinds');
    await page.getByRole('button', { name: '测试推送' }).click();
    await page.getByText('测试将在一分钟内发出').waitFor();

    const application = await (await asAccount(url, 'civil-affairs-system')).applyFor(dataset, 'report_number');
    await until(() => receiver.received.some(({ type }) => type === 'notice.application-waits'));
    expect(receiver.received.map(({ type }) => type)).toContain('notice.test');
    await until(() => mails().some((mail) => mail.includes('digest.')));
    const [digest = ''] = mails().filter((mail) => mail.includes('digest.'));
    const [, text = ''] = /base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(digest) ?? [];
    expect(Buffer.from(text, 'base64').toString()).toContain(`/applications/${application}`);

    await page.goto(`${url}/inbox/sent`);
    const row = page.getByRole('row').filter({ hasText: '有共享申请等待办理' }).first();
    await row.getByText('已送达').waitFor();
    await page.getByRole('row').filter({ hasText: '每日汇总邮件' }).first().getByText('已送达').waitFor();
    await page.getByText('重发一段时间的推送').click();
    await expectSoundPage(visit, 'notices-sent');
    const before = receiver.received.length;
    await row.getByRole('button', { name: '再次发送有共享申请等待办理' }).click();
    await row.getByText('等待发送').waitFor();
    await until(() => receiver.received.length > before);
    const [first, last] = [receiver.received.find(({ type }) => type !== 'notice.test'), receiver.received.at(-1)];
    expect(last).toEqual(first);
    expect(page.url()).not.toMatch(/@|whsec/);
    await page.goto(`${url}/inbox/settings`);
    await page.getByText('每天汇总发给 1 个邮箱').waitFor();
    expect(await page.content()).not.toContain('whsec_');
    expect(unexpected(visit.faults)).toEqual([]);
  }, 600_000);

  test('the centre reads the list of a department, and cannot send for it', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, `${url}/inbox/sent?department=civil-affairs`, '刘洋');
    await page.getByText('有共享申请等待办理').first().waitFor();
    expect(await page.getByRole('button', { name: /^再次发送/ }).count()).toBe(0);
    expect(await page.content()).not.toContain('xinxike@');
    expect(visit.faults).toEqual([]);
  });
});
