import { zipSync, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { verifyTools } from '../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { verifyFile } from '../../../lib/certificates/verify/verify-file.ts';
import type { SignedDocument } from '../../../schemas/certificates/document.ts';
import { statusListValues, type StatusListStatus } from '../../../schemas/certificates/status-list-values.ts';
import {
  bytesOf,
  documentAt,
  fileOf,
  list,
  listToken,
  platformKey,
  signedBy,
  sm2PlatformKey,
  strangerKey,
  trusting,
  validityOf,
} from './shown.ts';

/** Indexes of the list: one for each status; index 0 is valid. */
const words = Object.keys(statusListValues).filter((word): word is StatusListStatus => word in statusListValues);
const entries = words.map((word, index) => ({ index, value: statusListValues[word] }));

let token: string;
beforeAll(async () => {
  token = await listToken(entries);
});
const withList = (at?: string) => trusting({ [list]: token }, at);

describe('validity follows from the list, then from the dates', () => {
  test.each(words)('%s', async (word) => {
    const validity = await validityOf(
      bytesOf(await signedBy(platformKey, documentAt(words.indexOf(word)))),
      withList(),
    );
    expect(validity).toBe(word);
  });

  test.each([
    [
      'the day before it begins',
      { CertificateEffectiveDate: '2026-12-01' },
      '2026-11-30T15:59:59.000Z',
      'not-yet-valid',
    ],
    ['its first day, in Shanghai', { CertificateEffectiveDate: '2026-12-01' }, '2026-11-30T16:00:00.000Z', 'valid'],
    [
      'its last day, to the last second in Shanghai',
      { CertificateExpiringDate: '2026-11-27' },
      '2026-11-27T15:59:59.000Z',
      'valid',
    ],
    ['the day after', { CertificateExpiringDate: '2026-11-27' }, '2026-11-27T16:00:00.000Z', 'expired'],
    ['without an end', {}, '2026-11-27T02:00:00.000Z', 'valid'],
  ] as const)('%s: %s', async (_, changes, at, validity) => {
    const fresh = await listToken(entries, { iat: Date.parse(at) / 1000 - 60 });
    expect(
      await validityOf(bytesOf(await signedBy(platformKey, documentAt(0, changes))), trusting({ [list]: fresh }, at)),
    ).toBe(validity);
  });

  test('a final status outranks the dates', async () => {
    const revoked = documentAt(words.indexOf('revoked'), { CertificateExpiringDate: '2020-12-31' });
    expect(await validityOf(bytesOf(await signedBy(platformKey, revoked)), withList())).toBe('revoked');
  });

  test('SM2 signatures give the same results', async () => {
    expect(await validityOf(bytesOf(await signedBy(sm2PlatformKey, documentAt(0))), withList())).toBe('valid');
  });

  test('the sentence has every placeholder filled', async () => {
    for (const at of [0, 1, 2, 3]) {
      const { sentence, title } = await verifyFile(
        bytesOf(await signedBy(platformKey, documentAt(at, { CertificateExpiringDate: '2026-11-01' }))),
        withList(),
        verifyTools,
      );
      expect(`${title} ${sentence}`).toMatch(/^[^{}]+。$/);
    }
  });
});

describe('without a usable list', () => {
  const silent = async (lists: Readonly<Record<string, string>>) => {
    const { validity, list: listed } = await verifyFile(
      bytesOf(await signedBy(platformKey, documentAt(0))),
      trusting(lists),
      verifyTools,
    );
    return [validity, listed !== undefined && 'unavailable' in listed ? listed.unavailable : 'available'];
  };
  test('no list available', async () => expect(await silent({})).toEqual(['unchecked', 'missing']));
  test('an expired list', async () =>
    expect(
      await silent({ [list]: await listToken(entries, { iat: Date.parse('2026-11-26T01:59:00.000Z') / 1000 }) }),
    ).toEqual(['unchecked', 'expired']));
  test('a list of another URI', async () =>
    expect(await silent({ [list]: await listToken(entries, { sub: `${list}1` }) })).toEqual([
      'unchecked',
      'not-genuine',
    ]));
  test('a list signed by a stranger', async () =>
    expect(await silent({ [list]: await listToken(entries, { key: strangerKey }) })).toEqual([
      'unchecked',
      'not-genuine',
    ]));
  test('a list too short for the index', async () => {
    const { validity } = await verifyFile(
      bytesOf(await signedBy(platformKey, documentAt(20_000))),
      withList(),
      verifyTools,
    );
    expect(validity).toBe('unchecked');
  });
  test('a certificate in place of a list', async () => {
    const { jws: other } = await signedBy(platformKey, documentAt(0));
    expect(await silent({ [list]: other })).toEqual(['unchecked', 'not-genuine']);
  });
  test('an expired certificate is expired without a list', async () => {
    expect(
      await validityOf(
        bytesOf(await signedBy(platformKey, documentAt(0, { CertificateExpiringDate: '2026-11-01' }))),
        trusting(),
      ),
    ).toBe('expired');
  });
});

describe('a tampered JSON file', () => {
  let signed: SignedDocument;
  beforeAll(async () => {
    signed = await signedBy(platformKey, documentAt(0));
  });
  const header = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { keyId: kid } = platformKey.signer;

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'a value of the face',
      async () => ({
        ...signed,
        document: { ...signed.document, CertificateNumber: '豫(2020)漯河市不动产权第0000002号' },
      }),
      'altered',
    ],
    [
      'the day of expiry',
      async () => ({ ...signed, document: { ...signed.document, CertificateExpiringDate: '2099-12-31' } }),
      'altered',
    ],
    [
      'another index in the list, which is valid',
      async () => ({ ...signed, document: { ...signed.document, status: { status_list: { idx: 99, uri: list } } } }),
      'altered',
    ],
    [
      'another certificate’s signature',
      async () => ({ document: signed.document, jws: (await signedBy(platformKey, documentAt(1))).jws }),
      'altered',
    ],
    ['an unknown key', async () => await signedBy(strangerKey, documentAt(0)), 'unknown-issuer'],
    [
      'a stranger’s key with the platform’s kid',
      async () => ({
        ...signed,
        jws: await signJws({ ...strangerKey.signer, keyId: kid }, 'guiji-certificate', signed.document, {
          detached: true,
        }),
      }),
      'altered',
    ],
    [
      'alg none',
      async () => ({
        ...signed,
        jws: `${header({ alg: 'none', kid, typ: 'guiji-certificate' })}..${signed.jws.split('.')[2]}`,
      }),
      'altered',
    ],
    [
      'the other algorithm under this key',
      async () => ({
        ...signed,
        jws: `${header({ alg: 'SM2', kid, typ: 'guiji-certificate' })}..${signed.jws.split('.')[2]}`,
      }),
      'altered',
    ],
    [
      'a header with another member',
      async () => ({
        ...signed,
        jws: `${header({ alg: 'ES256', kid, typ: 'guiji-certificate', crit: ['x'] })}..${signed.jws.split('.')[2]}`,
      }),
      'altered',
    ],
    [
      'a seal’s signature on a document',
      async () => ({
        ...signed,
        jws: await signJws(platformKey.signer, 'guiji-file-seal', signed.document, { detached: true }),
      }),
      'altered',
    ],
    [
      'a wrong check character, correctly signed',
      async () =>
        await signedBy(platformKey, {
          ...signed.document,
          CertificateIdentifier: signed.document.CertificateIdentifier.replace(/.$/, (last) =>
            last === '0' ? '1' : '0',
          ),
        }),
      'altered',
    ],
    ['another spelling of the same signature', async () => ({ ...signed, jws: respelled(signed.jws) }), 'altered'],
    ['an unknown property', async () => ({ ...signed, document: { ...signed.document, Extra: 'x' } }), 'altered'],
    [
      'a member twice, the last one signed',
      async () =>
        JSON.stringify(signed).replace('"CertificateNumber":', '"CertificateNumber":"改","CertificateNumber":'),
      'unreadable',
    ],
    [
      'the document twice, written with an escape',
      async () => JSON.stringify(signed).replace('{', `{"\\u0064ocument":${JSON.stringify(signed.document)},`),
      'unreadable',
    ],
    [
      'a member twice in the header of the signature',
      async () => ({
        ...signed,
        jws: signed.jws.replace(/^[^.]*/, (text) =>
          Buffer.from(Buffer.from(text, 'base64url').toString().replace('{', '{"alg":"none",')).toString('base64url'),
        ),
      }),
      'altered',
    ],
    ['no document', async () => ({ jws: signed.jws }), 'unreadable'],
    ['a text', async () => 'hello', 'unreadable'],
    ['nothing', async () => '', 'unreadable'],
  ])('%s', async (_, make, validity) => expect(await validityOf(bytesOf(await make()), withList())).toBe(validity));

  /** The last character of 64 bytes has four unused bits: another spelling of the same bytes. */
  function respelled(text: string): string {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return text.replace(/.$/, (last) => letters.charAt(letters.indexOf(last) ^ 1));
  }
});

