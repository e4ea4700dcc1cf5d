import { departmentRepository } from '../../adapters/departments/department-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { stagingStore } from '../../adapters/object-store/staging-store.ts';
import { randomBelow } from '../../adapters/random-below.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import { grantTokens } from '../../adapters/sharing/grant-tokens.ts';
import { delay } from '../../adapters/sources/delay.ts';
import type { ProveGrantsPorts } from '../../sharing/proofs/ports.ts';
import { now } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { log } from '../log.ts';
import { objectClient } from '../object-client.ts';
import { openDatasetStates, openFindPorts, openRecordVersions } from '../records.ts';
import { setting } from '../setting.ts';
import { subjectHash } from '../subject-hash.ts';
import { recordDataUse } from './audit.ts';
import { disputedFields } from './disputed-fields.ts';
import { uncachedReads } from './file-basics.ts';
import { recordChanges, recordFinder, recordSamples } from './record-access.ts';

/** Opens what uses under a grant need, without caches, and SHARING_TABLE with EVENTS_TABLE for what comes of it. */
export async function proveGrantsPorts(): Promise<ProveGrantsPorts> {
  const client = documentClient();
  const objects = stagingStore(objectClient(), setting('WORK_BUCKET'));
  const datasetStates = openDatasetStates();
  const versions = openRecordVersions();
  const { grant, publishedVersions } = uncachedReads();
  const { departments } = departmentRepository(client, setting('DEPARTMENTS_TABLE'));
  return {
    ...applicationRepository(client, sharingTables()),
    ...recordSamples({ datasetStates, versions, indexFile: objects, randomBelow }),
    grant,
    publishedVersions,
    use: {
      grant: async (id) => {
        const read = await grant(id);
        if (read === null) return null;
        // One that is suspended is proven, too.
        const { proof: _proof, ...usable } = read;
        return usable;
      },
      publishedVersions,
      now,
      finder: recordFinder({ ...(await openFindPorts()), datasetStates }, 0),
      tokens: grantTokens(await subjectHash()),
      disputedFields: disputedFields(),
      recordChanges: recordChanges({ datasetStates, versions, indexFile: objects, changeLogs: objects }),
    },
    recordUse: recordDataUse(),
    centres: async () => (await departments()).filter(({ kind }) => kind === 'centre').map(({ id }) => id),
    noteSuspension: (id) => log('error', 'grant-suspended', { grant: id }),
    wait: delay,
    now,
  };
}
