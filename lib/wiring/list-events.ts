import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { eventLog } from '../adapters/events/event-log.ts';
import type { ListEventsPorts } from '../departments/events/list-events.ts';
import { actorPorts } from './actors.ts';
import { viewedNow } from './clock.ts';
import { setting } from './setting.ts';

/** Opens EVENTS_TABLE for reading, with the names of accounts and departments. */
export function listEventsPorts(): ListEventsPorts {
  return {
    ...actorPorts(),
    searchEvents: eventLog(documentClient(), setting('EVENTS_TABLE')).search,
    now: viewedNow,
  };
}
