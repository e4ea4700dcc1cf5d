import type { DeliveryOutcome, DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { isVisible } from '../../kernel/visibility.ts';

type PublishedDelivery = {
  readonly status: DeliveryStatus;
  /** Absent where nothing had changed: the delivery then confirms the publication in force when it finished. */
  readonly seq?: number | undefined;
  readonly finishedAt?: string | undefined;
};

/**
 * Says what became of a published delivery, from the publications up to its own, the newest first. Absent while it is
 * not published.
 */
export function deliveryOutcome(
  { status, seq: ownSeq, finishedAt = '' }: PublishedDelivery,
  newestFirst: readonly Publication[],
): DeliveryOutcome | undefined {
  const [newest] = newestFirst;
  const seq = ownSeq ?? newestFirst.find(({ at }) => at <= finishedAt)?.seq;
  if (status !== 'published' || newest === undefined || seq === undefined) return undefined;
  if (!isVisible(seq, newest)) return findRollBack(seq, newestFirst);
  const later = newestFirst.find((one) => one.kind === 'delivery' && one.seq > seq && isVisible(one.seq, newest));
  return later?.delivery === undefined
    ? { state: 'newest' }
    : { state: 'followed', by: later.by, at: later.at, delivery: later.delivery };
}

/** The oldest roll-back since which the number is not visible. */
function findRollBack(seq: number, newestFirst: readonly Publication[]): DeliveryOutcome | undefined {
  let found: DeliveryOutcome | undefined;
  for (const publication of newestFirst) {
    if (isVisible(seq, publication)) break;
    const { kind, by, at, reason } = publication;
    if (kind === 'roll-back') found = { state: 'rolled-back', by, at, ...definedOnly({ reason }) };
  }
  return found;
}
