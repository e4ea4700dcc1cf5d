import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { Failure } from '../../kernel/failure.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { Usage, UsageCounter } from './ports.ts';
import { limitOf, newSubjects, noUsage, reachedLimit, type Counted, type ReachedLimit } from './reached-limit.ts';

export type CountedUse = {
  /** `null` when the call was counted. */
  readonly reached: ReachedLimit | null;
  /** With this call, or without it when it was not counted. */
  readonly usage: Usage;
  readonly at: Instant;
};

export type CountUse = (grant: Pick<Grant, 'id' | 'quota'>, counted: Counted) => Promise<CountedUse>;

/** Two subjects in 69 billion have the same one. */
const subjectCharacters = 9;
const minuteMs = 60_000;
/** Each failed attempt means that another process has counted since the counters were read. */
const maxAttempts = 20;
const maxRemembered = 1_000;

/**
 * Returns what counts calls against their grant's quota, each by one conditional write, so that parallel calls never
 * pass a limit. It remembers the last minute of each grant, because the first call of a minute is another write. What
 * it remembers wrongly, it reads. A call that passes a limit counts nothing. Throws the Failure `usage-counter-busy`.
 */
export function usageCounting({
  counter,
  now,
}: {
  readonly counter: Pick<UsageCounter, 'add' | 'read'>;
  readonly now: () => Instant;
}): CountUse {
  const minutes = new Map<string, number>();
  return async ({ id, quota }, { rows, subjects }) => {
    const at = now();
    const day = dayInShanghai(at);
    const minute = Math.floor(Date.parse(at) / minuteMs);
    const call = { rows, minute, subjects: shortened(subjects) };
    let opensMinute = (minutes.get(id) ?? 0) < minute;
    if (minutes.size > maxRemembered) minutes.clear();
    minutes.set(id, minute);
    let expectedNew = call.subjects.length;
    const reachedByItself = reachedLimit(quota, noUsage, call);
    if (reachedByItself !== null) return { reached: reachedByItself, usage: await counter.read(id, day), at };
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const atMost = {
        calls: quota.calls - 1,
        rows: quota.rows - rows,
        subjects: limitOf(quota, 'subjects') - expectedNew,
        minuteCalls: quota.callsPerMinute - 1,
      };
      const counted = await counter.add(id, day, { ...call, opensMinute, atMost });
      if (counted !== null) return { reached: null, usage: counted, at };
      const usage = await counter.read(id, day);
      const reached = reachedLimit(quota, usage, call);
      if (reached !== null) return { reached, usage, at };
      opensMinute = usage.minute < minute;
      expectedNew = newSubjects(usage, call).length;
    }
    throw new Failure('usage-counter-busy', { grant: id, attempts: maxAttempts });
  };
}

function shortened(subjects: readonly string[]): string[] {
  return [...new Set(subjects.map((subject) => subject.slice(0, subjectCharacters)))];
}
