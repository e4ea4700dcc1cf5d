import { expect, test } from 'vitest';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { createRandom } from '../../../lib/kernel/synthetic/random.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import { statusListValues, type StatusListStatus } from '../../../schemas/certificates/status-list-values.ts';
import type { Validity } from '../../../schemas/certificates/validity.ts';
import {
  bytesOf,
  documentAt,
  list,
  listToken,
  platformKey,
  signedBy,
  sm2PlatformKey,
  strangerKey,
  trusting,
  validityOf,
} from './shown.ts';

const count = 10_000;
const seed = Number(process.env['VERIFY_SEED'] ?? Date.now() % 1_000_000);

const words = Object.keys(statusListValues).filter((word): word is StatusListStatus => word in statusListValues);
const days = { past: '2026-11-01', today: '2026-11-27', future: '2027-01-01' } as const;

test(`${count} mixed and tampered documents get the right validity offline`, { timeout: 300_000 }, async () => {
  const { next: random } = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick');
    return item;
  };
  const statuses = Array.from({ length: count }, (): StatusListStatus => (random() < 0.5 ? 'valid' : pick(words)));
  const good = await listToken(statuses.map((word, index) => ({ index, value: statusListValues[word] })));
  const stale = await listToken([], { iat: Date.parse('2026-11-20T00:00:00.000Z') / 1000 });
  const forged = await listToken([], { key: strangerKey });
  const swapped = await listToken([], { sub: `${list}/other` });

  const wrong: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const [from, until] = [
      pick([null, days.past, days.today, days.future]),
      pick([null, null, days.past, days.today, days.future]),
    ];
    const document = documentAt(index, {
      CertificateNumber: `豫测${index}号`,
      ...(from === null ? {} : { CertificateEffectiveDate: from }),
      ...(until === null ? {} : { CertificateExpiringDate: until }),
    });
    const key = random() < 0.03 ? sm2PlatformKey : platformKey;
    const signed = await signedBy(key, document);
    const lists = pick(['good', 'good', 'good', 'good', 'none', 'stale', 'forged', 'swapped'] as const);
    const untouched = validityFor(document, lists === 'good' ? (statuses[index] ?? 'valid') : null);
    const tampering = pick(['none', 'none', 'none', 'field', 'byte', 'swap', 'stranger', 'kid', 'header'] as const);
    const { bytes, expected } = await tampered(tampering, document, signed, untouched);
    const trust = trusting(
      {
        good: { [list]: good },
        none: {},
        stale: { [list]: stale },
        forged: { [list]: forged },
        swapped: { [list]: swapped },
      }[lists],
    );
    const validity = await validityOf(bytes, trust);
    if (!expected.some((one) => one === validity))
      wrong.push(`${index} ${tampering} ${lists}: ${validity}, not ${expected.join(' or ')}`);
  }
  expect(wrong, `seed ${seed}`).toEqual([]);

  function validityFor(
    { CertificateEffectiveDate: begins, CertificateExpiringDate: ends }: CertificateDocument,
    word: StatusListStatus | null,
  ): Validity {
    if (word !== null && word !== 'valid') return word;
    if (begins !== undefined && begins > days.today) return 'not-yet-valid';
    if (ends !== undefined && ends < days.today) return 'expired';
    return word === null ? 'unchecked' : 'valid';
  }

  async function tampered(
    how: string,
    document: CertificateDocument,
    signed: { document: CertificateDocument; jws: string },
    untouched: Validity,
  ): Promise<{ bytes: Uint8Array<ArrayBuffer>; expected: readonly Validity[] }> {
    switch (how) {
      case 'field':
        return {
          bytes: bytesOf({
            ...signed,
            document: {
              ...document,
              ...pick([
                { CertificateNumber: '豫改1号' },
                { CertificateName: '别的证' },
                { CertificateExpiringDate: '2099-12-31' },
                { CertificateHolders: [{ ...document.CertificateHolders[0], CertificateHolderName: '别人' }] },
                { status: { status_list: { idx: 16_000, uri: list } } },
              ]),
            },
          }),
          expected: ['altered'],
        };
      case 'byte': {
        const bytes = bytesOf(signed);
        const at = Math.floor(random() * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 7));
        return { bytes, expected: ['altered', 'unreadable', 'unknown-issuer'] };
      }
      case 'swap':
        return {
          bytes: bytesOf({ document, jws: (await signedBy(platformKey, documentAt(count + 1))).jws }),
          expected: ['altered'],
        };
      case 'stranger':
        return { bytes: bytesOf(await signedBy(strangerKey, document)), expected: ['unknown-issuer'] };
      case 'kid':
        return {
          bytes: bytesOf({
            document,
            jws: await signJws(
              { ...strangerKey.signer, keyId: platformKey.signer.keyId },
              'guiji-certificate',
              document,
              { detached: true },
            ),
          }),
          expected: ['altered'],
        };
      case 'header': {
        const header = pick([
          { alg: 'none' },
          { alg: 'SM2' },
          { alg: 'ES256', typ: 'guiji-file-seal' },
          { alg: 'HS256' },
          { alg: 'ES256', jku: 'https://example.test' },
        ]);
        const encoded = Buffer.from(
          JSON.stringify({ kid: platformKey.signer.keyId, typ: 'guiji-certificate', ...header }),
        ).toString('base64url');
        return {
          bytes: bytesOf({ document, jws: `${encoded}..${signed.jws.split('.')[2]}` }),
          expected: ['altered'],
        };
      }
      default:
        return { bytes: bytesOf(signed), expected: [untouched] };
    }
  }
});
