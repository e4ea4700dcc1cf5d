import { secondsAfter } from '../../../../lib/kernel/instant.ts';
import type { SourceSimulation } from '../source-simulation.ts';
import type { Transaction, Write } from '../table-memory.ts';
import type { RunState } from './run-state.ts';

/** Too long to be a key: the row is always rejected, and its record is unknown. */
export const unreadableKey = 'k'.repeat(30);
/** A row that is never deleted and always valid, so that the table is never empty. */
const anchorKey = 'k00';

type OpenTransaction = { readonly transaction: Transaction; readonly commitAt: string; readonly tooLate: boolean };

export type DepartmentModelSettings = {
  readonly withUnreadable: boolean;
  readonly overlapSeconds: number;
  /** Microseconds. */
  readonly tick: number;
};

/**
 * The department: transactions that stay open for a while, and every value that a record may show since the last
 * comparison. A transaction longer than the overlap, or a deleted row, is found by a reconcile only.
 */
export function openDepartmentModel(world: SourceSimulation, state: RunState, settings: DepartmentModelSettings) {
  const { random, coverage } = state;
  const { table } = world;
  const { withUnreadable, overlapSeconds, tick } = settings;
  const keys = Array.from({ length: random.between(3, 12) }, (_, i) => `k${`${i}`.padStart(2, '0')}`);
  const possibleValues = new Map<string, Set<string | undefined>>();
  let transactions: OpenTransaction[] = [];
  let valuesWritten = 0;

  const nextValue = (prefix: string) => `${prefix}${(valuesWritten += 1)}`;
  const addPossibleValue = (key: string, value: string | undefined) =>
    possibleValues.set(key, (possibleValues.get(key) ?? new Set([undefined])).add(value));
  const commit = (transaction: Transaction) => {
    for (const { key, name, op } of transaction.writes) {
      if (op === 'D') addPossibleValue(key, undefined);
      else if (name !== null) addPossibleValue(key, key === unreadableKey ? undefined : name);
    }
    table.commit(transaction);
  };
  const isLocked = (key: string) =>
    transactions.some(({ transaction }) => transaction.writes.some((write) => write.key === key));
  const randomWrite = (key: string): Write => {
    const row = table.rows.get(key);
    if (row !== undefined && row.op !== 'D' && key !== anchorKey && random.chance(0.25))
      return { key, name: row.name, op: 'D' };
    const isInvalid = key !== anchorKey && random.chance(0.25);
    return { key, name: isInvalid ? null : nextValue('v'), op: row === undefined ? 'I' : 'U' };
  };
  const randomCommitDelay = (tooLate: boolean) => {
    if (random.chance(0.5)) return 0;
    return tooLate
      ? overlapSeconds * (1 + random.next()) + 60
      : random.next() * (overlapSeconds - tick / 1_000_000 - 5);
  };
  const write = () => {
    const unlocked = [...keys, ...(withUnreadable ? [unreadableKey] : [])].filter((key) => !isLocked(key));
    const isMass = random.chance(0.1);
    const chosen = unlocked.filter(() => random.chance(isMass ? 0.8 : 2 / (keys.length + 1)));
    if (chosen.length === 0) return;
    const isMassDelete = isMass && random.chance(0.6);
    const transaction = table.begin(
      chosen.map((key) =>
        isMassDelete && key !== anchorKey ? { key, name: 'gone', op: 'D' as const } : randomWrite(key),
      ),
    );
    const tooLate = random.chance(0.05);
    const delay = randomCommitDelay(tooLate);
    if (delay === 0) return commit(transaction);
    transactions.push({ transaction, commitAt: secondsAfter(world.time(), delay), tooLate });
  };
  /** Must be called before the clock passes `until`, or a transaction would stay open for longer than it says. */
  const commitDue = (until: string) => {
    for (const { transaction, tooLate } of transactions.filter(({ commitAt }) => commitAt <= until)) {
      commit(transaction);
      coverage[tooLate ? 'tooLate' : 'late'] += 1;
      state.needsReconcile ||= tooLate;
    }
    transactions = transactions.filter(({ commitAt }) => commitAt > until);
  };

  return {
    keys,
    possibleValues,
    addPossibleValue,
    nextValue,
    write,
    commitDue,
    begin: () => {
      commit(table.begin([{ key: anchorKey, name: 'v0', op: 'I' }]));
    },
    /** Half of the time stops exactly at a commit: such a row is as old as the overlap allows. */
    wait: (seconds: number) => {
      for (const { commitAt } of transactions.toSorted((a, b) => (a.commitAt < b.commitAt ? -1 : 1))) {
        const ahead = (Date.parse(commitAt) - Date.parse(world.time())) / 1000;
        if (ahead <= 0 || ahead > seconds || !random.chance(0.5)) continue;
        world.wait(ahead);
        return commitDue(world.time());
      }
      commitDue(secondsAfter(world.time(), seconds));
      world.wait(seconds);
    },
    dropRow: () => {
      const key = random.pick(['k01', ...keys.slice(1)]);
      if (withUnreadable || !table.rows.has(key) || isLocked(key)) return;
      table.dropRow(key);
      addPossibleValue(key, undefined);
      state.needsReconcile = true;
    },
  };
}
export type DepartmentModel = ReturnType<typeof openDepartmentModel>;
