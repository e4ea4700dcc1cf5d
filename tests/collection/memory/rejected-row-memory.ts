import type { RejectedRowRepository, SourceKey } from '../../../lib/collection/sources/ports.ts';
import type { RejectedRowRecord } from '../../../schemas/collection/sources/rejected-row.ts';

/** Rejected rows in memory. */
export function rejectedRowMemory(): RejectedRowRepository & {
  readonly all: () => RejectedRowRecord[];
  readonly put: (rejectedRow: RejectedRowRecord) => void;
} {
  const rejectedRows = new Map<string, RejectedRowRecord>();
  const nameOf = ({ dataset, channel }: SourceKey, id: string) => `${dataset}#${channel}#${id}`;
  const pendingOf = ({ dataset, channel }: SourceKey) =>
    [...rejectedRows.values()]
      .filter(
        (rejectedRow) =>
          rejectedRow.dataset === dataset && rejectedRow.channel === channel && rejectedRow.state !== 'resolved',
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  const toPending = ({ replay: _replay, ...rejectedRow }: RejectedRowRecord): RejectedRowRecord => ({
    ...rejectedRow,
    state: 'pending',
  });

  return {
    all: () => structuredClone([...rejectedRows.values()]),
    put: (rejectedRow) => void rejectedRows.set(nameOf(rejectedRow, rejectedRow.id), structuredClone(rejectedRow)),
    read: async (key, id) => structuredClone(rejectedRows.get(nameOf(key, id)) ?? null),
    pending: async (key, { after = '', limit }) =>
      structuredClone(
        pendingOf(key)
          .filter(({ id }) => id > after)
          .slice(0, limit),
      ),
    countPending: async (key) => pendingOf(key).length,
    pendingIds: async (key) => new Set(pendingOf(key).map(({ id }) => id)),
    recordRejection: async (given) => {
      for (const rejectedRow of given) {
        const before = rejectedRows.get(nameOf(rejectedRow, rejectedRow.id));
        if (before !== undefined && before.delivery >= rejectedRow.delivery) continue;
        rejectedRows.set(
          nameOf(rejectedRow, rejectedRow.id),
          toPending({
            ...before,
            ...structuredClone(rejectedRow),
            state: 'pending',
            firstAt: before?.firstAt ?? rejectedRow.at,
            attempts: (before?.attempts ?? 0) + 1,
          }),
        );
      }
    },
    resolve: async (key, ids, by) => {
      for (const id of ids) {
        const rejectedRow = rejectedRows.get(nameOf(key, id));
        if (rejectedRow !== undefined && rejectedRow.delivery <= by)
          rejectedRows.set(nameOf(key, id), { ...rejectedRow, state: 'resolved' });
      }
    },
    reopen: async (key, ids) => {
      for (const id of ids) {
        const rejectedRow = rejectedRows.get(nameOf(key, id));
        if (rejectedRow?.state === 'replaying') rejectedRows.set(nameOf(key, id), toPending(rejectedRow));
      }
    },
    claimForReplay: async (key, id, replay) => {
      const rejectedRow = rejectedRows.get(nameOf(key, id));
      if (rejectedRow?.state !== 'pending') return null;
      const taken: RejectedRowRecord = { ...rejectedRow, state: 'replaying', replay };
      rejectedRows.set(nameOf(key, id), taken);
      return structuredClone(taken);
    },
  };
}
