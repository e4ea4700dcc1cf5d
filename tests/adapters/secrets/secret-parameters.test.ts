import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { startParameterStore } from '../../../infra/local/parameter-store/parameter-store.ts';
import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { readSecretParameter } from '../../../lib/adapters/secrets/read-secret-parameter.ts';
import { secretStore } from '../../../lib/adapters/sources/secret-store.ts';

const parameter = '/guiji-test/subject-key';
const key = 'k'.repeat(32);
const dataKey = 'alias/guiji-test-data';

let state: string;
let store: Awaited<ReturnType<typeof startParameterStore>>;
let ssm: SSMClient;
const open = async (initial: Readonly<Record<string, string>> = {}) => {
  store = await startParameterStore(state, { initial, keyIds: [dataKey] });
  ssm = new SSMClient({
    endpoint: store.endpoint,
    region: 'cn-north-1',
    credentials: localCredentials,
    maxAttempts: 1,
  });
};
const close = async () => {
  ssm.destroy();
  await store.close();
};
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'guiji-secrets-'));
});
afterEach(async () => {
  await close();
  vi.unstubAllEnvs();
  vi.resetModules();
  rmSync(state, { recursive: true, force: true });
});

describe('a secret parameter', () => {
  test('is read decrypted', async () => {
    await open({ [parameter]: key });
    expect(await readSecretParameter(ssm, parameter)).toBe(key);
  });

  test('that is missing is a failure with its name', async () => {
    await open();
    await expect(readSecretParameter(ssm, parameter)).rejects.toMatchObject({
      code: 'secret-missing',
      facts: { parameter },
    });
  });

  test('refused by the store for another reason keeps that reason', async () => {
    await open();
    await expect(readSecretParameter(ssm, '/guiji//x')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('keeps its value when the store opens again with another initial one', async () => {
    await open({ [parameter]: key });
    await close();
    await open({ [parameter]: 'another' });
    expect(await readSecretParameter(ssm, parameter)).toBe(key);
  });
});

describe('hashes by the subject key', () => {
  const load = async () => (await import('../../../lib/wiring/subject-hash.ts')).subjectHash;
  const stub = () => {
    vi.stubEnv('SUBJECT_KEY_PARAMETER', parameter);
    vi.stubEnv('AWS_ENDPOINT_URL_SSM', store.endpoint);
    vi.stubEnv('AWS_REGION', 'cn-north-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', localCredentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', localCredentials.secretAccessKey);
  };
  /** As an operator creates it. */
  const write = async (value: string) => {
    await ssm.send(
      new PutParameterCommand({ Name: parameter, Value: value, Type: 'SecureString', Overwrite: true, KeyId: dataKey }),
    );
  };

  test('are those of the key, which is read once', async () => {
    await open({ [parameter]: key });
    stub();
    const subjectHash = await load();
    const first = await subjectHash();
    expect(first.text('漯河')).toBe(keyedHash(key).text('漯河'));
    await write('n'.repeat(32));
    expect(await subjectHash()).toBe(first);
  });

  test('are missing until the parameter exists: a failed read is repeated', async () => {
    await open();
    stub();
    const subjectHash = await load();
    await expect(subjectHash()).rejects.toMatchObject({ code: 'secret-missing' });
    await write(key);
    expect((await subjectHash()).text('漯河')).toBe(keyedHash(key).text('漯河'));
  });

  test('refuse a key of 31 bytes, and take one of 32', async () => {
    await open({ [parameter]: 'k'.repeat(31) });
    stub();
    const subjectHash = await load();
    await expect(subjectHash()).rejects.toMatchObject({ code: 'hash-key-too-short', facts: { bytes: 32 } });
    await write(key);
    await expect(subjectHash()).resolves.toBeDefined();
  });
});

describe('credentials of sources', () => {
  test('are encrypted by the city’s key', async () => {
    await open();
    const keyIds: unknown[] = [];
    ssm.middlewareStack.add((next) => async (args) => {
      keyIds.push(Reflect.get(args.input, 'KeyId'));
      return await next(args);
    });
    await secretStore(ssm, '/guiji-test', dataKey).write('sources/civil-affairs', { password: 'secret' });
    expect(keyIds).toEqual([dataKey]);
    const { Parameter } = await ssm.send(
      new GetParameterCommand({ Name: '/guiji-test/sources/civil-affairs', WithDecryption: true }),
    );
    expect(Parameter?.Value).toBe('{"password":"secret"}');
  });

  test('are refused under a key that does not exist', async () => {
    await open();
    await expect(
      secretStore(ssm, '/guiji-test', 'alias/other').write('sources/civil-affairs', { password: 'secret' }),
    ).rejects.toMatchObject({ name: 'InvalidKeyId' });
  });
});
