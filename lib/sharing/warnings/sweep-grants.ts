import { watchClocks, type WatchClocksPorts } from '../clocks/watch-clocks.ts';
import { warnOfEnds, type WarnOfEndsPorts } from './warn-of-ends.ts';

/** The day's run: grants that end, then applications and objections whose time is short or up. One does not stop the other. */
export async function sweepGrants(ports: WarnOfEndsPorts & WatchClocksPorts): Promise<void> {
  const [warned] = await Promise.allSettled([warnOfEnds(ports)]);
  await watchClocks(ports);
  if (warned.status === 'rejected') throw warned.reason;
}
