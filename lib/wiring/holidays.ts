import { holidayRepository } from '../adapters/departments/holiday-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { HolidayPorts } from '../departments/holidays/ports.ts';
import { logChanges } from './admin/record-change.ts';
import { now } from './clock.ts';
import { setting } from './setting.ts';

/** Opens PAPERS_TABLE and CHANGES_TABLE; caches nothing. */
export function holidayPorts(): HolidayPorts {
  return { ...holidayRepository(documentClient(), setting('PAPERS_TABLE')), now, recordChange: logChanges() };
}
