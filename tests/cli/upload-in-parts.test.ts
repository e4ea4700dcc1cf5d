import { mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { listen, stopServer } from '../../infra/local/listen.ts';
import { Delivery, partBytes } from '../../schemas/collection/delivery.ts';
import { call } from './run-cli.ts';

const ids = ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01ARZ3NDEKTSV4RRFFQ69G5FAW'];
const Asked = z.object({ parts: z.array(z.int()).default([]) });
const size = 17 * 1024 ** 2;
const partCount = Math.ceil(size / partBytes);

let folder: string;
let file: string;
let server: Server;
let url: string;
/** What the platform has, and what it was asked. */
let created: number;
let completed: number;
let stored: Map<number, number>;
let put: number[];
let refuses: (part: number) => boolean;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiji-parts-'));
  file = join(folder, 'large.xlsx');
  writeFileSync(file, 'PK');
  truncateSync(file, size);
  [created, completed, stored, put, refuses] = [0, 0, new Map(), [], () => false];
  server = createServer((request, response) => void answer(request, response));
  url = `http://127.0.0.1:${await listen(server, 0)}`;
});
afterEach(async () => {
  await stopServer(server);
  rmSync(folder, { recursive: true, force: true });
});

const delivery = (status: Delivery['status']) =>
  Delivery.parse({
    id: ids[created - 1],
    dataset: 'vehicles',
    department: 'public-security',
    channel: 'excel',
    mode: 'full',
    status,
    fileName: 'large.xlsx',
    size,
    createdBy: 'x',
    createdAt: '2020-12-01T00:00:00.000Z',
  });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const path = new URL(request.url ?? '/', url).pathname;
  const send = (status: number, value: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  const part = Number(/^\/parts\/(\d+)$/.exec(path)?.[1] ?? 0);
  if (part > 0) {
    put.push(part);
    if (refuses(part)) return void response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    stored.set(part, body.length);
    return void response.writeHead(200).end();
  }
  if (path === '/oidc/.well-known/openid-configuration')
    return void send(200, { issuer: `${url}/oidc`, token_endpoint: `${url}/oidc/token` });
  if (path === '/oidc/token') return void send(200, { access_token: 't', token_type: 'Bearer', expires_in: 3600 });
  if (path.endsWith('/deliveries')) {
    created += 1;
    stored = new Map();
    const upload = { url: `${url}/whole`, fields: {}, expiresAt: '2020-12-01T00:15:00.000Z' };
    return void send(201, { delivery: delivery('awaiting-upload'), upload });
  }
  if (path.endsWith('/multipart-upload/complete')) {
    completed += 1;
    return void send(200, delivery('received'));
  }
  if (path.endsWith('/multipart-upload')) {
    const { parts } = Asked.parse(JSON.parse(body.toString()));
    const addresses = parts.map((one) => ({
      part: one,
      size: Math.min(partBytes, size - (one - 1) * partBytes),
      url: `${url}/parts/${one}`,
    }));
    const known = { partBytes, parts: partCount, stored: [...stored.keys()], expiresAt: '2020-12-02T00:00:00.000Z' };
    return void send(200, { ...known, addresses });
  }
  send(200, delivery(completed > 0 ? 'received' : 'awaiting-upload'));
}

const upload = async () =>
  await call(['upload', file, '--dataset', 'vehicles', '--mode', 'full'], {
    environment: { GUIJI_URL: url, GUIJI_CLIENT_ID: 'x', GUIJI_CLIENT_SECRET: 'y', GUIJI_CACHE: join(folder, 'cache') },
  });

describe('a file of 16 MiB or more', () => {
  test('is uploaded in parts of 8 MiB, each whole, and joined once', async () => {
    const { code, stdout, stderr } = await upload();
    expect({ code, completed, created }).toEqual({ code: 0, completed: 1, created: 1 });
    expect([...stored].toSorted(([one], [other]) => one - other)).toEqual([
      [1, partBytes],
      [2, partBytes],
      [3, size - 2 * partBytes],
    ]);
    expect(stderr).toContain('已上传 100%');
    expect(stdout).toContain(`guiji receipt ${ids[0]}`);
    expect(readdirSync(join(folder, 'cache', 'uploads'))).toEqual([]);
  });

  test('that was interrupted is continued by the same command: only missing parts are sent', async () => {
    refuses = (part) => part === 3;
    const first = await upload();
    expect(first.code).toBe(2);
    expect(first.stderr).toContain('再执行一次同样的命令');
    expect(new Set(stored.keys())).toEqual(new Set([1, 2]));
    [refuses, put] = [() => false, []];
    const second = await upload();
    expect(second.stderr).toContain(`继续上传报送批次 ${ids[0]}`);
    expect({ code: second.code, put, created, completed }).toEqual({ code: 0, put: [3], created: 1, completed: 1 });
  });

  test('that was saved since is another one: it is registered and sent anew', async () => {
    refuses = (part) => part === 3;
    await upload();
    [refuses, put] = [() => false, []];
    utimesSync(file, new Date(), new Date(Date.now() + 5_000));
    expect((await upload()).code).toBe(0);
    expect({ put: new Set(put), created }).toEqual({ put: new Set([1, 2, 3]), created: 2 });
  });
});
