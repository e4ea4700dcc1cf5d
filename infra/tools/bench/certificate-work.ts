import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { compressStatusList } from '../../../lib/adapters/certificates/compress-status-list.ts';
import { documentHash } from '../../../lib/adapters/certificates/files/document-hash.ts';
import { fileWriters } from '../../../lib/adapters/certificates/files/file-writers.ts';
import { readSigningChain } from '../../../lib/adapters/certificates/signing/cms/signing-chain.ts';
import { openPrivateKey } from '../../../lib/adapters/certificates/signing/open-signing-key.ts';
import { PrivateKey } from '../../../lib/adapters/certificates/signing/private-key.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { verifyTools } from '../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { makeFile } from '../../../lib/certificates/file/make-file.ts';
import { canonicalIdentifier, formatIdentifier, formatSerial } from '../../../lib/certificates/identifier.ts';
import { buildDocument } from '../../../lib/certificates/issue/build-document.ts';
import { readFaceType } from '../../../lib/certificates/issue/issue-certificates.ts';
import { readCertificate } from '../../../lib/certificates/lookup/read-certificate.ts';
import { statusBytes } from '../../../lib/certificates/status-lists/status-bytes.ts';
import type { Trust } from '../../../lib/certificates/verify/ports.ts';
import { verifyFile } from '../../../lib/certificates/verify/verify-file.ts';
import { issuePorts } from '../../../lib/wiring/certificates/issue.ts';
import { lookupPorts } from '../../../lib/wiring/certificates/lookup.ts';
import { publishedFaceData } from '../../../lib/wiring/certificates/published-face-data.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { newLocalChain } from '../../local/key-service/local-chain.ts';
import { localKey } from '../../local/key-service/local-key.ts';
import { projectDirectory } from '../../local/project-directory.ts';
import type { Job } from './job.ts';
import { computePercentiles, type Percentiles } from './percentiles.ts';

type CertificateJob = Extract<Job, { readonly type: string }>;
type Work = () => Promise<{
  readonly rows: number;
  readonly calls?: { readonly own: Percentiles; readonly table: Percentiles };
}>;

const list = 'https://example.test/status-lists/bench/2026';
/** A file takes about 30 ms to make: a few are verified repeatedly. */
const files = { made: 10, verified: 50 };

/** Prepares the job: its face data are in memory before the clock starts. */
export async function certificateWork({ what, department, ...from }: CertificateJob): Promise<Work> {
  const documents = await buildDocuments(from);
  if (what === 'read-certificates')
    return readSequentially(
      department,
      documents.map(({ CertificateIdentifier }) => CertificateIdentifier),
    );
  // In this process: the time of a call to KMS is not ours.
  const privateKey = PrivateKey.parse(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  );
  const { signer, publicKey } = await openPrivateKey(privateKey);
  const sign = async (document: CertificateDocument) => ({
    document,
    jws: await signJws(signer, 'guiji-certificate', document, { detached: true }),
  });
  if (what === 'sign-documents') {
    return async () => {
      for (const document of documents) await sign(document);
      return { rows: documents.length };
    };
  }

  const now = new Date().toISOString();
  const iat = Math.floor(Date.parse(now) / 1000);
  const token = await signJws(signer, 'statuslist+jwt', {
    sub: list,
    iat,
    exp: iat + 86_400,
    ttl: 300,
    status_list: { bits: 4, lst: compressStatusList(await statusBytes([], documents.length, 4)) },
  });
  const trust: Trust = {
    key: async (kid) => (kid === publicKey.kid ? { ...publicKey, since: now } : null),
    statusList: async () => token,
    now,
  };
  const signed = await Promise.all(documents.map(sign));
  const shown: Uint8Array<ArrayBuffer>[] = [];
  if (what === 'verify-documents') shown.push(...signed.map((one) => new TextEncoder().encode(JSON.stringify(one))));
  else {
    const ports = {
      writers: fileWriters(join(projectDirectory, 'node_modules/@expo-google-fonts/noto-sans-sc'), async () => ({
        signer,
        chain: readSigningChain(newLocalChain(localKey(privateKey).publicKey, new Date()), publicKey, new Date()),
        now: () => new Date(),
      })),
      documentHash,
      seal: async (facts: object) => await signJws(signer, 'guiji-file-seal', facts),
      citySeal: async () => null,
      verifyAddress: () => 'https://example.test/verify',
      cached: { read: async () => null, write: async () => undefined },
    };
    for (const one of signed.slice(0, files.made))
      shown.push(Uint8Array.from(await makeFile({ signed: one, kind: 'pdf' }, ports)));
  }
  const times = what === 'verify-documents' ? 1 : files.verified;
  return async () => {
    for (let time = 0; time < times; time += 1) {
      for (const bytes of shown) {
        const { validity } = await verifyFile(bytes, trust, verifyTools);
        if (!['valid', 'expired', 'not-yet-valid'].includes(validity))
          throw new Error(`a good certificate was ${validity}`);
      }
    }
    return { rows: shown.length * times };
  };
}