describe.each(['pdf', 'ofd'] as const)('a %s', (kind) => {
  let signed: SignedDocument;
  let file: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    signed = await signedBy(platformKey, documentAt(0));
    file = await fileOf(signed, kind);
  });

  test('unchanged', async () => expect(await validityOf(file, withList())).toBe('valid'));

  test('is never valid with any byte changed', async () => {
    const step = Math.ceil(file.length / 150);
    const validities = new Set<string>();
    for (let at = 0; at < file.length; at += step) {
      const changed = Uint8Array.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const validity = await validityOf(changed, withList());
      // The last byte of a deflated stream has bits that nobody reads.
      if (validity !== 'valid' || kind === 'pdf' || !sameEntries(changed, file)) validities.add(validity);
    }
    expect(
      [...validities].filter((validity) => !['altered', 'unreadable', 'unknown-issuer'].includes(validity)),
    ).toEqual([]);
  });

  test('bytes appended, or a part cut off', async () => {
    const longer = new Uint8Array([...file, 10]);
    if (kind === 'pdf') expect(await validityOf(longer, withList())).toBe('altered');
    expect(['altered', 'unreadable']).toContain(await validityOf(file.slice(0, -20), withList()));
  });

  test('with another certificate’s document', async () => {
    const other = await fileOf(await signedBy(platformKey, documentAt(1)), kind);
    expect(await validityOf(mixed(kind, file, other), withList())).toBe('altered');
  });

  test('sealed by a stranger', async () =>
    expect(await validityOf(await fileOf(signed, kind, { key: strangerKey }), withList())).toBe('unknown-issuer'));

  test('a copy, until it expires', async () => {
    const copy = {
      CertificateCopyCause: '核验',
      CertificateCopyCreator: '窗口',
      CertificateCopyCreationTime: '2026-11-27T01:00:00.000Z',
      CertificateCopyExpiringTime: '2026-12-27T01:00:00.000Z',
    };
    const copied = await fileOf(signed, kind, { copy });
    expect(await validityOf(copied, withList())).toBe('valid');
    const at = '2026-12-27T01:00:01.000Z';
    expect(
      await validityOf(copied, trusting({ [list]: await listToken(entries, { iat: Date.parse(at) / 1000 - 60 }) }, at)),
    ).toBe('copy-expired');
  });
});

