import { spawnSync } from 'node:child_process';
import { hash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { p256Key, sm2Key } from '../../adapters/certificates/signing/keys.ts';
import { openssl, opensslFound as opensslHasSm2 } from '../../adapters/certificates/signing/openssl.ts';
import { documentAt, signedBy, platformKey, sm2PlatformKey, trusting, validityOf } from '../verify/shown.ts';
import { asn1Lines, contentOf, opensslFound, wholeOf } from './asn1.ts';
import { entriesOf, madeFile } from './made-file.ts';
import { stampingSigner } from './stamped.ts';

const keys = {
  'P-256': {
    key: p256Key,
    platform: platformKey,
    digest: 'sha256',
    oids: ['2.16.840.1.101.3.4.2.1', '1.2.840.10045.4.3.2'],
  },
  SM2: { key: sm2Key, platform: sm2PlatformKey, digest: 'sm3', oids: ['1.2.156.10197.1.401', '1.2.156.10197.1.501'] },
} as const;

const made = async (curve: keyof typeof keys, isStamped: boolean) => {
  const { key, platform, digest, oids } = keys[curve];
  const { fileSigner, citySeal } = await stampingSigner(key);
  const signed = await signedBy(platform, documentAt(0));
  const file = await madeFile('ofd', signed, { fileSigner, citySeal: isStamped ? citySeal : null });
  return { curve, isStamped, name: `${curve}, ${isStamped ? 'with' : 'without'} a seal`, file, digest, oids, citySeal };
};
const files = [
  await made('P-256', true),
  await made('SM2', true),
  await made('P-256', false),
  await made('SM2', false),
];
const stampedFiles = files.filter(({ isStamped }) => isStamped);

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false });
const Text = z.string();
const Root = z.object({ 'ofd:OFD': z.object({ 'ofd:DocBody': z.object({ 'ofd:Signatures': Text }) }) });
const List = z.object({
  'ofd:Signatures': z.object({
    'ofd:MaxSignId': Text,
    'ofd:Signature': z.object({ ID: Text, Type: Text, BaseLoc: Text }).strict(),
  }),
});
const Signature = z.object({
  'ofd:Signature': z
    .object({
      'xmlns:ofd': z.literal('http://www.ofdspec.org/2016'),
      'ofd:SignedInfo': z
        .object({
          'ofd:Provider': z.object({ ProviderName: Text, Version: Text, Company: Text }).strict(),
          'ofd:SignatureMethod': Text,
          'ofd:SignatureDateTime': Text,
          'ofd:References': z
            .object({
              CheckMethod: Text,
              'ofd:Reference': z.array(z.object({ FileRef: Text, 'ofd:CheckValue': Text }).strict()),
            })
            .strict(),
          'ofd:StampAnnot': z.object({ ID: Text, PageRef: Text, Boundary: Text }).strict().optional(),
          'ofd:Seal': z.object({ 'ofd:BaseLoc': Text }).strict().optional(),
        })
        .strict(),
      'ofd:SignedValue': Text,
    })
    .strict(),
});

