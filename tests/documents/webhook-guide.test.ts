import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { postWebhook } from '../../lib/adapters/sharing/post-webhook.ts';
import { parseAllowLists } from '../../lib/adapters/sources/net/allow-list.ts';

const root = join(import.meta.dirname, '../..');
const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

test.each(['webhook.md', 'webhook.zh-CN.md'])(
  'the receiver of %s takes what is signed, once, and refuses the rest',
  async (guide) => {
    const [, code = ''] = /```ts\n([\s\S]+?)```/.exec(readFileSync(join(root, 'docs/guides', guide), 'utf8')) ?? [];
    // Below the project, where its library is found.
    const folder = mkdtempSync(join(root, 'dist', 'webhook-guide-'));
    const port = await freePort();
    writeFileSync(join(folder, 'receiver.mts'), code);
    const receiver = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(folder, 'receiver.mts')], {
      env: { ...process.env, WEBHOOK_SECRET: secretOf(1), PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    receiver.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    try {
      const send = postWebhook({
        allowList: parseAllowLists(`127.0.0.1:${port}`),
        secret: async (name) => secretOf(Number(name)),
        nowMs: Date.now,
      });
      const call = (id: string, signedBy: readonly string[]) =>
        send({
          department: 'x',
          url: `http://127.0.0.1:${port}/`,
          id,
          body: '{"type":"notice.test"}',
          secrets: signedBy,
        });
      let first = await call('notice-1', ['1']);
      for (let tried = 0; tried < 50 && first.outcome === 'not-reachable'; tried += 1) {
        await delay(200);
        first = await call('notice-1', ['1']);
      }
      expect(first).toEqual({ outcome: 'accepted', status: 204 });
      expect(await call('notice-1', ['1'])).toEqual({ outcome: 'accepted', status: 204 });
      expect(await call('notice-2', ['2', '1'])).toEqual({ outcome: 'accepted', status: 204 });
      expect(await call('notice-3', ['2'])).toEqual({ outcome: 'http-status', status: 401 });
      await delay(100);
      expect(printed.trim().split('\n')).toEqual([
        'notice-1 {"type":"notice.test"}',
        'notice-2 {"type":"notice.test"}',
      ]);
    } finally {
      receiver.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  30_000,
);
