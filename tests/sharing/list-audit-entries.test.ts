import { describe, expect, test } from 'vitest';
import { auditOrder } from '../../lib/kernel/audit-order.ts';
import { findAuditEntries, listAuditEntries } from '../../lib/sharing/audit/list-audit-entries.ts';
import type { AuditQuery } from '../../lib/sharing/ports.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import type { AuditEntry } from '../../schemas/sharing/audit-entry.ts';
import { listAuditEntriesRoute } from '../../schemas/sharing/audit-routes.ts';
import type { DataUse } from '../../schemas/sharing/data-use.ts';
import { callerWithRole } from '../api/invoke.ts';

let made = 0;
const entry = (requestId: string, at: string, changes: Partial<AuditEntry> = {}): AuditEntry => {
  made += 1;
  return {
    chain: 'civil-affairs#00',
    number: made,
    previous: '',
    id: `01JE${`${made}`.padStart(22, '0')}`,
    at,
    by: 'li',
    department: 'civil-affairs',
    operation: 'query-records',
    dataset: 'marriages',
    provider: 'civil-affairs',
    subjects: ['person-wang'],
    results: 1,
    requestId,
    ...changes,
  };
};
const police = { by: 'wang', department: 'public-security' } as const;
const vehicles = { dataset: 'vehicles', provider: 'public-security' } as const;
const entries = [
  entry('own', '2020-12-04T15:00:00.000Z'),
  entry('police-in-marriages', '2020-12-04T16:30:00.000Z', police),
  entry('police-own', '2020-12-04T17:00:00.000Z', { ...police, ...vehicles }),
  entry('civil-in-vehicles', '2020-12-05T02:00:00.000Z', { ...vehicles, by: 'zhao', subjects: [], results: 0 }),
];

/** As the table's indexes answer. */
async function* search({ by, value, from, before }: AuditQuery): AsyncGenerator<AuditEntry> {
  for (const one of entries.toReversed()) {
    const values = { account: [one.by], department: [one.department], provider: [one.provider], subject: one.subjects };
    const isInside = (before === undefined || auditOrder(one) < before) && (from === undefined || one.at >= from);
    if (isInside && values[by].includes(value)) yield one;
  }
}
const ports = {
  auditLog: { search },
  account: async (subject: string) => ({
    ...callerWithRole('provider'),
    name: `${subject}的姓名`,
    department: subject === 'wang' ? 'public-security' : 'civil-affairs',
    active: true,
  }),
  departmentName: async (id: string) => `${id}的名称`,
};
const callerOf = (role: Role, department: string) => ({ ...callerWithRole(role), department });
const list = async (role: Role, department: string, query: object) => {
  const parsed = listAuditEntriesRoute.query.parse(query);
  const caller = callerOf(role, department);
  return await listAuditEntries({ caller, params: {}, query: parsed, body: null, requestId: 'r' }, ports);
};
const listed = async (role: Role, department: string, query: object) => {
  const answer = await list(role, department, query);
  return isRefused(answer) ? answer.refused : answer.items.map(({ requestId }) => requestId);
};

describe('uses of a department’s data, and by its people', () => {
  const civil = 'civil-affairs';
  test.each<[string, readonly [Role, string], object, readonly string[] | string]>([
    ['our data', ['provider', civil], {}, ['police-in-marriages', 'own']],
    ['our people', ['provider', civil], { side: 'by-people' }, ['civil-in-vehicles', 'own']],
    ['one of our people', ['provider', civil], { side: 'by-people', account: 'zhao' }, ['civil-in-vehicles']],
    ['our data, by somebody of others', ['provider', civil], { account: 'wang' }, ['police-in-marriages']],
    ['what somebody of others did elsewhere', ['provider', civil], { side: 'by-people', account: 'wang' }, []],
    ['one dataset', ['provider', civil], { side: 'by-people', dataset: 'vehicles' }, ['civil-in-vehicles']],
    ['one day in Asia/Shanghai', ['provider', civil], { day: '2020-12-05' }, ['police-in-marriages']],
    ['another department’s data', ['provider', civil], { department: 'public-security' }, 'department-not-yours'],
    [
      'the centre, of any department',
      ['operator', 'information-center'],
      { department: civil },
      ['police-in-marriages', 'own'],
    ],
    [
      'the supervising office, too',
      ['supervisor', 'office'],
      { department: civil, side: 'by-people' },
      ['civil-in-vehicles', 'own'],
    ],
    ['the centre’s own data', ['operator', 'information-center'], {}, []],
    ['a cursor of another list', ['provider', civil], { cursor: 'WyJ4IiwieSJd' }, 'cursor-not-valid'],
  ])('%s', async (_, [role, department], query, expected) => {
    expect(await listed(role, department, query)).toEqual(expected);
  });

  test('pages join to the whole', async () => {
    const first = await list('provider', civil, { limit: 1 });
    if (isRefused(first)) throw new Error(first.refused);
    expect(first.items.map(({ requestId }) => requestId)).toEqual(['police-in-marriages']);
    expect(await listed('provider', civil, { limit: 1, cursor: first.next })).toEqual(['own']);
  });

  test('shows no hash and no chain, and of other departments’ people the department alone', async () => {
    const answer = await list('provider', civil, {});
    if (isRefused(answer)) throw new Error(answer.refused);
    expect(JSON.stringify(answer)).not.toMatch(/person-wang|chain|previous/);
    expect(answer.items[0]).toMatchObject({ subjects: 1 });
    expect(answer.actors).toEqual([
      { account: 'wang', department: 'public-security', departmentName: 'public-security的名称' },
      { account: 'li', department: 'civil-affairs', departmentName: 'civil-affairs的名称', name: 'li的姓名' },
    ]);
  });
});

describe('uses of a subject’s data', () => {
  const find = async (role: Role, department: string, subject = 'wang') => {
    const uses: DataUse[] = [];
    const answer = await findAuditEntries(
      { caller: callerOf(role, department), params: {}, query: {}, body: { subject, limit: 50 }, requestId: 'asked' },
      {
        ...ports,
        subjectHash: (text) => (text === 'odd' ? null : `person-${text}`),
        recordUse: async (use) => void uses.push(use),
      },
    );
    return { uses, found: isRefused(answer) ? answer.refused : answer.items.map(({ requestId }) => requestId) };
  };

  test.each<[string, Role, string, readonly string[]]>([
    ['its own data or people', 'provider', 'civil-affairs', ['police-in-marriages', 'own']],
    ['its own data or people, elsewhere', 'provider', 'public-security', ['police-own', 'police-in-marriages']],
    ['nothing of others', 'provider', 'transport', []],
    ['everything', 'operator', 'information-center', ['police-own', 'police-in-marriages', 'own']],
  ])('shows %s to a %s of %s', async (_, role, department, expected) => {
    expect((await find(role, department)).found).toEqual(expected);
  });

  test('leaves a use of its own, which names the subject', async () => {
    expect((await find('operator', 'information-center')).uses).toEqual([
      expect.objectContaining({
        operation: 'find-audit-entries',
        requestId: 'asked',
        subjects: ['person-wang'],
        results: 3,
      }),
    ]);
  });

  test('a number that is neither a citizen’s nor an organization’s is refused', async () => {
    expect(await find('operator', 'information-center', 'odd')).toEqual({ found: 'subject-not-valid', uses: [] });
  });
});
