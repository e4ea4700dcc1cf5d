import type { RecipientPorts } from '../../../lib/sharing/notices/ports.ts';
import { sendNotices, type SendNoticesPorts } from '../../../lib/sharing/notices/send-notices.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import type { Notice } from '../../../schemas/sharing/notice.ts';

/** Notices in memory; the process is killed before its `killedAt`-th step, once. */
export function memoryNotices(events: readonly EventRecord[], recipients: RecipientPorts, killedAt = Infinity) {
  const stored = new Map<string, Notice>();
  const failed: string[] = [];
  const postponed: string[] = [];
  let left = [...events];
  let steps = 0;
  let isAlive = true;
  const step = (): void => {
    steps += 1;
    if (steps === killedAt) isAlive = false;
    if (!isAlive) throw new Error('killed');
  };
  const withoutEvent = (event: EventRecord): EventRecord[] => left.filter((one) => one !== event);
  const ports: SendNoticesPorts = {
    ...recipients,
    now: () => '2026-12-01T02:00:00.000Z',
    digestTime: '08:00',
    channels: async () => undefined,
    putDispatch: async () => step(),
    addToDigest: async () => true,
    oldestUnnoticed: async () => {
      step();
      return left;
    },
    putNotice: async (notice) => {
      step();
      if (!stored.has(notice.id)) stored.set(notice.id, notice);
    },
    noticed: async (event) => {
      step();
      left = withoutEvent(event);
    },
    postponeNotices: async (event) => {
      step();
      postponed.push(event.entity);
      left = withoutEvent(event);
    },
    noteFailure: ({ entity }) => failed.push(entity),
  };
  return {
    stored,
    failed,
    postponed,
    left: () => left,
    run: async () => {
      isAlive = true;
      await sendNotices(ports, { remainingMs: () => 60_000 });
    },
  };
}
