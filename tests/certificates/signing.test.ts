import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import canonicalize from 'canonicalize';
import { flattenedVerify, importJWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startStores, type StartedStores } from '../../infra/local/stores.ts';
import { publicKeyReader } from '../../lib/wiring/certificates/keys.ts';
import { certificateSigning } from '../../lib/wiring/certificates/signing.ts';
import { SignedDocument } from '../../schemas/certificates/document.ts';
import { p256Key, sm2Key } from '../adapters/certificates/signing/keys.ts';
import { documentWith } from './lookup/builders.ts';

let stateDir: string;
let stores: StartedStores;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'guiji-test-'));
  stores = await startStores({ stateDir });
});
afterAll(async () => {
  await stores.close();
  await rm(stateDir, { recursive: true, force: true });
});
beforeEach(() => {
  Object.assign(process.env, stores.environment);
});

const header = (jws: string): unknown => JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString());
const kidsKnown = async () => (await publicKeyReader().keys()).map(({ kid }) => kid);

describe('with the key that the local stack made', () => {
  test('a document is signed as it is, and whoever has the key set can tell', async () => {
    const document = documentWith();
    const signed = SignedDocument.parse(await certificateSigning().sign(document));
    expect(signed.document).toEqual(document);
    const [key] = await publicKeyReader().keys();
    const [protectedHeader = '', , signature = ''] = signed.jws.split('.');
    const payload = Buffer.from(canonicalize(document) ?? '').toString('base64url');
    await flattenedVerify({ protected: protectedHeader, payload, signature }, await importJWK({ ...key }));
    expect(header(signed.jws)).toEqual({ alg: 'ES256', kid: key?.kid, typ: 'guiji-certificate' });
    const altered = Buffer.from(canonicalize({ ...document, CertificateName: '不动产权证' }) ?? '').toString(
      'base64url',
    );
    await expect(
      flattenedVerify({ protected: protectedHeader, payload: altered, signature }, await importJWK({ ...key })),
    ).rejects.toThrow('signature');
  });

  test('seals and tokens say what they are', async () => {
    const { seal, signToken } = certificateSigning();
    expect(header(await seal({ kind: 'pdf', identifier: 'id', document: 'hash', digest: 'digest' }))).toMatchObject({
      typ: 'guiji-file-seal',
    });
    expect(header(await signToken('statuslist+jwt', { sub: 'list' }))).toMatchObject({ typ: 'statuslist+jwt' });
  });
});

describe('another key in the setting', () => {
  test.each([
    ['P-256', p256Key],
    ['SM2', sm2Key],
  ])('%s: signs from now on, and those before stay known', async (_, key) => {
    const before = await kidsKnown();
    process.env['SIGNING_KEY'] = JSON.stringify(key);
    const { jws } = await certificateSigning().sign(documentWith());
    const after = await kidsKnown();
    expect(header(jws)).toMatchObject({ kid: after[0] });
    expect(after.slice(1)).toEqual(before);
  });

  test('that is none stops the function before anything is done', () => {
    process.env['SIGNING_KEY'] = 'made at the first start';
    expect(() => certificateSigning()).toThrow(expect.objectContaining({ code: 'signing-key-not-usable' }));
  });
});

test('nothing is signed while the key cannot be entered into the key set; once it can be, the same warm function signs', async () => {
  process.env['CERTIFICATE_TYPES_TABLE'] = 'not-there-yet';
  const { sign } = certificateSigning();
  await expect(sign(documentWith())).rejects.toThrow(/resource/i);
  const tables = new DynamoDBClient({});
  try {
    const [hash, range] = [
      { AttributeName: 'kind', KeyType: 'HASH' },
      { AttributeName: 'id', KeyType: 'RANGE' },
    ] as const;
    const attributes = [hash, range].map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' }) as const);
    await tables.send(
      new CreateTableCommand({
        TableName: 'not-there-yet',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: attributes,
        KeySchema: [hash, range],
      }),
    );
    await waitUntilTableExists(
      { client: tables, maxWaitTime: 10, minDelay: 0.1, maxDelay: 1 },
      { TableName: 'not-there-yet' },
    );
  } finally {
    tables.destroy();
  }
  const { jws } = await sign(documentWith());
  expect(header(jws)).toMatchObject({ kid: (await publicKeyReader().keys())[0]?.kid });
});
