import { stagingStore } from '../../adapters/object-store/staging-store.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

/** Staged lines and indexes in the work bucket. */
export function stagingPorts(): { readonly stagingStore: ReturnType<typeof stagingStore> } {
  return { stagingStore: stagingStore(objectClient(), setting('WORK_BUCKET')) };
}
