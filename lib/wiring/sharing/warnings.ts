import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import { objectionRepository } from '../../adapters/sharing/objection-repository.ts';
import type { WatchClocksPorts } from '../../sharing/clocks/watch-clocks.ts';
import type { WarnOfEndsPorts } from '../../sharing/warnings/warn-of-ends.ts';
import { sharingTables } from '../event-tables.ts';
import { clockPorts } from './clock-ports.ts';

/** Opens SHARING_TABLE, EVENTS_TABLE, and PAPERS_TABLE with the limits and the holidays. */
export function sweepGrantsPorts(): WarnOfEndsPorts & WatchClocksPorts {
  const client = documentClient();
  return {
    ...applicationRepository(client, sharingTables()),
    ...objectionRepository(client, sharingTables()),
    ...clockPorts(),
  };
}
