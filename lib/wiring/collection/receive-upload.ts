import { rawStore } from '../../adapters/object-store/raw-store.ts';
import type { ReceiveUploadPorts } from '../../collection/deliveries/receive-upload.ts';
import type { SweepPorts } from '../../collection/deliveries/sweep-deliveries.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { collectionBasics } from './basics.ts';

/** For what watches the raw bucket: the news of an upload, and the sweep that looks for lost news. */
export function receiveUploadPorts(): ReceiveUploadPorts & SweepPorts {
  const { findUpload, deleteVersion } = rawStore(objectClient(), setting('RAW_BUCKET'));
  return { ...collectionBasics(), findUpload, deleteVersion };
}
