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

test('a copy says for which matter and case, by whom and when', () => {
  expect(buildCopyNote(purpose, {}, now, 30)).toEqual({
    CertificateCopyCause: '不动产转移登记（办件 BJ-1）：核验权属',
    CertificateCopyCreator: '市政务服务大厅 测试经办',
    CertificateCopyCreationTime: now,
    CertificateCopyExpiringTime: '2026-12-24T06:30:00.000Z',
  });
});

test.each([
  [
    'a matter without a name is told by its code',
    { ...purpose, matter: { code: '410000-1' } },
    {},
    '410000-1（办件 BJ-1）：核验权属',
    '2026-12-24T06:30:00.000Z',
  ],
  [
    'it does not outlive the certificate’s last day in Shanghai',
    purpose,
    { CertificateExpiringDate: '2026-11-30' },
    '不动产转移登记（办件 BJ-1）：核验权属',
    '2026-11-30T15:59:59.000Z',
  ],
  [
    'a certificate that stands for years takes nothing off',
    purpose,
    { CertificateExpiringDate: '2030-11-30' },
    '不动产转移登记（办件 BJ-1）：核验权属',
    '2026-12-24T06:30:00.000Z',
  ],
])('%s', (_, given, document, cause, expires) => {
  expect(buildCopyNote(given, document, now, 30)).toMatchObject({
    CertificateCopyCause: cause,
    CertificateCopyExpiringTime: expires,
  });
});

test('what is too long for the face is cut, and still a note', () => {
  const long = {
    ...purpose,
    cause: '长'.repeat(500),
    operator: { ...purpose.operator, organisation: '长'.repeat(200) },
  };
  expect(CopyNote.safeParse(buildCopyNote(long, {}, now, 30)).success).toBe(true);
});
