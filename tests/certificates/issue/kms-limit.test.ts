import { setTimeout as delay } from 'node:timers/promises';
import { KMSClient } from '@aws-sdk/client-kms';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { startKeyService } from '../../../infra/local/key-service/key-service.ts';
import { localKey } from '../../../infra/local/key-service/local-key.ts';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { contentHash } from '../../../lib/adapters/certificates/content-hash.ts';
import { quarantineReason } from '../../../lib/adapters/certificates/quarantine-reason.ts';
import { kmsSigner } from '../../../lib/adapters/certificates/signing/kms-signer.ts';
import { pace, pacedSigner } from '../../../lib/adapters/certificates/signing/paced-signer.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { verifyTools } from '../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { issueRecords } from '../../../lib/certificates/issue/issue-records.ts';
import type { IssueRecordPorts } from '../../../lib/certificates/issue/ports.ts';
import type { Signer } from '../../../lib/certificates/ports.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import { p256Key } from '../../adapters/certificates/signing/keys.ts';
import { certificateMemory } from '../memory/certificate-memory.ts';
import { aType } from '../types/a-type.ts';

const content = seedCertificates()[0]?.dataset.content;
if (content === undefined) throw new Error('no seed');
const type = aType();
const faceType = { type, face: { content, codeLists: seedCodeLists() } };
const records = Array.from({ length: 40 }, (_, i) => `${type.type}#${`${i}`.padStart(32, '0')}`);

/** Opens one key of a service that answers so many requests a second. */
async function openKms(requestsPerSecond?: number) {
  const kms = await startKeyService({
    region: 'cn-north-1',
    keys: [localKey(p256Key)],
    aliases: new Map([['alias/certificates', localKey(p256Key).id]]),
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  });
  const client = new KMSClient({
    endpoint: kms.endpoint,
    region: 'cn-north-1',
    credentials: localCredentials,
    maxAttempts: 1,
  });
  const close = async () => {
    client.destroy();
    await kms.close();
  };
  return { ...kms, client, close };
}

/** A dataset of 40 published records. */
function createCity() {
  const { repository, lists } = certificateMemory();
  const given: CertificateDocument[] = [];
  const portsOf = (signer: Signer): IssueRecordPorts => ({
    repository,
    lists,
    faceData: {
      datasetState: async () => ({ publishedSeq: 1, voided: [], publications: 1, records: records.length }),
      versionsOfRecord: async function* (record) {
        yield { record, seq: 1, removed: false, delivery: '01JD0000000000000000000001', values: valuesOf(record) };
      },
    },
    hashes: { number: (_, number) => number, holder: (code) => code },
    contentHash,
    sign: async (document) => {
      const jws = await signJws(signer, 'guiji-certificate', document, { detached: true });
      given.push(document);
      return { document, jws };
    },
    quarantineReason,
    listAddress: (name, year) => `https://example.test/${name}/${year}`,
    now: () => '2026-11-27T00:00:00.000Z',
  });
  return { repository, given, portsOf };
}

const valuesOf = (record: string) => ({
  certificate_number: `TW${record.slice(-6)}`,
  holder_name: '测试甲',
  holder_type: '111',
  holder_code: '41110219900307001X',
  issuing_authority: '漯河市交通运输局',
  issuing_authority_code: '11411100MB1234562R',
  issued_date: '2020-03-05',
  division: '411100',
});

async function expectComplete({ repository, given }: ReturnType<typeof createCity>) {
  const indexes = new Set<number>();
  for (const record of records) {
    const versions = await repository.versions(record);
    expect(versions.map(({ version, generation }) => [generation, version])).toEqual([[1, 1]]);
    const [issued] = versions;
    if (issued === undefined) throw new Error('nothing issued');
    const { signed, list, identifier } = issued;
    indexes.add(list.index);
    const [header = '', , signature = ''] = signed.jws.split('.');
    const payload = Buffer.from(canonicalize(signed.document) ?? '').toString('base64url');
    expect(
      await verifyTools.isSignature(
        { crv: 'P-256', x: p256Key.x, y: p256Key.y },
        Uint8Array.from(Buffer.from(`${header}.${payload}`)),
        Uint8Array.from(Buffer.from(signature, 'base64url')),
      ),
    ).toBe(true);
    const documents = given.filter(({ CertificateIdentifier }) => CertificateIdentifier === identifier);
    expect(new Set(documents.map(({ CertificateVersion }) => CertificateVersion))).toEqual(new Set(['001']));
  }
  expect(indexes.size).toBe(records.length);
  expect(new Set(given.map(({ CertificateIdentifier }) => CertificateIdentifier)).size).toBe(records.length);
}

test('two workers issue the same records with KMS at its limit: complete, and one version each', async () => {
  const kms = await openKms(30);
  try {
    const city = createCity();
    const { signer } = await kmsSigner(kms.client, 'alias/certificates');
    const impatient = pacedSigner(signer, pace(1000));
    await Promise.all([
      issueRecords(records, faceType, city.portsOf(impatient)),
      issueRecords(records.toReversed(), faceType, city.portsOf(impatient)),
    ]);
    await expectComplete(city);
    expect(kms.counts().throttled).toBeGreaterThan(0);
  } finally {
    await kms.close();
  }
});

test('a pace below the limit is never throttled', async () => {
  const kms = await openKms(200);
  try {
    const city = createCity();
    const { signer } = await kmsSigner(kms.client, 'alias/certificates');
    await issueRecords(records, faceType, city.portsOf(pacedSigner(signer, pace(50))));
    await expectComplete(city);
    expect(kms.counts()).toEqual({ signed: records.length, throttled: 0 });
  } finally {
    await kms.close();
  }
});

test('KMS that stays at its limit stops the work by name; the next attempt completes it', async () => {
  const city = createCity();
  const [full, free] = [await openKms(11), await openKms()];
  try {
    const open = await kmsSigner(full.client, 'alias/certificates');
    const hurried = pacedSigner(open.signer, pace(1_000_000), async () => await delay(0));
    await expect(issueRecords(records, faceType, city.portsOf(hurried))).rejects.toMatchObject({
      code: 'kms-throttled',
    });
    const { signer } = await kmsSigner(free.client, 'alias/certificates');
    await issueRecords(records, faceType, city.portsOf(signer));
    await expectComplete(city);
    expect(free.counts().signed).toBeLessThan(records.length);
  } finally {
    await Promise.all([full.close(), free.close()]);
  }
});