function opened(file: Uint8Array) {
  const entries = entriesOf(file);
  const part = (location: string): Uint8Array => entries[location.replace(/^\//, '')] ?? new Uint8Array();
  const xml = (location: string): unknown => parser.parse(new TextDecoder().decode(part(location)));
  const listAt = Root.parse(xml('OFD.xml'))['ofd:OFD']['ofd:DocBody']['ofd:Signatures'];
  const list = List.parse(xml(listAt))['ofd:Signatures'];
  const at = list['ofd:Signature'].BaseLoc;
  const description = Signature.parse(xml(at))['ofd:Signature'];
  return { entries, part, list, at, info: description['ofd:SignedInfo'], value: part(description['ofd:SignedValue']) };
}

describe.each(files)('a file signed by $name', ({ file, digest, oids, isStamped }) => {
  test('has the elements of GB/T 33190, found from OFD.xml', () => {
    const { list, info, value } = opened(file);
    expect(list['ofd:Signature']).toEqual({
      ID: 's001',
      Type: isStamped ? 'Seal' : 'Sign',
      BaseLoc: '/Doc_0/Signs/Sign_0/Signature.xml',
    });
    expect(list['ofd:MaxSignId']).toBe(isStamped ? 's002' : 's001');
    expect([info['ofd:References'].CheckMethod, info['ofd:SignatureMethod']]).toEqual(oids);
    expect(info['ofd:SignatureDateTime']).toMatch(/^20\d{12}Z$/);
    expect(['ofd:StampAnnot' in info, 'ofd:Seal' in info]).toEqual([isStamped, isStamped]);
    expect(value.length).toBeGreaterThan(100);
  });

  test('names the digest of every part but description, value and platform seal', () => {
    const { entries, info, part, at } = opened(file);
    const references = info['ofd:References']['ofd:Reference'];
    expect(references.map(({ FileRef }) => FileRef.slice(1)).toSorted()).toEqual(
      Object.keys(entries)
        .filter((name) => ![at.slice(1), 'Doc_0/Signs/Sign_0/SignedValue.dat', 'Seal.jws'].includes(name))
        .toSorted(),
    );
    for (const { FileRef, 'ofd:CheckValue': expected } of references)
      expect([FileRef, hash(digest, part(FileRef), 'base64')]).toEqual([FileRef, expected]);
  });

  test('is accepted by our own check', async () => {
    expect(await validityOf(Uint8Array.from(file), trusting())).toBe('unchecked');
  });
});

/** GB/T 38540-2020, 6.1 and 7.1; `cert` and `picture` are the same kind of string. */
const sesSignature = `
SEQUENCE                        -- SES_Signature
  SEQUENCE                      -- toSign: TBS_Sign
    INTEGER                     -- version
    SEQUENCE                    -- eseal: SESeal
      SEQUENCE                  -- eSealInfo
        SEQUENCE                -- header
          IA5STRING             -- ID
          INTEGER               -- version
          IA5STRING             -- Vid
        IA5STRING               -- esID
        SEQUENCE                -- property
          INTEGER               -- type
          UTF8STRING            -- name
          INTEGER               -- certListType
          SEQUENCE              -- certList
          GENERALIZEDTIME       -- createDate
          GENERALIZEDTIME       -- validStart
          GENERALIZEDTIME       -- validEnd
        SEQUENCE                -- picture
          IA5STRING             -- type
          OCTET STRING          -- data
          INTEGER               -- width
          INTEGER               -- height
      OCTET STRING              -- cert of the maker
      OBJECT                    -- signAlgID
      BIT STRING                -- signedValue
    GENERALIZEDTIME             -- timeInfo
    BIT STRING                  -- dataHash
    IA5STRING                   -- propertyInfo
  OCTET STRING                  -- cert
  OBJECT                        -- signatureAlgID
  BIT STRING                    -- signature
`;

describe.each(stampedFiles)('the stamp by $curve', ({ file, digest, oids, curve, citySeal }) => {
  test('is on the last page, within it', () => {
    const { part, info } = opened(file);
    const { PageRef, Boundary } = info['ofd:StampAnnot'] ?? { PageRef: '', Boundary: '' };
    const document = new TextDecoder().decode(part('Doc_0/Document.xml'));
    expect([...document.matchAll(/<ofd:Page ID="(\d+)"/g)].at(-1)?.[1]).toBe(PageRef);
    const [x = -1, y = -1, width = 0, height = 0] = Boundary.split(' ').map(Number);
    expect([width, height]).toEqual([42, 42]);
    expect(x >= 0 && y >= 0 && x + width <= 210 && y + height <= 297).toBe(true);
  });

  test('has the seal as a part, and in the signed value', () => {
    const { part, info, value } = opened(file);
    const seal = Buffer.from(part(info['ofd:Seal']?.['ofd:BaseLoc'] ?? ''));
    expect(seal.equals(citySeal.seal.der)).toBe(true);
    expect(Buffer.from(value).includes(seal)).toBe(true);
    expect(seal.includes(Buffer.from('漯河市电子证照专用章（演示）'))).toBe(true);
  });

  describe.skipIf(!opensslFound)('read by openssl', () => {
    test('is SES_Signature of GB/T 38540, field by field', () => {
      const { value } = opened(file);
      const lines = asn1Lines(value);
      const shape = lines
        .filter(({ depth }) => depth <= 5)
        .map(({ depth, kind }) => `${'  '.repeat(depth)}${kind}`)
        .join('\n');
      expect(shape).toBe(sesSignature.replaceAll(/ +--.*/g, '').trim());
      const texts = lines.filter(({ kind }) => ['IA5STRING', 'INTEGER', 'UTF8STRING'].includes(kind));
      expect(texts.filter(({ kind }) => kind === 'IA5STRING').map((line) => line.value)).toEqual([
        'ES',
        'Guiji',
        'GUIJI-LOCAL-SEAL-1',
        'png',
        '/Doc_0/Signs/Sign_0/Signature.xml',
      ]);
      expect(texts.filter(({ kind }) => kind === 'INTEGER').map((line) => line.value)).toEqual(
        ['04', '04', '01', '01', '2A', '2A'], // versions, kind, list of certificates, mm
      );
    });

    test('signs the digest of Signature.xml by the certificate in it, and the seal is signed by its maker', () => {
      const { value, part, at } = opened(file);
      const lines = asn1Lines(value);
      const bits = lines.filter(({ kind }) => kind === 'BIT STRING').map((line) => contentOf(value, line).subarray(1));
      const octets = lines.filter(({ kind }) => kind === 'OCTET STRING').map((line) => contentOf(value, line));
      const sequences = lines.filter(({ kind }) => kind === 'SEQUENCE');
      const [makerSignature, documentDigest, signature] = bits;
      const [listed, , maker, certificate] = octets;
      const [toSign, information] = [
        sequences.find(({ depth }) => depth === 1),
        sequences.find(({ depth }) => depth === 3),
      ];
      if (toSign === undefined || information === undefined || makerSignature === undefined || signature === undefined)
        throw new Error('the value lacks a field');
      expect(Buffer.from(documentDigest ?? []).toString('hex')).toBe(hash(digest, part(at)));
      expect(Buffer.from(listed ?? []).equals(certificate ?? Buffer.alloc(0))).toBe(true);
      expect(lines.filter(({ kind }) => kind === 'OBJECT').map((line) => oidOf(line.value))).toEqual([
        oids[1],
        oids[1],
      ]);
      expect(verifies(curve, certificate, wholeOf(value, toSign), signature)).toBe(true);
      expect(verifies(curve, maker, wholeOf(value, information), makerSignature)).toBe(true);
      expect(verifies(curve, maker, wholeOf(value, toSign), signature)).toBe(false);
    });
  });
});

const oidOf = (name: string): string =>
  ({ 'ecdsa-with-SHA256': '1.2.840.10045.4.3.2', 'SM2-with-SM3': '1.2.156.10197.1.501' })[name] ?? name;

/** Verifies by node for P-256, by the openssl program for SM2; true without an openssl that can. */
function verifies(
  curve: keyof typeof keys,
  certificate: Uint8Array | undefined,
  ...[message, signature]: readonly [message: Uint8Array, signature: Uint8Array]
): boolean {
  const { publicKey } = new X509Certificate(certificate ?? new Uint8Array());
  if (curve === 'P-256') return verify('sha256', message, publicKey, signature);
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-64);
  const [x, y] = [point.subarray(0, 32), point.subarray(32)].map((half) => half.toString('base64url'));
  return openssl.verifies({ x: x ?? '', y: y ?? '' }, message, signature);
}

test.skipIf(!opensslHasSm2)('openssl on this machine verifies SM2', () => expect(opensslHasSm2).toBe(true));

test.skipIf(!opensslFound)('without a seal, openssl verifies the CMS of P-256 over Signature.xml', () => {
  const { value, part, at } = opened(
    files.find(({ curve, isStamped }) => curve === 'P-256' && !isStamped)?.file ?? new Uint8Array(),
  );
  const folder = mkdtempSync(join(tmpdir(), 'guiji-cms-'));
  const check = (content: Uint8Array) => {
    writeFileSync(join(folder, 'value'), value);
    writeFileSync(join(folder, 'content'), content);
    const options = ['-verify', '-binary', '-inform', 'DER', '-noverify', '-in', 'value', '-content', 'content'];
    return spawnSync('openssl', ['cms', ...options, '-out', 'out'], { cwd: folder }).status;
  };
  try {
    expect([check(part(at)), check(Buffer.concat([part(at), Buffer.of(10)]))]).toEqual([0, 4]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
