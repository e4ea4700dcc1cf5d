import { grantFileMessages } from '../../adapters/queues/grant-file-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import { grantFileAddress } from '../../adapters/sharing/grant-file-address.ts';
import type { FetchGrantFilePorts } from '../../sharing/files/fetch-grant-file.ts';
import type { PrepareGrantFilePorts } from '../../sharing/files/prepare-grant-file.ts';
import type { ReadGrantFilesPorts } from '../../sharing/files/read-grant-files.ts';
import { actorPorts } from '../actors.ts';
import { newId } from '../clock.ts';
import { presigningClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { filePorts, openPublishedRecords, uncachedReads } from './file-basics.ts';
import { usePorts } from './use.ts';

/** Opens SHARING_TABLE, catalogue, dataset states, the audit log and GRANT_FILES_QUEUE. */
export function prepareGrantFilePorts(): PrepareGrantFilePorts {
  return {
    ...usePorts(),
    ...uncachedReads(),
    ...filePorts(),
    published: openPublishedRecords(),
    fileQueue: grantFileMessages(queueClient(), setting('GRANT_FILES_QUEUE')),
    newId,
  };
}

/** Opens SHARING_TABLE, with the names of accounts and departments. */
export function readGrantFilesPorts(): ReadGrantFilesPorts {
  return { ...actorPorts(), ...filePorts(), grant: uncachedReads().grant };
}

/** Opens SHARING_TABLE, catalogue and the audit log; presigns objects of WORK_BUCKET. */
export function fetchGrantFilePorts(): FetchGrantFilePorts {
  return {
    ...usePorts(),
    ...uncachedReads(),
    ...filePorts(),
    fileAddress: grantFileAddress(presigningClient(), setting('WORK_BUCKET')),
    newId,
  };
}
