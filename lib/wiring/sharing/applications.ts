import { holidayRepository } from '../../adapters/departments/holiday-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import { limitsRepository } from '../../adapters/sharing/limits-repository.ts';
import { workingCalendar } from '../../kernel/working-days/working-calendar.ts';
import type { ApplicationPorts } from '../../sharing/applications/ports.ts';
import { readLimits } from '../../sharing/limits/keep-limits.ts';
import { actorPorts } from '../actors.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { newId, now } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { secondPersonPorts } from '../person-behind.ts';
import { setting } from '../setting.ts';

/** Opens SHARING_TABLE, EVENTS_TABLE, PAPERS_TABLE with the holidays, the catalogue, and the names of accounts and departments. */
export function applicationPorts(): ApplicationPorts {
  const client = documentClient();
  const papers = setting('PAPERS_TABLE');
  const { holidayTables } = holidayRepository(client, papers);
  return {
    ...applicationRepository(client, sharingTables()),
    ...actorPorts(),
    ...secondPersonPorts(),
    publishedVersion: publishedCatalogue().publishedVersion,
    now,
    limits: async () => await readLimits({}, limitsRepository(client, papers)),
    workingCalendar: async () => workingCalendar(await holidayTables()),
    newApplicationId: newId,
  };
}
