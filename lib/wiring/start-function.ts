import { declareFunctionKind, type FunctionKind } from '../adapters/client-settings.ts';
import { onUnreadableItem } from '../adapters/dynamodb/stored-item.ts';
import { onEventsNotCopied } from '../adapters/events/event-outbox.ts';
import { describeError, type Log } from './log.ts';

/** Called by the wrapper of each trigger, before its ports open: settings of SDK clients, log of unreadable items and uncopied events. */
export function startFunction(kind: FunctionKind, log: Log): void {
  declareFunctionKind(kind);
  onUnreadableItem((failure) => log('error', 'item-unreadable', describeError(failure)));
  onEventsNotCopied((failure) => log('error', 'events-not-copied', describeError(failure)));
}
