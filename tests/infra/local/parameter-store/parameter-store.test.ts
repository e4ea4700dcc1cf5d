import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
  SSMServiceException,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listen, stopServer } from '../../../../infra/local/listen.ts';
import { localCredentials } from '../../../../infra/local/local-credentials.ts';
import { openParameterStore } from '../../../../infra/local/parameter-store/parameter-store.ts';
import { startStores } from '../../../../infra/local/stores.ts';

const name = '/guiji/local/sources/civil-affairs';
const secret = '{"appKey":"a-key","secret":"一个不能让人看到的密码"}';
let state: string;
let endpoint: string;
let ssm: SSMClient;
let stop: () => Promise<void>;

const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }, at = endpoint) =>
  new SSMClient({ endpoint: at, region: 'cn-north-1', credentials, maxAttempts: 1 });
async function open(): Promise<void> {
  const store = openParameterStore(state);
  const server = createServer(store.handle);
  endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  ssm = clientOf(localCredentials);
  stop = async () => {
    ssm.destroy();
    await stopServer(server);
    await store.close();
  };
}
const put = async (Value: string, Overwrite = false, Name = name) =>
  ssm.send(new PutParameterCommand({ Name, Value, Overwrite, Type: 'SecureString' }));
const get = async (WithDecryption = true, Name = name) =>
  (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;
const remove = async (Name = name) => ssm.send(new DeleteParameterCommand({ Name }));
/** The code that the SDK makes of a refusal. */
async function readErrorCode(sending: Promise<unknown>): Promise<string> {
  return sending.then(
    () => 'done',
    (error: unknown) =>
      error instanceof SSMServiceException ? `${error.name} ${error.$metadata.httpStatusCode}` : String(error),
  );
}

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), 'guiji-parameters-'));
  await open();
});
afterEach(async () => {
  await stop();
  rmSync(state, { recursive: true, force: true });
});

