import { declareFunctionKind, type FunctionKind } from '../adapters/client-settings.ts';
import { onUnreadableItem } from '../adapters/dynamodb/stored-item.ts';
import { describeError, type Log } from './log.ts';

/** Called by the wrapper of each trigger, before its ports open: settings of SDK clients, log of unreadable items. */
export function startFunction(kind: FunctionKind, log: Log): void {
  declareFunctionKind(kind);
  onUnreadableItem((failure) => log('error', 'item-unreadable', describeError(failure)));
}
