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
type Case = {
  readonly status: CertificateStatusCode;
  readonly isNewest?: boolean;
  readonly day: string;
  readonly document?: Partial<CertificateDocument>;
  readonly events?: CertificateEvent[];
};

function statusOfCase({ status, isNewest = true, day, document = term, events = [] }: Case) {
  return statusOn(versionWith({ status, events }, document), { isNewest, day });
}

const issuedOnly = { CertificateIssuedDate: '2020-03-05' };

describe('the validity of a version on a day', () => {
  test.each<[string, Case, string]>([
    ['the day before the first day of validity', { status: '01', day: '2020-03-31' }, 'not-yet-valid'],
    ['the first day of validity', { status: '01', day: '2020-04-01' }, 'valid'],
    ['the last day of validity is still valid', { status: '01', day: '2025-03-31' }, 'valid'],
    ['the day after the last', { status: '01', day: '2025-04-01' }, 'expired'],
    ['without an effective date: the day of issue', { status: '01', day: '2020-03-05', document: issuedOnly }, 'valid'],
    ['before the day of issue', { status: '01', day: '2020-03-04', document: issuedOnly }, 'not-yet-valid'],
    ['without an expiring date', { status: '01', day: '2999-12-31', document: issuedOnly }, 'valid'],
    ['withheld', { status: '02', day: '2021-01-01' }, 'withheld'],
    ['withheld outranks expiry: the certificate may be given back', { status: '02', day: '2026-01-01' }, 'withheld'],
    ['being transferred out', { status: '06', day: '2021-01-01' }, 'transferred-out'],
    ['other', { status: '99', day: '2021-01-01' }, 'other'],
    ['rescinded', { status: '03', day: '2021-01-01' }, 'rescinded'],
    ['annulled', { status: '04', day: '2021-01-01' }, 'annulled'],
    ['lapsed', { status: '05', day: '2021-01-01' }, 'lapsed'],
    ['revoked', { status: '07', day: '2021-01-01' }, 'revoked'],
    ['revocation outranks expiry', { status: '07', day: '2026-01-01' }, 'revoked'],
    ['revocation outranks a later effective date', { status: '07', day: '2020-01-01' }, 'revoked'],
    ['an earlier version is superseded', { status: '01', isNewest: false, day: '2021-01-01' }, 'superseded'],
    ['an earlier version that has expired', { status: '01', isNewest: false, day: '2026-01-01' }, 'superseded'],
    ['an earlier version that was withheld', { status: '02', isNewest: false, day: '2021-01-01' }, 'superseded'],
    [
      'an annulled certificate whose number was reissued',
      { status: '04', isNewest: false, day: '2021-01-01' },
      'annulled',
    ],
  ])('%s', (_, input, validity) => {
    expect(statusOfCase(input).validity).toBe(validity);
  });

  test('an ended certificate is never valid again, on any day and in any version', () => {
    const anyDay = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.constantFrom<CertificateStatusCode[]>('03', '04', '05', '07'),
        fc.boolean(),
        anyDay,
        (status, isNewest, day) =>
          ['rescinded', 'annulled', 'lapsed', 'revoked'].includes(statusOfCase({ status, isNewest, day }).validity),
      ),
    );
  });

  test('only the newest version with status 01 is ever valid', () => {
    for (const status of CertificateStatusCode.options)
      for (const isNewest of [true, false])
        expect(statusOfCase({ status, isNewest, day: '2021-01-01' }).validity === 'valid').toBe(
          status === '01' && isNewest,
        );
  });
});

describe('the sentence', () => {
  const sentence = (input: Case) => {
    const { validity, facts } = statusOfCase(input);
    return fillPhrase(validityPhrases[validity].detail, facts);
  };

  test('has every placeholder filled, for every validity', () => {
    for (const status of CertificateStatusCode.options)
      for (const isNewest of [true, false])
        for (const day of ['2019-01-01', '2021-01-01', '2026-01-01'])
          expect(sentence({ status, isNewest, day })).not.toMatch(/[{}]|undefined/);
  });

  test('writes days in Chinese', () => {
    expect(sentence({ status: '01', day: '2026-01-01' })).toBe(
      '这份不动产权证书是真实的，但有效期已于2025年3月31日届满，不能再作为凭证使用。',
    );
  });

  test('names the day in Shanghai on which it was annulled, not that of an earlier change', () => {
    const events: CertificateEvent[] = [
      { operation: 'withhold', from: '01', to: '02', at: '2021-01-01T03:00:00.000Z', by: 'officer-1', reason: '核查' },
      { operation: 'annul', from: '02', to: '04', at: '2021-06-30T17:00:00.000Z', by: 'officer-1', reason: '申请注销' },
    ];
    expect(sentence({ status: '04', day: '2022-01-01', events })).toContain('（2021年7月1日）');
  });
});
