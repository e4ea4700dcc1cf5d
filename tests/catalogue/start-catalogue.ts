import { catalogueRepository } from '../../lib/adapters/catalogue/catalogue-repository.ts';
import { toPinyin } from '../../lib/adapters/catalogue/to-pinyin.ts';
import { eventLog } from '../../lib/adapters/events/event-log.ts';
import { buildSearchIndex } from '../../lib/catalogue/search/search-index.ts';
import { tableServers } from '../adapters/dynamodb/table-servers.ts';
import { accounts, people } from '../second-person-cases.ts';
import { civilAffairs, codeLists, police } from './builders.ts';
import { catalogueProperties, nameOf } from './catalogue-properties.ts';

const departments = new Map([civilAffairs, police].map((department) => [department.id, department]));

/** The catalogue room on an in-process table, with a clock that advances one second per reading. */
export async function startCatalogue() {
  const properties = await catalogueProperties();
  const [dynalite] = tableServers;
  if (dynalite === undefined) throw new Error('No table server');
  const server = await dynalite.start(properties);
  const table = catalogueRepository(server.tables, {
    catalogue: nameOf(properties, 'catalogue'),
    events: nameOf(properties, 'events'),
  });
  let second = 0;
  let lists: typeof codeLists = codeLists;
  return {
    ports: {
      ...table,
      codeLists: () => Promise.resolve(lists),
      department: (id: string) => Promise.resolve(departments.get(id) ?? null),
      toPinyin,
      // The test's people act for themselves; accounts of the shared cases have a person behind them.
      personBehind: async (subject: string) => (accounts.has(subject) ? await people.personBehind(subject) : subject),
      now: () => new Date(Date.UTC(2020, 11, 1) + 1000 * second++).toISOString(),
      index: async () => buildSearchIndex(await table.searchables()),
    },
    eventsOf: eventLog(server.tables, nameOf(properties, 'events')).ofEntity,
    /** Replaces the code lists. */
    setCodeLists: (those: typeof codeLists) => {
      lists = those;
    },
    close: server.close,
  };
}
export type Catalogue = Awaited<ReturnType<typeof startCatalogue>>;
