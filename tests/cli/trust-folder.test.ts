import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen, stopServer } from '../../infra/local/listen.ts';
import {
  bytesOf,
  documentAt,
  list,
  listToken,
  platformKey,
  signedBy,
  strangerKey,
} from '../certificates/verify/shown.ts';
import { call } from './run-cli.ts';

let folder: string;
let server: Server;
let url: string;
let asked: string[];
let answers: Map<string, string>;

const keys = JSON.stringify({ keys: [{ ...platformKey.publicKey, since: '2020-01-01T00:00:00.000Z' }] });
const listPath = '/status-lists/certificate-property/2020';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-trust-'));
  [asked, answers] = [[], new Map([['/keys', keys]])];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const text = answers.get(request.url ?? '');
    response.writeHead(text === undefined ? 404 : 200).end(text ?? '');
  });
  url = `http://127.0.0.1:${await listen(server, 0)}`;
});
afterEach(async () => {
  await stopServer(server);
  await rm(folder, { recursive: true, force: true });
});

/** Verifies one file with `--refresh`; returns the names of the lists that are kept. */
async function refreshed(signed: object): Promise<readonly string[]> {
  const file = join(folder, 'certificate.json');
  await writeFile(file, bytesOf(signed));
  const lists = join(folder, 'lists');
  await call(['verify', file, '--refresh', '--url', url, '--keys', join(folder, 'keys.json'), '--lists', lists]);
  return await readdir(lists).catch(() => []);
}

const iat = () => Math.floor(Date.now() / 1000) - 60;

test('keeps the list that a genuine file names', async () => {
  answers.set(listPath, await listToken([], { iat: iat() }));
  expect(await refreshed(await signedBy(platformKey, documentAt(0)))).toEqual(['certificate-property-2020.jwt']);
});

test('asks for nothing that an unverified file names', async () => {
  answers.set(listPath, await listToken([], { iat: iat() }));
  expect(await refreshed(await signedBy(strangerKey, documentAt(0)))).toEqual([]);
  expect(asked).toEqual(['/keys']);
});

test.each<[string, () => Promise<string>]>([
  ['that a stranger signed', async () => await listToken([], { iat: iat(), key: strangerKey })],
  ['of another address', async () => await listToken([], { iat: iat(), sub: `${list}1` })],
  ['that is no token', async () => '<html></html>'],
])('keeps no list %s', async (_, make) => {
  answers.set(listPath, await make());
  expect(await refreshed(await signedBy(platformKey, documentAt(0)))).toEqual([]);
});

test('keeps nothing for an address that is no status list', async () => {
  const document = documentAt(0, { status: { status_list: { idx: 0, uri: 'https://example.test/keys' } } });
  expect(await refreshed(await signedBy(platformKey, document))).toEqual([]);
  expect(asked).toEqual(['/keys']);
});

test('keeps no keys that are none', async () => {
  answers.set('/keys', '{"keys":"no"}');
  await refreshed(await signedBy(platformKey, documentAt(0))).catch(() => undefined);
  expect(await readdir(folder)).not.toContain('keys.json');
});
