import { refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import {
  type listDispatchesRoute,
  maxReplayed,
  maxReplayedDays,
  type replayDispatchesRoute,
} from '../../../../schemas/sharing/dispatch-routes.ts';
import { type Dispatch, DispatchId } from '../../../../schemas/sharing/notice-dispatch.ts';
import { isPermitted } from '../../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../../kernel/cursor.ts';
import { secondsAfter, startOfDay } from '../../../kernel/instant.ts';
import { mapWithConcurrency } from '../../../kernel/map-with-concurrency.ts';
import { daysBetween } from '../../../kernel/update-cycle.ts';
import type { ChannelPorts, DispatchRepository } from './ports.ts';

/** A page examines no more, and may be short. */
const maxExamined = 1_000;
const writesAtOnce = 16;
const daySeconds = 24 * 3600;

/** Lists the messages of a department, the newest first; the centre may name another. */
export async function listDispatches(
  { caller, query }: Pick<RouteInput<typeof listDispatchesRoute>, 'caller' | 'query'>,
  { dispatches }: Pick<DispatchRepository, 'dispatches'>,
) {
  const { cursor, limit, way, state, department = caller.department } = query;
  if (!isPermitted(caller, 'read-dispatches', department)) return refused('dispatches-not-yours');
  const scope = `dispatches/${department}/${way ?? ''}/${state ?? ''}`;
  const before = cursor === undefined ? undefined : readCursor(scope, DispatchId, cursor);
  if (before === null) return refused('cursor-not-valid');
  const items: Dispatch[] = [];
  let examined = 0;
  let last: string | undefined;
  for await (const dispatch of dispatches({ department, before })) {
    if ((items.length === limit || examined === maxExamined) && last !== undefined)
      return { items, next: writeCursor(scope, last) };
    examined += 1;
    last = dispatch.id;
    if ((way ?? dispatch.way) === dispatch.way && (state ?? dispatch.state) === dispatch.state) items.push(dispatch);
  }
  return { items };
}

/**
 * Sends messages of the caller's department again, under the ids that they had: those named, or what went by webhook
 * in some days. What waits already, or is not there, is passed over; a period is cut off at 200 messages.
 */
export async function replayDispatches(
  { caller: { department }, body }: Pick<RouteInput<typeof replayDispatchesRoute>, 'caller' | 'body'>,
  ports: Pick<DispatchRepository, 'dispatches' | 'replay'> & Pick<ChannelPorts, 'now'>,
) {
  if ('from' in body) {
    const days = daysBetween(body.from, body.to);
    if (days < 0 || days >= maxReplayedDays) return refused('period-not-valid', { limit: maxReplayedDays });
  }
  const { ids, hasMore } =
    'from' in body ? await idsOf(department, body, ports) : { ids: body.dispatches, hasMore: false };
  const now = ports.now();
  const done = await mapWithConcurrency(writesAtOnce, [...new Set(ids)], (id) => ports.replay({ department, id }, now));
  return { replayed: done.filter(Boolean).length, hasMore };
}

type Period = { readonly from: string; readonly to: string };

/** Of a period, the newest first. */
async function idsOf(department: string, { from, to }: Period, { dispatches }: Pick<DispatchRepository, 'dispatches'>) {
  const ids: string[] = [];
  const [first, end] = [startOfDay(from), secondsAfter(startOfDay(to), daySeconds)].map((at) =>
    at.replaceAll(/\D/g, ''),
  );
  for await (const { id, way, state } of dispatches({ department, before: end })) {
    if (id < (first ?? '')) break;
    if (way !== 'webhook' || state === 'waiting') continue;
    if (ids.length === maxReplayed) return { ids, hasMore: true };
    ids.push(id);
  }
  return { ids, hasMore: false };
}
