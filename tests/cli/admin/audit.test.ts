import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStores, type StartedStores } from '../../../infra/local/stores.ts';
import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { auditLog } from '../../../lib/adapters/sharing/audit-log.ts';
import { sealStore } from '../../../lib/adapters/sharing/seal-store.ts';
import { auditRecorder } from '../../../lib/sharing/audit/audit-recorder.ts';
import { sealAuditLog } from '../../../lib/sharing/seals/seal-audit-log.ts';
import { objectClient } from '../../../lib/wiring/object-client.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import { sealAuditLogPorts } from '../../../lib/wiring/sharing/seals.ts';
import { sha256, useOf } from '../../sharing/audit-memory.ts';
import { call } from '../run-cli.ts';

// The stores of the local system: one folder of sealed objects, copied as `aws s3 sync` copies them.

let folder: string;
let stage: StartedStores;
const at = (...names: readonly string[]) => join(folder, ...names);
const part = (first: number, last: number) => `entries/civil-affairs/00/${digits(first)}-${digits(last)}.ndjson.gz`;
const digits = (number: number) => `${number}`.padStart(12, '0');
const table = () => setting('AUDIT_LOG_TABLE');
const bucket = () => setting('AUDIT_BUCKET');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-audit-'));
  stage = await startStores({ stateDir: at('stage') });
  Object.assign(process.env, stage.environment);
  await writeFile(at('settings.json'), JSON.stringify(stage.environment));
  await documentClient().send(
    new PutCommand({
      TableName: setting('DEPARTMENTS_TABLE'),
      Item: { id: 'civil-affairs', name: '市民政局', order: 1 },
    }),
  );
  let made = 0;
  const record = auditRecorder({
    auditLog: auditLog(documentClient(), table()),
    hash: sha256,
    now: () => new Date().toISOString(),
    newId: () => `01JE${digits((made += 1)).padStart(22, '0')}`,
    firstShard: 0,
  });
  for (const hour of [1, 2]) {
    for (let turn = 0; turn < 3; turn += 1) await record(useOf());
    const now = () => `2020-12-05T0${hour}:00:00.000Z`;
    const ports = { ...sealAuditLogPorts(), departments: async () => ['civil-affairs'], now };
    await sealAuditLog(ports, { remainingMs: () => 900_000 });
  }
  const { Contents = [] } = await objectClient().send(new ListObjectsV2Command({ Bucket: bucket() }));
  for (const { Key = '' } of Contents) {
    const { Body } = await objectClient().send(new GetObjectCommand({ Bucket: bucket(), Key }));
    await mkdir(dirname(at('copy', Key)), { recursive: true });
    await writeFile(at('copy', Key), (await Body?.transformToByteArray()) ?? '');
  }
});
afterAll(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('guiji audit verify', () => {
  const lines = (text: string) => text.trimEnd().split('\n');
  const changed = async (file: string, change: (text: string) => string): Promise<string> => {
    const copy = await mkdtemp(at('changed-'));
    await cp(at('copy'), copy, { recursive: true });
    const bytes = await readFile(join(copy, file));
    const isPacked = file.endsWith('.gz');
    const text = change((isPacked ? gunzipSync(bytes) : bytes).toString());
    await writeFile(join(copy, file), isPacked ? gzipSync(text) : text);
    return copy;
  };

  test('an untouched copy is right', async () => {
    const { code, stdout } = await call(['audit', 'verify', at('copy')]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/已核对从第 1 次起的 2 次封存和其中的 6 条使用记录.*\n最后一次是第 2 次，2020-12-05 10:00/),
    ]);
  });

  test.each<[string, string, (text: string) => string, string]>([
    ['one byte changed', part(4, 6), (text) => text.replace('results\\":1', 'results\\":0'), '第 4 条（编号 01JE'],
    ['one entry removed', part(4, 6), (text) => lines(text).toSpliced(1, 1).join('\n'), '第 5 条：缺少'],
    ['the last entry removed', part(4, 6), (text) => lines(text).slice(0, -1).join('\n'), '第 6 条：缺少'],
    [
      'two entries swapped',
      part(1, 3),
      (text) => {
        const [one = '', two = '', three = ''] = lines(text);
        return [two, one, three].join('\n');
      },
      '第 1 条：缺少',
    ],
    ['no text at all', part(1, 3), () => '', '第 1 条：缺少'],
    ['a seal changed', `seals/${digits(1)}.json`, (text) => text.replace('T01', 'T02'), '第 1 次封存：内容被改动'],
    ['a seal spoiled', `seals/${digits(2)}.json`, () => '{', '第 2 次封存：内容不是封存'],
  ])('%s is named', async (_, file, change, sentence) => {
    const { code, stdout } = await call(['audit', 'verify', await changed(file, change)]);
    expect([code, stdout]).toEqual([1, expect.stringContaining(sentence)]);
  });

  test('a period, in JSON', async () => {
    const { code, stdout } = await call(['audit', 'verify', at('copy'), '--from', '2020-12-06', '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { seals: 2, entries: 0, faults: [] }]);
  });

  test.each([
    [['/nowhere'], '中没有封存'],
    [['.', '--from', '昨天'], '不是日期'],
    [[], '请给出文件夹'],
  ])('%s is refused', async (words, sentence) => {
    const { code, stderr } = await call(['audit', 'verify', ...words]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('what was put stays', () => {
  test('a seal of a number that there is, and a part of another text, are not written', async () => {
    const store = sealStore(objectClient(), bucket());
    expect(await store.addSeal({ number: 2, text: '{}' })).toBe(false);
    await expect(store.addPart(part(1, 3), 'other')).rejects.toMatchObject({ code: 'audit-part-differs' });
    await store.addPart(part(1, 3), (await store.part(part(1, 3))) ?? '');
    expect(await store.part(part(1, 9))).toBe(null);
    const last = await store.last();
    expect(last?.number).toBe(2);
  });
});

describe('guiji admin audit verify', () => {
  const admin = (...words: string[]) => call(['admin', 'audit', 'verify', ...words, '--settings', at('settings.json')]);

  test('what was sealed is in the table', async () => {
    const { code, stdout } = await admin();
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('的 6 条使用记录，每一条都与前一条相接，内容没有改动；其中 6 条与封存的相同'),
    ]);
  });

  test('an entry that is removed at the end is named, by the seals alone', async () => {
    const Key = { chain: 'civil-affairs#00', item: digits(6) };
    await documentClient().send(new DeleteCommand({ TableName: table(), Key }));
    const sealed = await admin();
    expect([sealed.code, sealed.stdout]).toEqual([1, expect.stringContaining('链 civil-affairs#00 的第 6 条：缺少。')]);
    const alone = await admin('--without-seals');
    expect([alone.code, alone.stdout]).toEqual([0, expect.stringContaining('没有与封存核对')]);
  });
});
