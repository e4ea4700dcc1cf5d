import { describe, expect, test } from 'vitest';
import { offeredOperations } from '../../../portal/src/certificates/words.ts';
import { CertificateStatusCode, operations, PersonalOperation } from '../../../schemas/certificates/status.ts';

describe('operations that a status permits', () => {
  test.each([
    ['有效', '01', ['withhold', 'transfer-out', 'other', 'annul', 'lapse', 'rescind', 'revoke']],
    ['暂扣', '02', ['give-back', 'other', 'annul', 'lapse', 'rescind', 'revoke']],
    ['办理转出', '06', ['cancel-transfer', 'annul', 'lapse', 'rescind', 'revoke']],
    ['其他', '99', ['annul', 'lapse', 'rescind', 'revoke']],
    ['撤销', '03', []],
    ['注销', '04', []],
    ['失效', '05', []],
    ['吊销', '07', []],
  ])('%s (%s)', (_, code, expected) => {
    expect(offeredOperations(code).map(({ operation }) => operation)).toEqual(expected);
  });

  test('each operation is offered in exactly the statuses from which the platform performs it', () => {
    for (const operation of PersonalOperation.options)
      expect(
        new Set(
          CertificateStatusCode.options.filter((code) =>
            offeredOperations(code).some((offered) => offered.operation === operation),
          ),
        ),
      ).toEqual(new Set(operations[operation].from));
  });

  test('those without a way back are marked, and say so first', () => {
    const offered = CertificateStatusCode.options.flatMap(offeredOperations);
    for (const { isFinal, consequence } of offered) expect(consequence.includes('不能恢复')).toBe(isFinal);
    expect(new Set(offered.filter(({ isFinal }) => isFinal).map(({ operation }) => operation))).toEqual(
      new Set(['annul', 'lapse', 'rescind', 'revoke']),
    );
  });
});
