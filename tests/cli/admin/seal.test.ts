import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { encodePng } from '../../../infra/local/seal/encode-png.ts';
import { newLocalSeal } from '../../../infra/local/seal/local-seal.ts';
import { startStores, type StartedStores } from '../../../infra/local/stores.ts';
import { citySealStore } from '../../../lib/adapters/certificates/city-seal-store.ts';
import { readCitySeal } from '../../../lib/certificates/seal/read-city-seal.ts';
import { call } from '../run-cli.ts';

let folder: string;
let stage: StartedStores;
const at = (name: string) => join(folder, name);
const png = encodePng(new Uint8Array(90_000).fill(128), 300, [206, 24, 30]);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-seal-'));
  stage = await startStores({ stateDir: at('stage') });
  const seal = await newLocalSeal(stage.signingChain, 'es256', new Date());
  const spoiled = Buffer.from(seal);
  spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'settings.json': JSON.stringify(stage.environment),
    'seal.png': png,
    'half.png': png.subarray(0, -20),
    'noise.png': encodePng(randomBytes(160_000), 400, [0, 0, 0]),
    'wide.png': encodePng(new Uint8Array(4_410_000), 2_100, [0, 0, 0]),
    'seal.esl': seal,
    'spoiled.esl': spoiled,
    'later.esl': await newLocalSeal(stage.signingChain, 'es256', new Date(Date.now() + 86_400_000)),
    'text.txt': '印章',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
});
afterAll(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

const seal = (...words: string[]) => call(['admin', 'seal', ...words, '--settings', at('settings.json')]);
const named = ['--name', '漯河市电子证照专用章', '--width', '42'];
const why = ['--why', '启用新印章'];

async function stored() {
  const client = new S3Client({
    region: 'cn-north-1',
    endpoint: stage.endpoints.s3,
    credentials: localCredentials,
    forcePathStyle: true,
  });
  const given = await citySealStore(client, stage.environment['WORK_BUCKET'] ?? '').read();
  client.destroy();
  return given === null ? null : readCitySeal(given.bytes);
}

test('without a seal, show says that OFD files bear none', async () => {
  const { code, stdout } = await seal('show');
  expect([code, stdout]).toEqual([0, expect.stringContaining('OFD 文件不加盖印章')]);
});

describe('refused, and nothing is put', () => {
  test.each<[what: string, words: string[], sentence: string]>([
    ['no file', ['put', ...why], '请给出文件'],
    ['a file that is not there', ['put', '/nowhere.png', ...named, ...why], '无法打开文件“/nowhere.png”'],
    ['neither a picture nor a seal', ['put', 'text.txt', ...named, ...why], '不是完整的 PNG 图片'],
    ['half a picture', ['put', 'half.png', ...named, ...why], '不是完整的 PNG 图片'],
    ['a picture of 2,100 pixels', ['put', 'wide.png', ...named, ...why], '边长不超过 2000 像素'],
    ['a picture above 100 KB', ['put', 'noise.png', ...named, ...why], '印章图片超过 100 KB'],
    ['a picture without a name', ['put', 'seal.png', '--width', '42', ...why], '--name 印章名称'],
    ['a picture without a width', ['put', 'seal.png', '--name', '漯河市电子证照专用章', ...why], '--width 毫米'],
    ['a picture of 5 mm', ['put', 'seal.png', ...named.slice(0, 2), '--width', '5', ...why], '10 到 60 的整数'],
    ['a picture of 61 mm', ['put', 'seal.png', ...named.slice(0, 2), '--width', '61', ...why], '10 到 60 的整数'],
    [
      'a width with a fraction',
      ['put', 'seal.png', ...named.slice(0, 2), '--width', '42.5', ...why],
      '10 到 60 的整数',
    ],
    ['a seal that its maker did not sign', ['put', 'spoiled.esl', ...why], '制章者的签名核对不上'],
    ['a seal that begins tomorrow', ['put', 'later.esl', ...why], '印章不在有效期内'],
    ['no reason', ['put', 'seal.png', ...named], '--why 原因'],
  ])('%s', async (_, [command = '', file = '', ...rest], sentence) => {
    const path = file.startsWith('-') || file.startsWith('/') ? file : at(file);
    const { code, stderr } = await seal(command, path, ...rest);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
    expect(await stored()).toBeNull();
  });

  test('a dry run says what would be', async () => {
    const { code, stdout } = await seal('put', at('seal.png'), ...named, '--dry-run');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^试运行，没有改动。将启用电子印章“漯河市电子证照专用章”（42×42 毫米，有效期至 20\d\d年/),
    ]);
    expect(await stored()).toBeNull();
  });
});

test('a picture becomes a seal of the stage’s certificate, is recorded, shown, and replaced by a maker’s seal', async () => {
  const put = await seal('put', at('seal.png'), ...named, ...why);
  expect([put.code, put.stderr]).toEqual([0, expect.stringContaining('"what":"seal-changed"')]);
  const made = await stored();
  expect(made).toMatchObject({ name: '漯河市电子证照专用章', picture: { width: 42, height: 42 } });
  expect(Buffer.from(made?.picture.data ?? []).equals(png)).toBe(true);
  const shown = await seal('show');
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('电子印章“漯河市电子证照专用章”')]);
  expect((await seal('put', at('seal.esl'), ...why)).code).toBe(0);
  expect(await stored()).toMatchObject({ id: 'GUIJI-LOCAL-SEAL-1' });
});