function sameEntries(one: Uint8Array<ArrayBuffer>, other: Uint8Array<ArrayBuffer>): boolean {
  const [entriesOne, entriesOther] = [verifyTools.unzip(one), verifyTools.unzip(other)];
  return (
    entriesOne !== null &&
    entriesOther !== null &&
    JSON.stringify([...entriesOne].map(([name, bytes]) => [name, [...bytes]])) ===
      JSON.stringify([...entriesOther].map(([name, bytes]) => [name, [...bytes]]))
  );
}

/** The pages of one file with the document of another. */
function mixed(
  kind: 'pdf' | 'ofd',
  pages: Uint8Array<ArrayBuffer>,
  document: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  if (kind === 'ofd')
    return Uint8Array.from(
      zipSync(
        {
          ...unzipSync(pages),
          'Doc_0/Attachs/certificate.json': unzipSync(document)['Doc_0/Attachs/certificate.json'] ?? new Uint8Array(),
        },
        { mtime: new Date(1980, 0, 1) },
      ),
    );
  const [one, other] = [pages, document].map((bytes) => Buffer.from(bytes).toString('latin1'));
  const attachment = /\/Subtype \/application#2Fjson\n[\s\S]*?\nendstream/;
  const changed = (one ?? '').replace(attachment, () => attachment.exec(other ?? '')?.[0] ?? '');
  return Uint8Array.from(Buffer.from(changed, 'latin1'));
}

test('an OFD with a duplicate name, and a zip bomb', async () => {
  const bomb = zipSync({
    'Doc_0/Attachs/certificate.json': new Uint8Array(80 * 1024 * 1024),
    'Seal.jws': bytesOf('x'),
  });
  expect(await validityOf(Uint8Array.from(bomb), withList())).toBe('unreadable');
  const small = zipSync({ a: bytesOf('1'), b: bytesOf('2') }, { level: 0, mtime: new Date(1980, 0, 1) });
  const doubled = Uint8Array.from(small, (byte) => (byte === 'b'.charCodeAt(0) ? 'a'.charCodeAt(0) : byte));
  expect(verifyTools.unzip(doubled)).toBeNull();
});
