import type { Instant } from '../../../schemas/kernel/day.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import { planDispatches, type PlanPorts } from './dispatch/plan-dispatches.ts';
import { noticesOfEvent } from './notices-of-event.ts';
import type { NoticeRepository, RecipientPorts, UnnoticedEvents } from './ports.ts';

export type SendNoticesPorts = UnnoticedEvents &
  RecipientPorts &
  PlanPorts &
  Pick<NoticeRepository, 'putNotice'> & {
    readonly now: () => Instant;
    readonly noteFailure: (event: EventRecord, error: unknown) => void;
  };

/** What an event takes at the most, and the rest of the run. */
const reservedMs = 10_000;
const maxRounds = 20;

/**
 * Writes the notices of new events, the oldest first, and by which ways they are sent. Can be repeated after any step: a notice's id follows from its
 * event and its recipient. An event that fails is noted, tried again after five minutes, and stops no other.
 */
export async function sendNotices(
  ports: SendNoticesPorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const events = await ports.oldestUnnoticed(ports.now());
    if (events.length === 0) return;
    for (const event of events) {
      if (remainingMs() < reservedMs) return;
      await writeNotices(event, ports);
    }
  }
}

async function writeNotices(event: EventRecord, ports: SendNoticesPorts): Promise<void> {
  try {
    for (const notice of await noticesOfEvent(event, ports)) {
      await ports.putNotice(notice);
      await planDispatches(notice, ports);
    }
  } catch (error) {
    ports.noteFailure(event, error);
    await ports.postponeNotices(event, ports.now());
    return;
  }
  await ports.noticed(event);
}
