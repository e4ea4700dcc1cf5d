import type { PendingNotification } from './index-state.ts';
import type { ObjectIndex } from './object-index.ts';

const retryMs = 500;

export type CreatedNotifier = {
  readonly notify: () => void;
  readonly close: () => Promise<void>;
};

/** Delivers in order, at least once, also after a restart. */
export function createNotifier(
  objectIndex: ObjectIndex,
  deliver: (created: PendingNotification) => Promise<void>,
): CreatedNotifier {
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const deliverPending = async (): Promise<void> => {
    clearTimeout(retry);
    for (const created of objectIndex.pendingNotifications()) {
      if (closed) return;
      try {
        await deliver(created);
      } catch {
        if (!closed) retry = setTimeout(notify, retryMs);
        return;
      }
      objectIndex.markNotified(created.version.id);
    }
  };
  const notify = (): void => {
    running = running.then(deliverPending);
  };

  return {
    notify,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await running;
    },
  };
}
