import { describe, expect, test, vi } from 'vitest';
import { identify } from '../../lib/departments/identify.ts';
import { authorizer } from '../../lib/wiring/authorizer.ts';
import type { Account } from '../../schemas/departments/account.ts';
import { lambdaContext, type LogLine } from '../api/invoke.ts';

const officer: Account = {
  subject: 'officer-1',
  kind: 'person',
  name: '测试人员',
  department: 'public-security',
  roles: ['provider'],
  active: true,
};
const { active: _active, ...caller } = officer;
const accounts = new Map(
  [officer, { ...officer, subject: 'gone', active: false }].map((account) => [account.subject, account]),
);

/** The token's text is its subject; `bad` fails verification, `down` stands for an unreachable issuer. */
const ports = {
  verify: async (token: string) => {
    if (token === 'down') throw new Error('no answer');
    if (token === 'narrow') return { outcome: 'scope-missing' as const };
    return token === 'bad' ? { outcome: 'not-valid' as const } : { outcome: 'valid' as const, subject: token };
  },
  account: async (subject: string) => accounts.get(subject),
};

const table: [string, string | undefined, unknown][] = [
  ['no header', undefined, { outcome: 'no-token' }],
  ['an empty header', '  ', { outcome: 'no-token' }],
  ['a bearer token of an account', 'Bearer officer-1', { outcome: 'signed-in', caller }],
  ['the scheme in another case', 'bearer  officer-1', { outcome: 'signed-in', caller }],
  ['another scheme', 'Basic officer-1', { outcome: 'token-not-valid' }],
  ['a token alone', 'officer-1', { outcome: 'token-not-valid' }],
  ['two tokens', 'Bearer officer-1 officer-1', { outcome: 'token-not-valid' }],
  ['two headers joined', 'Bearer officer-1, Bearer officer-1', { outcome: 'token-not-valid' }],
  ['a token that is not valid', 'Bearer bad', { outcome: 'token-not-valid' }],
  ['a token without the scope', 'Bearer narrow', { outcome: 'scope-missing' }],
  ['a subject without an account', 'Bearer nobody', { outcome: 'account-unknown' }],
  ['an inactive account', 'Bearer gone', { outcome: 'account-inactive' }],
];

test.each(table)('%s', async (_, header, signIn) => {
  expect(await identify(header, ports)).toEqual(signIn);
});

describe('the authorizer', () => {
  const ask = async (headers: Readonly<Record<string, string>>, log: LogLine[] = []) =>
    JSON.parse(
      (
        await authorizer(
          () => ports,
          identify,
          (level, code, facts = {}) => log.push({ level, code, facts }),
        )({ headers }, lambdaContext('r'))
      ).context.signIn,
    );

  test('ignores the case of the header name', async () => {
    expect(await ask({ AUTHORIZATION: 'Bearer officer-1' })).toEqual({ outcome: 'signed-in', caller });
  });

  test('answers after 2.5 s when nobody says whether the token is valid', async () => {
    vi.useFakeTimers();
    try {
      const log: LogLine[] = [];
      const hanging = { ...ports, verify: () => new Promise<never>(() => undefined) };
      let answered = false;
      const answer = authorizer(
        () => hanging,
        identify,
        (level, code, facts = {}) => log.push({ level, code, facts }),
      )({ headers: { authorization: 'Bearer officer-1' } }, lambdaContext('r')).finally(() => (answered = true));
      await vi.advanceTimersByTimeAsync(2_400);
      expect(answered).toBe(false);
      await vi.advanceTimersByTimeAsync(100);
      expect(JSON.parse((await answer).context.signIn)).toEqual({ outcome: 'identity-unavailable' });
      expect(log.map(({ facts }) => facts['failure'])).toEqual(['identity-too-slow']);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([
    ['Bearer officer-1', caller.subject],
    ['Bearer bad', '-'],
  ])('tells the access log who calls: %s → %s', async (authorization, account) => {
    const { context } = await authorizer(() => ports, identify)({ headers: { authorization } }, lambdaContext('r'));
    expect(context.account).toBe(account);
  });

  test('answers identity-unavailable and logs when a token cannot be checked', async () => {
    const log: LogLine[] = [];
    expect(await ask({ authorization: 'Bearer down' }, log)).toEqual({ outcome: 'identity-unavailable' });
    expect(log.map(({ code }) => code)).toEqual(['authorizer-failed']);
    expect(JSON.stringify(log)).not.toContain('Bearer');
  });
});
