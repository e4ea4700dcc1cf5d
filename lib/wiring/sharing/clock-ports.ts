import { holidayRepository } from '../../adapters/departments/holiday-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { limitsRepository } from '../../adapters/sharing/limits-repository.ts';
import { workingCalendar } from '../../kernel/working-days/working-calendar.ts';
import type { ClockPorts } from '../../sharing/applications/ports.ts';
import { readLimits } from '../../sharing/limits/keep-limits.ts';
import { now } from '../clock.ts';
import { setting } from '../setting.ts';

/** Opens PAPERS_TABLE with the limits of sharing and the holidays. */
export function clockPorts(): ClockPorts {
  const client = documentClient();
  const papers = setting('PAPERS_TABLE');
  const { holidayTables } = holidayRepository(client, papers);
  return {
    now,
    limits: async () => await readLimits({}, limitsRepository(client, papers)),
    workingCalendar: async () => workingCalendar(await holidayTables()),
  };
}
