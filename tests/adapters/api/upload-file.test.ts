import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen, stopServer } from '../../../infra/local/listen.ts';
import { NotReachable, UploadRefused } from '../../../lib/adapters/api/api-errors.ts';
import { downloadFile } from '../../../lib/adapters/api/download-file.ts';
import { uploadFile } from '../../../lib/adapters/api/upload-file.ts';

const size = 3 * 1024 * 1024 + 17;
const bytes = Buffer.alloc(size, 'guiji');
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

/** Parses a multipart body (RFC 7578) into its parts by name. */
function partsOf(body: Buffer, boundary: string): ReadonlyMap<string, Buffer> {
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  return new Map(
    parts.map((part) => [
      /name="([^"]+)"/.exec(part)?.[1] ?? '',
      Buffer.from(part.slice(part.indexOf('\r\n\r\n') + 4, -2), 'latin1'),
    ]),
  );
}

let folder: string;
let path: string;
let server: Server;
let url: string;
let form: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-upload-'));
  path = join(folder, '数据.xlsx');
  await writeFile(path, bytes);
  server = createServer((request, response) => {
    if (request.url === '/refuse') {
      request.resume();
      return void response.writeHead(400).end('<Error><Code>EntityTooLarge</Code></Error>');
    }
    if (request.url === '/break') return void request.socket.destroy();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const whole =
        body.length === Number(request.headers['content-length']) && request.headers['transfer-encoding'] === undefined;
      form = partsOf(body, /boundary=(\S+)$/.exec(request.headers['content-type'] ?? '')?.[1] ?? '');
      response.writeHead(whole ? 204 : 411).end();
    });
  });
  url = `http://127.0.0.1:${await listen(server, 0)}`;
});
afterAll(async () => {
  await stopServer(server);
  await rm(folder, { recursive: true, force: true });
});

test('a file arrives complete, after the fields, with its length, and its progress is reported', async () => {
  const told: number[] = [];
  await uploadFile({ url, fields: { key: 'raw/1', 'Content-Type': 'x/y' } }, { path, size }, (sent) => told.push(sent));
  expect([...form.keys()]).toEqual(['key', 'Content-Type', 'file']);
  expect(form.get('key')?.toString()).toBe('raw/1');
  expect(sha256(form.get('file') ?? Buffer.alloc(0))).toBe(sha256(bytes));
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(size);
});

test('the store refuses early: its own code is passed on', async () => {
  await expect(uploadFile({ url: `${url}/refuse`, fields: {} }, { path, size }, () => undefined)).rejects.toEqual(
    new UploadRefused(400, 'EntityTooLarge'),
  );
});

test('the file has shrunk since its size was announced', async () => {
  await expect(uploadFile({ url, fields: {} }, { path, size: size + 1 }, () => undefined)).rejects.toEqual(
    new UploadRefused(400, 'EntityTooSmall'),
  );
});

test('the connection breaks', async () => {
  await expect(uploadFile({ url: `${url}/break`, fields: {} }, { path, size }, () => undefined)).rejects.toBeInstanceOf(
    NotReachable,
  );
});

test('a broken download leaves no file', async () => {
  await expect(downloadFile(`${url}/break`, join(folder, 'gone.xlsx'))).rejects.toBeInstanceOf(NotReachable);
  expect(await readdir(folder)).toEqual(['数据.xlsx']);
});
