import { archiveRepository } from '../../adapters/deliveries/archive-repository.ts';
import { updateSheetRepository } from '../../adapters/deliveries/update-sheet-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { paperStore, sha256Hex } from '../../adapters/object-store/paper-store.ts';
import { judgePaper } from '../../adapters/papers/judge/judge-paper.ts';
import type { ArchivePorts } from '../../collection/archive/ports.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { newId } from '../clock.ts';
import { paperTables } from '../event-tables.ts';
import { objectClient, presigningClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { clock, linkPorts } from './basics.ts';

/** Opens PAPERS_TABLE, EVENTS_TABLE, links, the catalogue and RAW_BUCKET, where uploads wait and papers are kept. */
export function archivePorts(): ArchivePorts {
  const client = documentClient();
  return {
    ...clock,
    ...linkPorts(),
    ...publishedCatalogue(),
    ...archiveRepository(client, paperTables()),
    ...paperStore(objectClient(), presigningClient(), setting('RAW_BUCKET')),
    sheetsOf: updateSheetRepository(client, setting('PAPERS_TABLE')).sheetsOf,
    newPaperId: newId,
    judgePaper,
    sha256: sha256Hex,
  };
}