describe('a secret', () => {
  test('is returned decrypted or encrypted, as requested, also after a restart', async () => {
    expect((await put(secret)).Version).toBe(1);
    await stop();
    await open();
    expect(await get()).toMatchObject({
      Name: name,
      Type: 'SecureString',
      Value: secret,
      Version: 1,
      LastModifiedDate: expect.any(Date),
    });
    expect((await get(false))?.Value).not.toContain('a-key');
  });

  test('counts its versions, and starts again after a deletion', async () => {
    await put('first');
    expect((await put('second', true)).Version).toBe(2);
    expect((await get())?.Value).toBe('second');
    await remove();
    expect(await readErrorCode(get())).toBe('ParameterNotFound 400');
    expect((await put('third')).Version).toBe(1);
  });

  test('is encrypted with its name in one file, differently at each write', async () => {
    await put(secret);
    expect(readdirSync(state).toSorted()).toEqual(['parameters.key', 'parameters.sealed']);
    for (const file of readdirSync(state)) expect(statSync(join(state, file)).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(join(state, 'parameters.sealed'));
    for (const word of ['civil-affairs', 'a-key', '一个不能让人看到的密码', 'SecureString', 'version'])
      expect(bytes.includes(word)).toBe(false);
    await remove();
    await put(secret);
    expect(readFileSync(join(state, 'parameters.sealed')).subarray(0, 12)).not.toEqual(bytes.subarray(0, 12));
  });
});

describe('refused', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['a name that is taken', async () => put('again'), 'ParameterAlreadyExists 400'],
    ['reading what is not there', async () => get(true, '/guiji/nobody'), 'ParameterNotFound 400'],
    ['deleting what is not there', async () => remove('/guiji/nobody'), 'ParameterNotFound 400'],
    ['a version of a parameter', async () => get(true, `${name}:1`), 'ValidationException 400'],
    ['a name with an empty step', async () => put('x', false, '/guiji//x'), 'ValidationException 400'],
    ['a text that is too long', async () => put('字'.repeat(1366), true), 'ValidationException 400'],
    ['a request that is too long', async () => put('x'.repeat(70_000), true), 'SerializationException 400'],
    [
      'a plain parameter',
      async () => ssm.send(new PutParameterCommand({ Name: '/guiji/plain', Value: 'x', Type: 'String' })),
      'UnsupportedParameterType 400',
    ],
    [
      'a parameter of no type',
      async () => ssm.send(new PutParameterCommand({ Name: '/guiji/untyped', Value: 'x' })),
      'ValidationException 400',
    ],
    [
      'a wish that is not fulfilled',
      async () =>
        ssm.send(new PutParameterCommand({ Name: '/guiji/x', Value: 'x', Type: 'SecureString', Policies: '[]' })),
      'ValidationException 400',
    ],
    [
      'another secret key',
      async () =>
        clientOf({ ...localCredentials, secretAccessKey: 'guessed' }).send(new GetParameterCommand({ Name: name })),
      'InvalidSignatureException 400',
    ],
    [
      'another access key',
      async () =>
        clientOf({ ...localCredentials, accessKeyId: 'AKIAOTHER' }).send(new GetParameterCommand({ Name: name })),
      'UnrecognizedClientException 400',
    ],
  ])('%s', async (_, sending, code) => {
    await put(secret);
    expect(await readErrorCode(sending())).toBe(code);
    expect(await get()).toMatchObject({ Value: secret, Version: 1 });
  });

  test.each<[string, RequestInit, RegExp]>([
    [
      'nobody',
      { method: 'POST', headers: { 'x-amz-target': 'AmazonSSM.GetParameter' }, body: `{"Name":"${name}"}` },
      /MissingAuthenticationToken/,
    ],
    ['a visitor with a browser', {}, /MissingAuthenticationToken/],
  ])('%s', async (_, request, code) => {
    await put(secret);
    const answer = await fetch(endpoint, request);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringMatching(code)]);
  });

  test('a body that differs from the signed one', async () => {
    await put(secret);
    const tampered = clientOf(localCredentials);
    tampered.middlewareStack.add(
      (next) => async (args) =>
        next({
          ...args,
          request: Object.assign(Object(args.request), {
            body: JSON.stringify({ Name: name.replace('civil', 'legal') }),
          }),
        }),
      { step: 'finalizeRequest', priority: 'low' },
    );
    expect(await readErrorCode(tampered.send(new GetParameterCommand({ Name: name })))).toBe(
      'InvalidSignatureException 400',
    );
  });

  test('an unknown operation', async () => {
    const other = clientOf(localCredentials);
    other.middlewareStack.add(
      (next) => async (args) => {
        Object.assign(Object(Reflect.get(Object(args.request), 'headers')), {
          'x-amz-target': 'AmazonSSM.DescribeParameters',
        });
        return next(args);
      },
      { step: 'build' },
    );
    expect(await readErrorCode(other.send(new GetParameterCommand({ Name: name })))).toBe(
      'UnknownOperationException 400',
    );
  });
});

test.each<[string, () => void]>([
  [
    'a byte of the file is another one',
    () => {
      const bytes = readFileSync(join(state, 'parameters.sealed'));
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      writeFileSync(join(state, 'parameters.sealed'), bytes);
    },
  ],
  [
    'the file is cut short',
    () =>
      writeFileSync(join(state, 'parameters.sealed'), readFileSync(join(state, 'parameters.sealed')).subarray(0, 30)),
  ],
  ['the file is empty', () => writeFileSync(join(state, 'parameters.sealed'), '')],
  ['the key is gone', () => rmSync(join(state, 'parameters.key'))],
  ['the key is another one', () => writeFileSync(join(state, 'parameters.key'), Buffer.alloc(32))],
  ['the key is cut short', () => writeFileSync(join(state, 'parameters.key'), '')],
])('does not open when %s, and changes nothing', async (_, damage) => {
  await put(secret);
  damage();
  const before = readdirSync(state).map((file) => readFileSync(join(state, file)));
  expect(() => openParameterStore(state)).toThrow(/damaged|key/);
  expect(readdirSync(state).map((file) => readFileSync(join(state, file)))).toEqual(before);
});

test('the stores serve it, at the address that the SDK reads from the environment', async () => {
  const stores = await startStores({ stateDir: join(state, 'stores') });
  try {
    expect(stores.environment['AWS_ENDPOINT_URL_SSM']).toBe(stores.endpoints.ssm);
    const client = clientOf(localCredentials, stores.endpoints.ssm);
    await client.send(new PutParameterCommand({ Name: name, Value: secret, Type: 'SecureString' }));
    expect((await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }))).Parameter?.Value).toBe(
      secret,
    );
    client.destroy();
  } finally {
    await stores.close();
  }
});
