import { describe, expect, test } from 'vitest';
import { listCoverage } from '../../../lib/certificates/coverage/list-coverage.ts';
import type { FaceDataFacts, PendingRecord } from '../../../lib/certificates/coverage/ports.ts';
import type { Tally } from '../../../lib/certificates/ports.ts';
import { listCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { aType } from '../types/a-type.ts';
import { rules } from './rules.ts';

const at = '2020-12-05T02:00:00.000Z';
const issued: Tally = { division: '411100', state: 'issued', issuedYear: 2019, since: '2020-11-20T02:00:00.000Z' };
const outstanding: PendingRecord = { counted: null, row: { division: '411100', issuedYear: 2019, since: at } };

const types = ['certificate-a', 'certificate-b', 'certificate-c'].map((type, i) =>
  aType({ type, serial: i + 1, department: i < 2 ? 'transport' : 'public-security' }),
);

type World = {
  readonly facts?: Readonly<Record<string, FaceDataFacts>>;
  readonly cursor?: string;
  readonly limit?: number;
  readonly role?: Role;
  readonly department?: string;
};

const nothingYet: FaceDataFacts = { records: 0, confirmed: false, publications: 0, progress: { publication: 0 } };

async function list({ facts = {}, cursor, limit = 50, role = 'operator', department = 'information-center' }: World) {
  const reads: string[] = [];
  const answer = await listCoverage(
    {
      caller: { ...callerWithRole(role), department },
      query: { limit, ...(cursor === undefined ? {} : { cursor }) },
    },
    {
      types: { all: async () => types },
      faceDataOf: async (asked) => {
        reads.push(`facts ${asked.length}`);
        return new Map(asked.map((type) => [type, facts[type] ?? nothingYet]));
      },
      repository: {
        tallies: async function* (type) {
          reads.push(`tallies ${type}`);
          yield issued;
        },
      },
      pending: async function* (type) {
        reads.push(`pending ${type}`);
        yield outstanding;
      },
      rules,
      clock: { now: () => at },
    },
  );
  if (isRefused(answer)) throw new Error(answer.refused);
  return { ...listCoverageRoute.answer.body.parse(answer), reads };
}

const namesOf = (items: readonly { readonly type: string }[]) => items.map(({ type }) => type);

describe('the coverage of all types', () => {
  test('costs no query for a type without face data, one where all is issued, and the pending rows where not', async () => {
    const { items, reads } = await list({
      facts: {
        'certificate-b': { records: 1, confirmed: true, publications: 2, progress: { publication: 2 } },
        'certificate-c': { records: 2, confirmed: true, publications: 2, progress: { publication: 1 } },
      },
    });
    expect(reads).toEqual(['facts 3', 'tallies certificate-b', 'tallies certificate-c', 'pending certificate-c']);
    expect(items.map(({ total, faceData }) => [total.rows, total.issued, total.outstanding.rows, faceData])).toEqual([
      [0, 0, 0, { records: 0, difference: 0 }],
      [1, 1, 0, { records: 1, difference: 0 }],
      [2, 1, 1, { records: 2, difference: 0 }],
    ]);
  });

  test('a publication that is being issued has pending rows', async () => {
    const order = { publication: 1, deliveries: [] };
    const { reads } = await list({
      facts: { 'certificate-a': { records: 1, confirmed: true, publications: 1, progress: { publication: 0, order } } },
    });
    expect(reads).toContain('pending certificate-a');
  });

  test('pages follow the order of annex 1 and end', async () => {
    const first = await list({ limit: 2 });
    expect(namesOf(first.items)).toEqual(['certificate-a', 'certificate-b']);
    const second = await list({ limit: 2, cursor: first.next ?? '' });
    expect([namesOf(second.items), second.next]).toEqual([['certificate-c'], undefined]);
  });

  test.each<[Role, string, readonly string[]]>([
    ['provider', 'transport', ['certificate-a', 'certificate-b']],
    ['provider', 'education', []],
    ['operator', 'information-center', ['certificate-a', 'certificate-b', 'certificate-c']],
    ['supervisor', 'reform-office', ['certificate-a', 'certificate-b', 'certificate-c']],
  ])('a %s of %s sees %j', async (role, department, expected) => {
    expect(namesOf((await list({ role, department })).items)).toEqual(expected);
  });

  test('a cursor of another list is refused', async () => {
    await expect(list({ cursor: 'eyJhIjoxfQ' })).rejects.toThrow('cursor-not-valid');
  });
});
