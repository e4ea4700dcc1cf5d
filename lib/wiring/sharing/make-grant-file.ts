import { grantFileStore } from '../../adapters/sharing/grant-file-store.ts';
import { grantTokens } from '../../adapters/sharing/grant-tokens.ts';
import type { MakeGrantFilePorts } from '../../sharing/files/make-grant-file.ts';
import { newId } from '../clock.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { subjectHash } from '../subject-hash.ts';
import { recordBulkUse } from './audit.ts';
import { disputedFields } from './disputed-fields.ts';
import { filePorts, openPublishedRecords, uncachedReads } from './file-basics.ts';

/** Opens SHARING_TABLE, catalogue, dataset states, records, the audit log and WORK_BUCKET; reads the subject key. */
export async function makeGrantFilePorts(): Promise<MakeGrantFilePorts> {
  return {
    ...uncachedReads(),
    ...filePorts(),
    published: openPublishedRecords(),
    tokens: grantTokens(await subjectHash()),
    fileStore: grantFileStore(objectClient(), setting('WORK_BUCKET')),
    disputedFields: disputedFields(),
    recordBulkUse: recordBulkUse(),
    newId,
  };
}
