import { rawStore } from '../../adapters/object-store/raw-store.ts';
import { rawWorkbook } from '../../adapters/xlsx/raw-workbook.ts';
import type { RawWorkbook } from '../../collection/ports.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

/** Opens what departments have uploaded. */
export function rawWorkbooks(): {
  readonly openRaw: (key: string, version: string | undefined) => Promise<RawWorkbook>;
} {
  const store = rawStore(objectClient(), setting('RAW_BUCKET'));
  return { openRaw: async (key, version) => await rawWorkbook(await store.download(key, version)) };
}
