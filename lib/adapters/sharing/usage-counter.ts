import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Day } from '../../../schemas/kernel/day.ts';
import type { Usage, UsageAttempt, UsageCounter } from '../../sharing/use/ports.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const Counters = z.object({
  calls: z.int().default(0),
  rows: z.int().default(0),
  subjects: z.set(z.string()).default(new Set<string>()),
  minute: z.int().default(0),
  minuteCalls: z.int().default(0),
});

const key = ['entity', 'item'] as const;
const usageItem = storedItem({ name: 'grant-usage', key, parse: (item): Usage => Counters.parse(item) });
const dayItem = storedItem({
  name: 'grant-usage',
  key,
  parse: (item) => {
    const { calls, rows, subjects } = Counters.parse(item);
    return { day: Day.parse(item['item']), calls, rows, subjects: subjects.size };
  },
});

/** The meter shows 30 days. */
const keptDays = 40;
const daySeconds = 86_400;
const pageSize = 31;

const entityOf = (grant: string) => `usage#${grant}`;

/**
 * Counts calls under a grant, one item a day; TTL deletes it after 40 days.
 *
 *     entity        item         |
 *     usage#<grant> 2020-12-01   | calls, rows, subjects (set of shortened hashes), minute, minuteCalls, expires
 */
export function usageCounter(client: DynamoDBDocumentClient, name: string): UsageCounter {
  const table = { client, name };
  return {
    add: async (grant, day, attempt) => {
      const { rows, subjects, minute, opensMinute } = attempt;
      const updated = await updateItem(
        table,
        { entity: entityOf(grant), item: day },
        {
          set: {
            expires: Date.parse(day) / 1000 + keptDays * daySeconds,
            ...(opensMinute ? { minute, minuteCalls: 1 } : {}),
          },
          add: {
            calls: 1,
            rows,
            ...(opensMinute ? {} : { minuteCalls: 1 }),
            ...(subjects.length === 0 ? {} : { subjects: new Set(subjects) }),
          },
          condition: toCondition(attempt),
        },
      );
      return updated === null ? null : usageItem.read(updated);
    },
    read: async (grant, day) => usageItem.read((await getItem(table, { entity: entityOf(grant), item: day })) ?? {}),
    days: async (grant, from) => {
      const where = {
        expression: '#entity = :entity AND #item >= :from',
        values: { entity: entityOf(grant), from },
      };
      const days = [];
      for await (const item of queryItems(table, { where, newestFirst: true, limit: pageSize })) {
        const day = dayItem.readOrReport(item);
        if (day !== undefined) days.push(day);
      }
      return days;
    },
  };
}

/** An absent counter is 0: whether that passes is the caller's to check. */
function toCondition({ minute, opensMinute, atMost }: UsageAttempt) {
  const within = (name: string, value: string, bound: string) =>
    `(attribute_not_exists(#${name}) OR ${value} <= :${bound})`;
  const inMinute = opensMinute
    ? '(attribute_not_exists(#minute) OR #minute < :minute)'
    : '#minute >= :minute AND #minuteCalls <= :maxMinuteCalls';
  return {
    expression: [
      within('calls', '#calls', 'maxCalls'),
      within('rows', '#rows', 'maxRows'),
      within('subjects', 'size(#subjects)', 'maxSubjects'),
      inMinute,
    ].join(' AND '),
    values: {
      maxCalls: atMost.calls,
      maxRows: atMost.rows,
      maxSubjects: atMost.subjects,
      minute,
      ...(opensMinute ? {} : { maxMinuteCalls: atMost.minuteCalls }),
    },
  };
}
