import { downloadAddress } from '../../adapters/object-store/addresses.ts';
import type { DownloadMarkedUpPorts } from '../../collection/download-marked-up.ts';
import { presigningClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { collectionBasics } from './basics.ts';

export function downloadMarkedUpPorts(): DownloadMarkedUpPorts {
  const client = presigningClient();
  const bucket = setting('WORK_BUCKET');
  return {
    ...collectionBasics(),
    downloadAddress: (key, fileName, seconds) => downloadAddress(client, bucket, key, fileName, seconds),
  };
}
