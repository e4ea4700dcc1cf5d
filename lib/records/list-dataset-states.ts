import type { UpdateSheets } from '../../schemas/collection/update-sheet.ts';
import type { DepartmentPeople } from '../../schemas/departments/people.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { listDatasetStatesRoute } from '../../schemas/records/routes.ts';
import { isPermitted } from '../kernel/access-policy.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { dayInShanghai } from '../kernel/instant.ts';
import { mapWithConcurrency } from '../kernel/map-with-concurrency.ts';
import { nextUpdateUnder } from '../kernel/update-cycle.ts';
import { sheetState } from '../kernel/update-sheet.ts';
import type { DatasetStatePorts } from './read-dataset-state.ts';

export type ListDatasetStatesPorts = DatasetStatePorts & {
  readonly now: () => string;
  /** The update sheets of these datasets, by dataset; those without any are left out. */
  readonly updateSheets: (datasets: readonly string[]) => Promise<ReadonlyMap<string, UpdateSheets>>;
  readonly people: (department: string) => Promise<DepartmentPeople | undefined>;
};

const readConcurrency = 16;

/** Reads the states in the order asked for; leaves out what is unknown or another department's. */
export async function listDatasetStates(
  { caller, query }: Pick<RouteInput<typeof listDatasetStatesRoute>, 'caller' | 'query'>,
  ports: ListDatasetStatesPorts,
) {
  const today = dayInShanghai(ports.now());
  const datasets = [...new Set(query.datasets)];
  const allSheets = await ports.updateSheets(datasets);
  const found = await mapWithConcurrency(readConcurrency, datasets, async (dataset) => {
    const version = await ports.catalogue.publishedVersion(dataset);
    if (version === null) return [];
    const { metadata } = version.content;
    if (!isPermitted(caller, 'read-dataset-state', metadata.provider)) return [];
    const sheets = allSheets.get(dataset);
    const [{ records }, [newest], links, people] = await Promise.all([
      ports.datasetStates.read(dataset),
      ports.datasetStates.publications(dataset, 1),
      ports.readLinks(dataset),
      sheets?.inForce === undefined ? undefined : ports.people(metadata.provider),
    ]);
    const cycle = metadata.updateCycle;
    const due =
      newest === undefined ? null : nextUpdateUnder({ cycle, terms: sheets?.inForce }, dayInShanghai(newest.at), today);
    return [
      {
        dataset,
        records,
        links: [...links],
        ...definedOnly({
          lastPublishedAt: newest?.at,
          nextUpdate: due ?? undefined,
          updateSheet: sheetState({ sheets, cycle, links, people }) ?? undefined,
          agreedCycle: sheets?.inForce?.cycle,
        }),
      },
    ];
  });
  return { items: found.flat() };
}
