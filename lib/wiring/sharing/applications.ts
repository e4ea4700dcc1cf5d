import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import type { ApplicationPorts } from '../../sharing/applications/ports.ts';
import { actorPorts } from '../actors.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { newId, now } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { secondPersonPorts } from '../person-behind.ts';

/** Opens SHARING_TABLE, EVENTS_TABLE, the catalogue, and the names of accounts and departments. */
export function applicationPorts(): ApplicationPorts {
  return {
    ...applicationRepository(documentClient(), sharingTables()),
    ...actorPorts(),
    ...secondPersonPorts(),
    publishedVersion: publishedCatalogue().publishedVersion,
    now,
    newApplicationId: newId,
  };
}
