import { stage } from '../../adapters/object-store/staging-store.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

/** Staged lines and indexes in the work bucket. */
export function staging(): { readonly stage: ReturnType<typeof stage> } {
  return { stage: stage(objectClient(), setting('WORK_BUCKET')) };
}
