import { archiveRepository } from '../../adapters/deliveries/archive-repository.ts';
import { linkSearch } from '../../adapters/deliveries/link-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { openUpload } from '../../adapters/object-store/open-upload.ts';
import { paperReader } from '../../adapters/object-store/paper-store.ts';
import { presignAttachment } from '../../adapters/object-store/presigned-urls.ts';
import { writeZip } from '../../adapters/papers/write-zip.ts';
import type { DownloadArchivePorts } from '../../collection/archive/download-archive.ts';
import type { DownloadReceiptPorts } from '../../collection/archive/download-receipt.ts';
import { newId } from '../clock.ts';
import { paperTables } from '../event-tables.ts';
import { objectClient, presigningClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { recordDataUse } from '../sharing/audit.ts';
import { clock } from './basics.ts';
import { printSheetPorts } from './print-update-sheet.ts';

/** Adds links, archives, the audit log and RAW_BUCKET to the ports of printing; writes zips to WORK_BUCKET, by way of the disk. */
export function downloadArchivePorts(): DownloadArchivePorts & DownloadReceiptPorts {
  const client = documentClient();
  const [presigning, bucket] = [presigningClient(), setting('WORK_BUCKET')];
  const upload = openUpload(objectClient(), bucket, 'application/zip');
  return {
    ...clock,
    ...printSheetPorts(),
    archiveOf: archiveRepository(client, paperTables()).archiveOf,
    links: { read: linkSearch(client, setting('DATASET_STATES_TABLE')).read },
    readPaper: paperReader(objectClient(), setting('RAW_BUCKET')),
    newArchiveId: newId,
    recordUse: recordDataUse(),
    writeZip: (key, files) => upload(key, (output) => writeZip(output, files)),
    presignDownload: (paper) => presignAttachment(presigning, { bucket, ...paper }),
  };
}
