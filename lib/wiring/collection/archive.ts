import type { Auditing } from '../../../schemas/sharing/data-use.ts';
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
import { recordDataUse } from '../sharing/audit.ts';
import { clock, linkPorts } from './basics.ts';

/** Opens PAPERS_TABLE, EVENTS_TABLE, the audit log, links, the catalogue and RAW_BUCKET, where uploads wait and papers are kept. */
export function archivePorts(): ArchivePorts & Auditing {
  const client = documentClient();
  return {
    ...clock,
    ...linkPorts(),
    ...publishedCatalogue(),
    ...archiveRepository(client, paperTables()),
    ...paperStore(objectClient(), presigningClient(), setting('RAW_BUCKET')),
    sheetsOf: updateSheetRepository(client, setting('PAPERS_TABLE')).sheetsOf,
    newPaperId: newId,
    recordUse: recordDataUse(),
    judgePaper,
    sha256: sha256Hex,
  };
}
