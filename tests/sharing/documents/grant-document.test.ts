import canonicalize from 'canonicalize';
import { flattenedVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { es256Signer } from '../../../lib/adapters/certificates/signing/es256-signer.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { verifiesSm2 } from '../../../lib/adapters/certificates/signing/sm2-digest.ts';
import { sm2Signer } from '../../../lib/adapters/certificates/signing/sm2-signer.ts';
import { readGrantDocument, type ReadGrantDocumentPorts } from '../../../lib/sharing/documents/read-grant-document.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import { SignedGrantDocument } from '../../../schemas/sharing/grant-document.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { p256Key, sm2Key } from '../../adapters/certificates/signing/keys.ts';
import { consumer, grantId, grantOf, version } from '../use/use-memory.ts';

const { signer, publicKey } = es256Signer(p256Key);
const names: Readonly<Record<string, string>> = { 'public-security': '市公安局', 'civil-affairs': '市民政局' };

const portsOf = (grant: Grant | null): ReadGrantDocumentPorts => ({
  grant: async (id) => (grant?.id === id ? grant : null),
  closedVersion: async (_, number) => (number === version.version ? version : null),
  departmentName: async (id) => names[id] ?? id,
  sign: async (document) => await signJws(signer, 'guiji-grant', document, { detached: true }),
  address: 'https://guiji.example',
});

const ask = async (grant: Grant | null, { caller = consumer, ports = portsOf(grant) } = {}) =>
  await readGrantDocument({ caller, requestId: 'r', params: { grant: grantId }, query: {}, body: null }, ports);

async function documentOf(grant: Grant, ports = portsOf(grant)) {
  const answer = await ask(grant, { ports });
  if (isRefused(answer)) throw new Error(answer.refused);
  return SignedGrantDocument.parse(answer);
}

const detached = ({ document, jws }: SignedGrantDocument) => {
  const [protectedHeader = '', payload, signature = ''] = jws.split('.');
  expect(payload).toBe('');
  return {
    protected: protectedHeader,
    payload: Buffer.from(canonicalize(document) ?? '').toString('base64url'),
    signature,
  };
};

describe('the signed terms', () => {
  test('verify by the published key, and not when a byte is changed', async () => {
    const signed = await documentOf(grantOf());
    const key = await importJWK({ ...publicKey });
    const { protectedHeader } = await flattenedVerify(detached(signed), key);
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: publicKey.kid, typ: 'guiji-grant' });
    const wider = { ...signed, document: { ...signed.document, until: '2031-11-30' } };
    await expect(flattenedVerify(detached(wider), key)).rejects.toThrow('signature');
  });

  test('are signed by an SM2 key, too', async () => {
    const { signer: sm2, publicKey: sm2Public } = sm2Signer(sm2Key);
    const sign: ReadGrantDocumentPorts['sign'] = async (document) =>
      await signJws(sm2, 'guiji-grant', document, { detached: true });
    const parts = detached(await documentOf(grantOf(), { ...portsOf(grantOf()), sign }));
    const point = `04${[sm2Public.x, sm2Public.y].map((half) => Buffer.from(half, 'base64url').toString('hex')).join('')}`;
    const bytes = Buffer.from(`${parts.protected}.${parts.payload}`);
    expect(verifiesSm2(bytes, Buffer.from(parts.signature, 'base64url'), point)).toBe(true);
  });

  test('are the same each time, and name both parties, the dataset and each field', async () => {
    const { document } = await documentOf(grantOf());
    expect((await documentOf(grantOf())).document).toEqual(document);
    expect(document).toMatchObject({
      kind: 'guiji-grant',
      id: grantId,
      address: `https://guiji.example/api/v1/grants/${grantId}`,
      provider: { id: 'public-security', name: '市公安局' },
      consumer: { id: 'civil-affairs', name: '市民政局' },
      dataset: { id: version.dataset, version: 1, name: version.content.metadata.name },
      fields: [{ field: 'name', mask: 'none', label: expect.any(String) }],
      caseNumbers: 'required',
    });
  });

  test('name no account, of who granted or who revoked', async () => {
    const revoked = { at: '2020-12-02T00:00:00.000Z', by: 'officer-who-revoked', reason: '用途不符' };
    const text = JSON.stringify(await documentOf(grantOf({ revoked })));
    expect(text).not.toContain('officer');
    expect(text).toContain('用途不符');
  });

  test('of a version that the catalogue no longer has are named by ids', async () => {
    const { document } = await documentOf(grantOf({ version: 9 }));
    expect(document).toMatchObject({
      dataset: { id: version.dataset, name: version.dataset, version: 9 },
      fields: [{ field: 'name', label: 'name' }],
    });
  });
});

const caller = (department: string, role: Role): Caller => ({ ...consumer, department, roles: [role] });

test.each<[string, Caller, Grant | null, string]>([
  ['its consumer', consumer, grantOf(), 'signed'],
  ['its provider', caller('public-security', 'provider'), grantOf(), 'signed'],
  ['the centre', caller('information-center', 'operator'), grantOf(), 'signed'],
  ['another department', caller('taxation', 'provider'), grantOf(), 'grant-not-found'],
  ['supervision', caller('reform-office', 'supervisor'), grantOf(), 'grant-not-found'],
  ['its consumer, of none', consumer, null, 'grant-not-found'],
])('%s gets the document of a grant: %#', async (_, asking, grant, expected) => {
  const answer = await ask(grant, { caller: asking });
  expect(isRefused(answer) ? answer.refused : 'signed').toBe(expected);
});
