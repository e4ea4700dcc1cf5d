import { presignDownload } from '../../adapters/object-store/presigned-urls.ts';
import type { DownloadAnnotatedPorts } from '../../collection/annotate/download-annotated.ts';
import { presigningClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { collectionBasics } from './basics.ts';

export function downloadAnnotatedPorts(): DownloadAnnotatedPorts {
  const client = presigningClient();
  const bucket = setting('WORK_BUCKET');
  return {
    ...collectionBasics(),
    presignDownload: (key, fileName, seconds) => presignDownload(client, bucket, key, fileName, seconds),
  };
}
