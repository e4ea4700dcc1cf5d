import { expect, test } from 'vitest';
import { buildCopyNote } from '../../../lib/certificates/use/build-copy-note.ts';
import { CopyNote } from '../../../schemas/certificates/file.ts';

const purpose = {
  operator: { account: 'win-07', name: '测试经办', organisation: '市政务服务大厅' },
  matter: { code: '410000-1', name: '不动产转移登记' },
  caseNumber: 'BJ-1',
  cause: '核验权属',
};
const now = '2026-11-24T06:30:00.000Z';

test('a copy names the matter, the case, the user and the time', () => {
  expect(buildCopyNote(purpose, {}, now, 30)).toEqual({
    CertificateCopyCause: '不动产转移登记（办件 BJ-1）：核验权属',
    CertificateCopyCreator: '市政务服务大厅 测试经办',
    CertificateCopyCreationTime: now,
    CertificateCopyExpiringTime: '2026-12-24T06:30:00.000Z',
  });
});

const forTransfer = '不动产转移登记（办件 BJ-1）：核验权属';

test.each([
  [
    'a matter without a name is named by its code',
    { purpose: { ...purpose, matter: { code: '410000-1' } }, document: {} },
    { cause: '410000-1（办件 BJ-1）：核验权属', expires: '2026-12-24T06:30:00.000Z' },
  ],
  [
    'the copy expires with the certificate’s last day in Shanghai',
    { purpose, document: { CertificateExpiringDate: '2026-11-30' } },
    { cause: forTransfer, expires: '2026-11-30T15:59:59.000Z' },
  ],
  [
    'a certificate valid for years does not shorten the copy’s term',
    { purpose, document: { CertificateExpiringDate: '2030-11-30' } },
    { cause: forTransfer, expires: '2026-12-24T06:30:00.000Z' },
  ],
])('%s', (_, input, { cause, expires }) => {
  expect(buildCopyNote(input.purpose, input.document, now, 30)).toMatchObject({
    CertificateCopyCause: cause,
    CertificateCopyExpiringTime: expires,
  });
});

test('a text too long for the face is cut to a valid note', () => {
  const long = {
    ...purpose,
    cause: '长'.repeat(500),
    operator: { ...purpose.operator, organisation: '长'.repeat(200) },
  };
  expect(CopyNote.safeParse(buildCopyNote(long, {}, now, 30)).success).toBe(true);
});

test('a text is never cut through a character of two units, which a signed copy may not hold', () => {
  for (const spaces of ['', ' ']) {
    const note = buildCopyNote({ ...purpose, cause: `${spaces}${'𠮷'.repeat(150)}` }, {}, now, 30);
    expect(note.CertificateCopyCause.isWellFormed()).toBe(true);
    expect(note.CertificateCopyCause.length).toBeGreaterThan(198);
  }
});
