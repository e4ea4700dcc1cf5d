import { describe, expect, test } from 'vitest';
import { listQuarantine } from '../../../lib/certificates/quarantine/list-quarantine.ts';
import type { RetryQuarantinePorts } from '../../../lib/certificates/quarantine/ports.ts';
import { retryQuarantine } from '../../../lib/certificates/quarantine/retry-quarantine.ts';
import { listQuarantineRoute, retryQuarantineRoute } from '../../../schemas/certificates/quarantine-routes.ts';
import type { QuarantinedRecord } from '../../../schemas/certificates/quarantine.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { aType } from '../types/a-type.ts';

const type = aType({ type: 'certificate-quarantined' });
const at = '2026-11-29T00:00:00.000Z';
const source = { delivery: '01JD0000000000000000000001', sheet: '照面', row: 5 };

function failed(count: number, attempts: (i: number) => number = () => 3): readonly QuarantinedRecord[] {
  return Array.from({ length: count }, (_, i) => ({
    record: `${type.type}#${`${i}`.padStart(32, '0')}`,
    seq: 1,
    attempts: attempts(i),
    reason: 'data-rejected',
    at,
    ...(i % 2 === 0 ? { source } : {}),
  }));
}

function open(entries: readonly QuarantinedRecord[]) {
  const ordered: { readonly dataset: string; readonly records: readonly string[] }[] = [];
  const ports: RetryQuarantinePorts = {
    types: { type: async (id) => (id === type.type ? type : null) },
    quarantine: {
      failed: async function* (id) {
        if (id === type.type) yield* entries;
      },
    },
    maxIssueAttempts: 3,
    messages: { records: async (dataset, records) => void ordered.push({ dataset, records }) },
  };
  return { ports, ordered };
}

const own: Caller = { ...callerWithRole('provider'), department: type.department };
const other: Caller = { ...callerWithRole('provider'), department: 'taxation' };
const centre: Caller = { ...callerWithRole('operator'), department: 'information-center' };

const list = async (
  ports: RetryQuarantinePorts,
  {
    caller = own,
    cursor,
    limit = 100,
    of = type.type,
  }: { caller?: Caller; cursor?: string; limit?: number; of?: string },
) =>
  await listQuarantine(
    {
      caller,
      params: { type: of },
      query: { limit, ...(cursor === undefined ? {} : { cursor }) },
      body: null,
      requestId: 'test',
    },
    ports,
  );

const codeOf = (answer: object) => ('refused' in answer ? answer.refused : null);

describe('listing the quarantine of a type', () => {
  test.each([
    ['the department of the type', own, type.type, null],
    ['the information centre', centre, type.type, null],
    ['another department', other, type.type, 'coverage-not-yours'],
    ['an unknown type', centre, 'certificate-unknown', 'certificate-type-not-found'],
  ] as const)('%s', async (_, caller, of, code) => {
    expect(codeOf(await list(open(failed(2)).ports, { caller, of }))).toBe(code);
  });

  test('an entry says when, how often and why, in a sentence, and where the row came from', async () => {
    const { ports } = open(failed(2));
    const answer = listQuarantineRoute.answer.body.parse(await list(ports, {}));
    expect(answer.items).toEqual([
      expect.objectContaining({
        attempts: 3,
        at,
        source,
        reason: { code: 'data-rejected', detail: expect.stringMatching(/。$/) },
      }),
      expect.not.objectContaining({ source: expect.anything() }),
    ]);
  });

  test('a record that will be tried again is not listed', async () => {
    const { ports } = open(failed(5, (i) => i));
    const answer = listQuarantineRoute.answer.body.parse(await list(ports, {}));
    expect(answer.items.map(({ attempts }) => attempts)).toEqual([3, 4]);
  });

  test.each([1, 2, 3, 7, 8])('pages of %i join to the whole', async (limit) => {
    const entries = failed(7);
    const { ports } = open(entries);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = listQuarantineRoute.answer.body.parse(
        await list(ports, { limit, ...(cursor === undefined ? {} : { cursor }) }),
      );
      expect(page.items.length).toBeGreaterThan(0);
      found.push(...page.items.map(({ record }) => record));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(found).toEqual(entries.map(({ record }) => record));
  });

  test('a cursor that is none is refused', async () => {
    expect(codeOf(await list(open(failed(2)).ports, { cursor: 'none' }))).toBe('cursor-not-valid');
  });
});

describe('trying records in quarantine again', () => {
  const retry = async (ports: RetryQuarantinePorts, of = type.type) =>
    await retryQuarantine({ caller: centre, params: { type: of }, query: {}, body: null, requestId: 'test' }, ports);

  test('orders those that issuing skips, and no others', async () => {
    const { ports, ordered } = open(failed(5, (i) => i));
    expect(await retry(ports)).toEqual({ records: 2 });
    expect(ordered).toEqual([
      {
        dataset: type.type,
        records: failed(5)
          .slice(3)
          .map(({ record }) => record),
      },
    ]);
  });

  test('orders at most 1,000 at once', async () => {
    const { ports, ordered } = open(failed(1_200));
    expect(await retry(ports)).toEqual({ records: 1_000 });
    expect(ordered[0]?.records).toHaveLength(1_000);
  });

  test('an unknown type', async () => {
    expect(codeOf(await retry(open([]).ports, 'certificate-unknown'))).toBe('certificate-type-not-found');
  });

  test('is for the information centre; the department may look', () => {
    expect([listQuarantineRoute.callers, retryQuarantineRoute.callers]).toEqual([
      ['provider', 'operator'],
      ['operator'],
    ]);
  });
});
