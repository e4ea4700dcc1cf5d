import { shownFields } from '../../../schemas/certificates/fields-of-all.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import type { ApplicationPorts, ProofRepository } from '../../sharing/applications/ports.ts';
import { actorPorts } from '../actors.ts';
import { certificateTypes } from '../certificates/types.ts';
import { newId } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { secondPersonPorts } from '../person-behind.ts';
import { recordCatalogue } from '../record-catalogue.ts';
import { clockPorts } from './clock-ports.ts';

/** Opens SHARING_TABLE, EVENTS_TABLE, PAPERS_TABLE with the holidays, the catalogue, CERTIFICATE_TYPES_TABLE, and the names of accounts and departments. */
export function applicationPorts(): ApplicationPorts & ProofRepository {
  const { publishedVersion, canonical } = recordCatalogue();
  const types = certificateTypes();
  return {
    ...applicationRepository(documentClient(), sharingTables()),
    ...actorPorts(),
    ...secondPersonPorts(),
    ...clockPorts(),
    publishedVersion,
    canonical,
    fieldsOfCertificates: async (id) => {
      const type = await types.type(id);
      return type === null ? null : shownFields(type);
    },
    newApplicationId: newId,
  };
}
