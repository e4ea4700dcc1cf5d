import { rawStore } from '../../adapters/object-store/raw-store.ts';
import { rawWorkbook } from '../../adapters/xlsx/raw-workbook.ts';
import type { IngestExcelPorts } from '../../collection/ingest/ingest-excel.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

/** Opens uploaded workbooks. */
export function rawWorkbooks(): Pick<IngestExcelPorts, 'openRaw'> {
  const store = rawStore(objectClient(), setting('RAW_BUCKET'));
  return { openRaw: async (key, version) => await rawWorkbook(await store.download(key, version)) };
}
