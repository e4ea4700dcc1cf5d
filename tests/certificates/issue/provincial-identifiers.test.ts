import { describe, expect, test } from 'vitest';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { contentHash } from '../../../lib/adapters/certificates/content-hash.ts';
import { es256Signer } from '../../../lib/adapters/certificates/signing/es256-signer.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { formatIdentifier } from '../../../lib/certificates/identifier.ts';
import { issueRecords } from '../../../lib/certificates/issue/issue-records.ts';
import type { IssueRecordPorts } from '../../../lib/certificates/issue/ports.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { p256Key } from '../../adapters/certificates/signing/keys.ts';
import { certificateMemory } from '../memory/certificate-memory.ts';
import { aType } from '../types/a-type.ts';

const content = seedCertificates()[0]?.dataset.content;
if (content === undefined) throw new Error('no seed');
const face = { content, codeLists: seedCodeLists() };
const { signer } = es256Signer(p256Key);
const type = aType({ mode: 'mirrored-from-province' });
const issuerCode = '11411100MB1234562R';
const otherIssuerCode = '11411100006122244L';
const hex = '9F3C2B1A0D4E4F5AB6C7D8E9F0A1B2C3';

const given = (changes: Partial<Parameters<typeof formatIdentifier>[0]> = {}): string =>
  formatIdentifier({ typeCode: type.typeCode.code, issuerCode, serial: hex, version: 1, ...changes });

/** Issues one record after another; returns its identifier or what failed. */
async function issueAll(
  rows: readonly { readonly keyHash: string; readonly identifier?: string }[],
): Promise<(string | undefined)[]> {
  const { repository, lists } = certificateMemory();
  const versions = new Map(
    rows.map(({ keyHash, identifier }, index): [string, RecordVersion] => [
      `${type.type}#${keyHash}`,
      {
        record: `${type.type}#${keyHash}`,
        seq: 1,
        removed: false,
        delivery: '01JD0000000000000000000001',
        row: index + 2,
        values: {
          certificate_number: `TW2020000${index}`,
          holder_name: '测试甲',
          holder_type: '111',
          holder_code: '41110219900307001X',
          issuing_authority: '漯河市交通运输局',
          issuing_authority_code: issuerCode,
          issued_date: '2020-03-05',
          ...(identifier === undefined ? {} : { certificate_identifier: identifier }),
        },
      },
    ]),
  );
  const ports: IssueRecordPorts = {
    repository,
    lists,
    faceData: {
      datasetState: async () => ({ publishedSeq: 1, voided: [], publications: 1, records: rows.length }),
      versionsOfRecord: async function* (record) {
        const version = versions.get(record);
        if (version !== undefined) yield version;
      },
    },
    hashes: { number: (_, number) => number, holder: (code) => code },
    contentHash,
    sign: async (document) => ({
      document,
      jws: await signJws(signer, 'guiji-certificate', document, { detached: true }),
    }),
    listAddress: (name, year) => `https://example.test/status-lists/${name}/${year}`,
    quarantineReason: () => null,
    now: () => '2026-11-27T00:00:00.000Z',
  };
  for (const record of versions.keys()) await issueRecords([record], { type, face }, ports);
  const heads = await repository.heads([...versions.keys()]);
  return heads.map((head) => head?.failure?.code ?? head?.current?.identifier);
}

const [one, other] = ['1'.repeat(32), '2'.repeat(32)];

describe('an identifier that the province gave', () => {
  test.each<[string, string, string]>([
    ['with a serial number of 32 hexadecimal digits is taken over', given(), given()],
    ['that was a UUID is taken over', given({ serial: '9f3c2b1a-0d4e-4f5a-b6c7-d8e9f0a1b2c3' }), given()],
    [
      'with a serial number like a later generation’s is taken over',
      given({ serial: `${hex}G2` }),
      given({ serial: `${hex}G2` }),
    ],
    ['with a short serial number is taken over', given({ serial: '20200000001' }), given({ serial: '20200000001' })],
    ['in small letters is taken over', given().toLowerCase(), given()],
    [
      'in full width is taken over',
      given().replaceAll(/[0-9A-Z.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
      given(),
    ],
    [
      'with dashes that Word makes is taken over',
      given({ serial: '9f3c2b1a' }).replace('1A', '1‑A'),
      given({ serial: '9f3c2b1a' }),
    ],
    [
      'of another type in full width is refused',
      given({ typeCode: '11100000MB03271699001' }).replace('MB0327', 'ＭＢ０３２７'),
      'identifier-of-another',
    ],
    ['of another type is refused', given({ typeCode: '11100000MB03271699001' }), 'identifier-of-another'],
    ['of another issuer is refused', given({ issuerCode: otherIssuerCode }), 'identifier-of-another'],
    [
      'with a wrong check character is refused',
      given().replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      'identifier-not-valid',
    ],
  ])('%s', async (_, identifier, expected) => {
    expect(await issueAll([{ keyHash: one, identifier }])).toEqual([expected]);
  });

  test('is one record’s only', async () => {
    expect(
      await issueAll([
        { keyHash: one, identifier: given() },
        { keyHash: other, identifier: given() },
      ]),
    ).toEqual([given(), 'identifier-taken']);
  });

  test('cannot be the one that we made for another record', async () => {
    const made = given({ serial: one });
    expect(await issueAll([{ keyHash: one }, { keyHash: other, identifier: made }])).toEqual([
      made,
      'identifier-taken',
    ]);
  });
});
