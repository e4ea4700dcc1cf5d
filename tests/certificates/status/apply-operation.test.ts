import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statusOn } from '../../../lib/certificates/status-on.ts';
import { applyOperation } from '../../../lib/certificates/status/apply-operation.ts';
import { PersonalOperation, CertificateStatusCode } from '../../../schemas/certificates/status.ts';
import { headWith, versionWith } from '../lookup/builders.ts';

const request = (operation: PersonalOperation) => ({
  operation,
  at: '2026-11-27T02:00:00.000Z',
  by: 'officer-1',
  reason: '持证人申请',
});
const headIn = (status: CertificateStatusCode) => headWith('certificate-property#0f', versionWith({ status }));

/** The status that each operation leads to; absent: not possible, `=`: already in that status. */
const matrix: readonly (readonly [
  PersonalOperation,
  Readonly<Partial<Record<CertificateStatusCode, CertificateStatusCode | '='>>>,
])[] = [
  ['withhold', { '01': '02', '02': '=' }],
  ['give-back', { '02': '01', '01': '=' }],
  ['lapse', { '01': '05', '02': '05', '06': '05', '99': '05', '05': '=' }],
  ['annul', { '01': '04', '02': '04', '06': '04', '99': '04', '04': '=' }],
  ['rescind', { '01': '03', '02': '03', '06': '03', '99': '03', '03': '=' }],
  ['revoke', { '01': '07', '02': '07', '06': '07', '99': '07', '07': '=' }],
  ['transfer-out', { '01': '06', '06': '=' }],
  ['cancel-transfer', { '06': '01', '01': '=' }],
  ['other', { '01': '99', '02': '99', '99': '=' }],
];

describe.each(matrix)('%s', (operation, leads) => {
  test.each(CertificateStatusCode.options)('from %s', (from) => {
    const after = applyOperation(headIn(from), request(operation));
    const to = leads[from];
    if (to === undefined || to === '=')
      return expect(after).toEqual({
        impossible: to === '=' ? 'already-in-status' : 'not-from-this-status',
        status: from,
      });
    return expect(after).toMatchObject({
      lockVersion: 2,
      current: {
        status: to,
        events: [{ operation: 'issue' }, { operation, from, to, by: 'officer-1', reason: '持证人申请' }],
      },
    });
  });
});

test('the table has every operation of persons', () => {
  expect(matrix.map(([operation]) => operation).toSorted()).toEqual(PersonalOperation.options.toSorted());
});

test('after a final status no operation makes the certificate valid', () => {
  const ended: ReadonlySet<string> = new Set(['03', '04', '05', '07']);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...PersonalOperation.options), { minLength: 1, maxLength: 40 }),
      (operations) => {
        let head = headIn('01');
        let end: string | undefined;
        for (const operation of operations) {
          const after = applyOperation(head, request(operation));
          if (!('impossible' in after)) head = after;
          const { current } = head;
          if (current === undefined) throw new Error('no certificate');
          if (end !== undefined)
            expect([
              current.status,
              statusOn(current, { isNewest: true, day: '2026-11-27' }).validity === 'valid',
            ]).toEqual([end, false]);
          if (ended.has(current.status)) end = current.status;
        }
      },
    ),
  );
});
