import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import type { ApplicationPorts, ProofRepository } from '../../sharing/applications/ports.ts';
import { actorPorts } from '../actors.ts';
import { newId } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { secondPersonPorts } from '../person-behind.ts';
import { recordCatalogue } from '../record-catalogue.ts';
import { clockPorts } from './clock-ports.ts';

/** Opens SHARING_TABLE, EVENTS_TABLE, PAPERS_TABLE with the holidays, the catalogue, and the names of accounts and departments. */
export function applicationPorts(): ApplicationPorts & ProofRepository {
  const { publishedVersion, canonical } = recordCatalogue();
  return {
    ...applicationRepository(documentClient(), sharingTables()),
    ...actorPorts(),
    ...secondPersonPorts(),
    ...clockPorts(),
    publishedVersion,
    canonical,
    newApplicationId: newId,
  };
}
