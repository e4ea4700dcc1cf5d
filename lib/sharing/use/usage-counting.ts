import type { Day, Instant } from '../../../schemas/kernel/day.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { Failure } from '../../kernel/failure.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { countedToday, type CountedToday } from './counted-today.ts';
import type { CallCounts, Usage, UsageCounter } from './ports.ts';
import { limitOf, noUsage, reachedLimit, type Counted, type ReachedLimit } from './reached-limit.ts';

export type CountedUse = {
  /** `null` when the call was counted. */
  readonly reached: ReachedLimit | null;
  /** With this call, or without it when it was not counted. */
  readonly usage: CallCounts;
  readonly at: Instant;
};

type GrantQuota = Pick<Grant, 'id' | 'quota'>;
export type CountUse = (grant: GrantQuota, counted: Counted) => Promise<CountedUse>;

/** Two subjects in 69 billion have the same one. */
const subjectCharacters = 9;
const minuteMs = 60_000;
/** Each failed attempt means that another process has counted since the counters were read. */
const maxAttempts = 20;
const maxRemembered = 1_000;

type Call = { readonly day: Day; readonly minute: number; readonly rows: number; readonly subjects: readonly string[] };
type CountingPorts = {
  readonly counter: Pick<UsageCounter, 'add' | 'read' | 'correctSubjects'>;
  readonly known: CountedToday;
};

/**
 * Returns what counts calls against their grant's quota, each by one conditional write, so that parallel calls never
 * pass a limit. It remembers the last minute of each grant, because the first call of a minute is another write, and
 * which subjects were counted today. What it remembers wrongly, it reads. A call that passes a limit counts nothing.
 * Throws the Failure `usage-counter-busy`.
 */
export function usageCounting({
  counter,
  now,
}: {
  readonly counter: CountingPorts['counter'];
  readonly now: () => Instant;
}): CountUse {
  const minutes = new Map<string, number>();
  const ports = { counter, known: countedToday() };
  return async (grant, { rows, subjects }) => {
    const at = now();
    const minute = Math.floor(Date.parse(at) / minuteMs);
    const call = { day: dayInShanghai(at), minute, rows, subjects: shortened(subjects) };
    let opensMinute = (minutes.get(grant.id) ?? 0) < minute;
    if (minutes.size > maxRemembered) minutes.clear();
    minutes.set(grant.id, minute);
    const reached = reachedLimit(grant.quota, noUsage, { rows, minute, newSubjects: call.subjects.length });
    if (reached !== null) return { reached, usage: await counter.read(grant.id, call.day), at };
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const counted = await addCall(grant, { ...call, opensMinute }, ports);
      if (counted !== null) return { reached: null, usage: counted, at };
      const stopped = await findReached(grant, call, ports);
      if (stopped.reached !== null) return { ...stopped, at };
      opensMinute = stopped.usage.minute < minute;
    }
    throw new Failure('usage-counter-busy', { grant: grant.id, attempts: maxAttempts });
  };
}

async function addCall(
  { id, quota }: GrantQuota,
  call: Call & { readonly opensMinute: boolean },
  { counter, known }: CountingPorts,
): Promise<CallCounts | null> {
  const newSubjects = unknown(id, call, known);
  const atMost = {
    calls: quota.calls - 1,
    rows: quota.rows - call.rows,
    // Those that are counted may be used on, whatever their bound.
    subjectBound: newSubjects.length === 0 ? Number.MAX_SAFE_INTEGER : limitOf(quota, 'subjects') - newSubjects.length,
    minuteCalls: quota.callsPerMinute - 1,
  };
  const { minute, opensMinute, rows } = call;
  const counted = await counter.add(id, call.day, { minute, opensMinute, rows, newSubjects, atMost });
  if (counted !== null) known.add(id, call.day, newSubjects);
  return counted;
}

/** Subjects are read only where their bound stands in the way: there may be fewer of them, or these among them. */
async function findReached({ id, quota }: GrantQuota, call: Call, { counter, known }: CountingPorts) {
  const usage = await counter.read(id, call.day);
  const reached = limitReached(quota, usage, unknown(id, call, known).length);
  if (reached !== 'subjects') return { reached, usage };
  const counted = await counter.correctSubjects(id, call.day);
  known.add(id, call.day, counted);
  const corrected = { ...usage, subjectBound: counted.size };
  return { reached: limitReached(quota, corrected, unknown(id, call, known).length), usage };

  function limitReached(of: Grant['quota'], counters: Usage, newSubjects: number): ReachedLimit | null {
    return reachedLimit(of, counters, { rows: call.rows, minute: call.minute, newSubjects });
  }
}

function unknown(grant: string, { day, subjects }: Call, known: CountedToday): string[] {
  return subjects.filter((subject) => !known.has(grant, day, subject));
}

function shortened(subjects: readonly string[]): string[] {
  return [...new Set(subjects.map((subject) => subject.slice(0, subjectCharacters)))];
}
