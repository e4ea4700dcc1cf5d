import { updateSheetRepository } from '../../adapters/deliveries/update-sheet-repository.ts';
import { peopleRepository } from '../../adapters/departments/people-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { UpdateSheetPorts } from '../../collection/update-sheets/ports.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { newId } from '../clock.ts';
import { secondPersonPorts } from '../person-behind.ts';
import { setting } from '../setting.ts';
import { clock, linkPorts } from './basics.ts';

/** Opens PAPERS_TABLE, links, the catalogue and ACCOUNTS_TABLE; receipt numbers are `GX-` and a ULID. */
export function updateSheetPorts(): UpdateSheetPorts {
  const client = documentClient();
  const papers = setting('PAPERS_TABLE');
  return {
    ...clock,
    ...linkPorts(),
    ...publishedCatalogue(),
    ...secondPersonPorts(),
    ...updateSheetRepository(client, papers),
    people: peopleRepository(client, papers).people,
    newSheetReceipt: () => `GX-${newId()}`,
  };
}
