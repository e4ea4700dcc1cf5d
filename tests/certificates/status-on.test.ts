import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statusOn } from '../../lib/certificates/status-on.ts';
import { fillPhrase } from '../../lib/kernel/fill-phrase.ts';
import type { CertificateEvent } from '../../schemas/certificates/certificate.ts';
import type { CertificateDocument } from '../../schemas/certificates/document.ts';
import { CertificateStatusCode } from '../../schemas/certificates/status.ts';
import { validityPhrases } from '../../schemas/certificates/validity.ts';
import { versionWith } from './lookup/builders.ts';

const term: Partial<CertificateDocument> = {
  CertificateIssuedDate: '2020-03-05',
  CertificateEffectiveDate: '2020-04-01',
  CertificateExpiringDate: '2025-03-31',
};
const on = (
  status: CertificateStatusCode,
  isNewest: boolean,
  day: string,
  document: Partial<CertificateDocument> = term,
  events: CertificateEvent[] = [],
) => statusOn(versionWith({ status, events }, document), isNewest, day);

describe('how a version stands on a day', () => {
  test.each<[string, CertificateStatusCode, boolean, string, Partial<CertificateDocument>, string]>([
    ['the day before it begins', '01', true, '2020-03-31', term, 'not-yet-valid'],
    ['the first day', '01', true, '2020-04-01', term, 'valid'],
    ['the last day is still valid', '01', true, '2025-03-31', term, 'valid'],
    ['the day after the last', '01', true, '2025-04-01', term, 'expired'],
    [
      'without a beginning it counts from the day of issue',
      '01',
      true,
      '2020-03-05',
      { CertificateIssuedDate: '2020-03-05' },
      'valid',
    ],
    ['before the day of issue', '01', true, '2020-03-04', { CertificateIssuedDate: '2020-03-05' }, 'not-yet-valid'],
    ['without an end it does not run out', '01', true, '2999-12-31', { CertificateIssuedDate: '2020-03-05' }, 'valid'],
    ['withheld', '02', true, '2021-01-01', term, 'withheld'],
    [
      'withheld outranks expiry: it may be given back, and the holder asks whoever withholds it',
      '02',
      true,
      '2026-01-01',
      term,
      'withheld',
    ],
    ['on its way out', '06', true, '2021-01-01', term, 'transferred-out'],
    ['other', '99', true, '2021-01-01', term, 'other'],
    ['rescinded', '03', true, '2021-01-01', term, 'rescinded'],
    ['annulled', '04', true, '2021-01-01', term, 'annulled'],
    ['lapsed', '05', true, '2021-01-01', term, 'lapsed'],
    ['revoked', '07', true, '2021-01-01', term, 'revoked'],
    ['revocation outranks expiry', '07', true, '2026-01-01', term, 'revoked'],
    ['revocation outranks a beginning to come', '07', true, '2020-01-01', term, 'revoked'],
    ['an earlier version is superseded, whatever the day', '01', false, '2021-01-01', term, 'superseded'],
    ['an earlier version that has run out', '01', false, '2026-01-01', term, 'superseded'],
    ['an earlier version that was withheld', '02', false, '2021-01-01', term, 'superseded'],
    ['a certificate that was annulled, and its number issued again', '04', false, '2021-01-01', term, 'annulled'],
  ])('%s', (_, status, isNewest, day, document, validity) => {
    expect(on(status, isNewest, day, document).validity).toBe(validity);
  });

  test('what has ended is never valid again, whatever the day and the version', () => {
    const day = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.constantFrom<CertificateStatusCode[]>('03', '04', '05', '07'),
        fc.boolean(),
        day,
        (status, isNewest, on_) =>
          ['rescinded', 'annulled', 'lapsed', 'revoked'].includes(on(status, isNewest, on_).validity),
      ),
    );
  });

  test('only the newest version with standing 01 is ever valid', () => {
    for (const status of CertificateStatusCode.options)
      for (const isNewest of [true, false])
        expect(on(status, isNewest, '2021-01-01').validity === 'valid').toBe(status === '01' && isNewest);
  });
});

describe('the sentence', () => {
  const sentence = (...given: Parameters<typeof on>) => {
    const { validity, facts } = on(...given);
    return fillPhrase(validityPhrases[validity].detail, facts);
  };

  test('has no blank left, whatever the verdict', () => {
    for (const status of CertificateStatusCode.options)
      for (const isNewest of [true, false])
        for (const day of ['2019-01-01', '2021-01-01', '2026-01-01'])
          expect(sentence(status, isNewest, day)).not.toMatch(/[{}]|undefined/);
  });

  test('names the days as people read them', () => {
    expect(sentence('01', true, '2026-01-01')).toBe(
      '这份不动产权证书是真实的，但有效期已于2025年3月31日届满，不能再作为凭证使用。',
    );
  });

  test('names the day in Shanghai on which it was annulled, not that of an earlier change', () => {
    const events: CertificateEvent[] = [
      { operation: 'withhold', from: '01', to: '02', at: '2021-01-01T03:00:00.000Z', by: 'officer-1', reason: '核查' },
      { operation: 'annul', from: '02', to: '04', at: '2021-06-30T17:00:00.000Z', by: 'officer-1', reason: '申请注销' },
    ];
    expect(sentence('04', true, '2022-01-01', term, events)).toContain('（2021年7月1日）');
  });
});
