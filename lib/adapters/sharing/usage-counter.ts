import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Day } from '../../../schemas/kernel/day.ts';
import type { CallCounts, Usage, UsageAttempt, UsageCounter } from '../../sharing/use/ports.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

/** Absent on a day that only the version before has counted: then its subjects are to be counted first. */
const uncounted = Number.MAX_SAFE_INTEGER;

const Counters = z.object({
  calls: z.int().default(0),
  rows: z.int().default(0),
  subjectCount: z.int().default(uncounted),
  corrections: z.int().default(0),
  minute: z.int().default(0),
  minuteCalls: z.int().default(0),
});
const counterNames = Object.keys(Counters.shape);

const key = ['entity', 'item'] as const;
const name = 'grant-usage';
const usageItem = storedItem({
  name,
  key,
  parse: (item): Usage => {
    const { subjectCount, corrections: _corrections, ...counters } = Counters.parse(item);
    return { ...counters, subjectBound: subjectCount };
  },
});
const dayItem = storedItem({
  name,
  key,
  parse: (item) => {
    const { calls, rows } = Counters.parse(item);
    return { day: Day.parse(item['item']), calls, rows, subjects: subjectsOf(item).size };
  },
});

/** The meter shows 30 days. */
const keptDays = 40;
const daySeconds = 86_400;
const pageSize = 31;

const entityOf = (grant: string) => `usage#${grant}`;

/**
 * Counts calls under a grant, one item a day; TTL deletes it after 40 days. A day's subjects are spread over many sets,
 * because the answer to an update holds each set that it adds to.
 *
 *     entity        item         |
 *     usage#<grant> 2020-12-01   | calls, rows, subjectCount, corrections (of it), minute, minuteCalls, expires
 *                                | s00 … sff     set of shortened hashes that begin so
 *                                | subjects      the same in one set, as written until December 2026
 */
export function usageCounter(client: DynamoDBDocumentClient, table: string): UsageCounter {
  const usages = { client, name: table };
  return {
    add: async (grant, day, attempt) => {
      const updated = await updateItem(
        usages,
        { entity: entityOf(grant), item: day },
        { ...toChanges(day, attempt), condition: toCondition(attempt), returnValues: 'UPDATED_NEW' },
      );
      return updated === null ? null : toCounts(usageItem.read(updated), attempt);
    },
    read: async (grant, day) =>
      usageItem.read((await getItem(usages, { entity: entityOf(grant), item: day }, counterNames)) ?? {}),
    correctSubjects: async (grant, day) => {
      const itemKey = { entity: entityOf(grant), item: day };
      const item = (await getItem(usages, itemKey)) ?? {};
      const subjects = subjectsOf(item);
      const { subjectCount, corrections } = Counters.parse(item);
      if (subjectCount === subjects.size) return subjects;
      // The same number may be another one: corrected by somebody else, and counted up again.
      const isFirst = corrections === 0 ? 'attribute_not_exists(#corrections) OR ' : '';
      const isStill =
        subjectCount === uncounted
          ? { expression: 'attribute_not_exists(#subjectCount)' }
          : {
              expression: `#subjectCount = :counted AND (${isFirst}#corrections = :earlier)`,
              values: { counted: subjectCount, earlier: corrections },
            };
      const set = { subjectCount: subjects.size, corrections: corrections + 1 };
      await updateItem(usages, itemKey, { set, condition: isStill, returnValues: 'NONE' });
      return subjects;
    },
    days: async (grant, from) => {
      const where = {
        expression: '#entity = :entity AND #item >= :from',
        values: { entity: entityOf(grant), from },
      };
      const days = [];
      for await (const item of queryItems(usages, { where, newestFirst: true, limit: pageSize })) {
        const day = dayItem.readOrReport(item);
        if (day !== undefined) days.push(day);
      }
      return days;
    },
  };
}

/** 256 sets: a full day has 40 subjects in each, and all of them fit into an expression of 4 KB. */
const setName = (subject: string) => `s${subject.slice(0, 2)}`;
const setNames = /^(s\w{2}|subjects)$/;
const Subjects = z.set(z.string());

function subjectsOf(item: Item): Set<string> {
  const sets = Object.entries(item).filter(([attribute]) => setNames.test(attribute));
  return new Set(sets.flatMap(([, set]) => [...Subjects.parse(set)]));
}

function toChanges(day: Day, { rows, newSubjects, minute, opensMinute }: UsageAttempt) {
  const sets: Record<string, Set<string>> = {};
  for (const subject of newSubjects) (sets[setName(subject)] ??= new Set()).add(subject);
  return {
    set: {
      expires: Date.parse(day) / 1000 + keptDays * daySeconds,
      ...(opensMinute ? { minute, minuteCalls: 1 } : {}),
    },
    add: {
      calls: 1,
      rows,
      subjectCount: newSubjects.length,
      ...(opensMinute ? {} : { minuteCalls: 1 }),
      ...sets,
    },
  };
}

/** The answer has what was written: the minute only where it began. */
function toCounts({ calls, minute, minuteCalls }: Usage, attempt: UsageAttempt): CallCounts {
  return { calls, minute: Math.max(minute, attempt.minute), minuteCalls };
}

/** An absent counter is 0: whether that passes is the caller's to check. */
function toCondition({ minute, opensMinute, atMost }: UsageAttempt) {
  const within = (counter: string, bound: string) => `(attribute_not_exists(#${counter}) OR #${counter} <= :${bound})`;
  const inMinute = opensMinute
    ? '(attribute_not_exists(#minute) OR #minute < :minute)'
    : '#minute >= :minute AND #minuteCalls <= :maxMinuteCalls';
  return {
    expression: [
      within('calls', 'maxCalls'),
      within('rows', 'maxRows'),
      within('subjectCount', 'maxSubjects'),
      '(attribute_exists(#subjectCount) OR attribute_not_exists(#subjects))',
      inMinute,
    ].join(' AND '),
    values: {
      maxCalls: atMost.calls,
      maxRows: atMost.rows,
      maxSubjects: atMost.subjectBound,
      ...(opensMinute ? {} : { minute, maxMinuteCalls: atMost.minuteCalls }),
    },
  };
}
