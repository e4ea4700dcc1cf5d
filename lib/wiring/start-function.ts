import { declareFunctionKind, type FunctionKind } from '../adapters/client-settings.ts';
import { onUnreadableItem } from '../adapters/dynamodb/stored-item.ts';
import { onEventsNotCopied } from '../adapters/events/event-outbox.ts';
import { demoOffsetMs } from './clock.ts';
import { describeError, type Log } from './log.ts';

/**
 * Called by the wrapper of each trigger, before its ports open: settings of SDK clients, log of unreadable items and uncopied
 * events. Throws `demo-clock-refused` outside the local system.
 */
export function startFunction(kind: FunctionKind, log: Log): void {
  demoOffsetMs();
  declareFunctionKind(kind);
  onUnreadableItem((failure) => log('error', 'item-unreadable', describeError(failure)));
  onEventsNotCopied((failure) => log('error', 'events-not-copied', describeError(failure)));
}