async function buildDocuments({
  type: dataset,
  delivery,
  parts,
}: Pick<CertificateJob, 'type' | 'delivery' | 'parts'>): Promise<CertificateDocument[]> {
  const faceType = await readFaceType(dataset, await issuePorts());
  if (faceType === null) throw new Error('the type is not there');
  const { type, face } = faceType;
  const documents: CertificateDocument[] = [];
  const held = publishedFaceData();
  for (let part = 1; part <= parts; part += 1) {
    for await (const { record, values } of held.recordsOfPart(delivery, part)) {
      if (values === null) continue;
      const identifier = formatIdentifier({
        typeCode: type.typeCode.code,
        issuerCode: canonicalIdentifier(values['issuing_authority_code'] ?? ''),
        serial: formatSerial(record.slice(record.lastIndexOf('#') + 1), 1),
        version: 1,
      });
      documents.push(
        buildDocument(type, values, face, {
          identifier,
          version: 1,
          signedAt: '2026-11-27T00:00:00.000Z',
          statusReference: { index: documents.length, uri: list },
        }),
      );
    }
  }
  return documents;
}

/** Times our own work apart from the table's. */
function readSequentially(department: string, identifiers: readonly string[]): Work {
  let waited = 0;
  const timed =
    <Arguments extends readonly unknown[], T>(act: (...given: Arguments) => Promise<T>) =>
    async (...given: Arguments): Promise<T> => {
      const began = performance.now();
      try {
        return await act(...given);
      } finally {
        waited += performance.now() - began;
      }
    };
  const caller: Caller = { subject: 'bench', kind: 'system', name: '基准测试', department, roles: ['provider'] };
  return async () => {
    const { types, repository, grants, uses, ...ports } = await lookupPorts();
    const measured = {
      ...ports,
      types: { type: timed(types.type), all: timed(types.all) },
      repository: {
        heads: timed(repository.heads),
        version: timed(repository.version),
        versions: timed(repository.versions),
        findChain: timed(repository.findChain),
      },
      grants: { grantFor: timed(grants.grantFor), count: timed(grants.count) },
      uses: { ...uses, record: timed(uses.record) },
    };
    const [own, table] = [new Array<number>(), new Array<number>()];
    for (const identifier of identifiers) {
      waited = 0;
      const began = performance.now();
      const answer = await readCertificate(
        { caller, params: { identifier }, query: {}, body: null, requestId: 'bench' },
        measured,
      );
      const whole = performance.now() - began;
      const inside = 'headers' in answer ? answer.answer : answer;
      if (isRefused(inside)) throw new Error(inside.refused);
      own.push(whole - waited);
      table.push(waited);
    }
    return { rows: identifiers.length, calls: { own: computePercentiles(own), table: computePercentiles(table) } };
  };
}
