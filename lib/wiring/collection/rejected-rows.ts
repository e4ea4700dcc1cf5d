import type { ReadRejectedRowPorts } from '../../collection/sources/rejected-rows/read-rejected-row.ts';
import { recordDataUse } from '../sharing/audit.ts';
import { createPageReader } from './page-reader.ts';
import { sourceBasics } from './sources.ts';

/** Opens sources, REJECTED_ROWS_TABLE, the audit log, and pulls in RAW_BUCKET; reads no secrets. */
export function rejectedRowPorts(): ReadRejectedRowPorts {
  const basics = sourceBasics();
  return { ...basics, readPage: createPageReader(basics.pulls), recordUse: recordDataUse() };
}
