import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import type { UpdateSheets } from '../../../schemas/collection/update-sheet.ts';
import type { Progress } from '../../../schemas/departments/progress.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { TaskPorts } from '../tasks/ports.ts';
import { buildProgress } from './build-progress.ts';

export type ProgressPorts = Pick<
  TaskPorts,
  'now' | 'departments' | 'listings' | 'linksOf' | 'lastPublished' | 'updateSheets'
>;

/**
 * Tells how far each department's datasets are linked, by batches of the notice. Reads for d datasets: 2 lists and
 * ⌈d/20⌉ batches; no record.
 */
export async function readProgress(_input: unknown, ports: ProgressPorts): Promise<Progress> {
  const [departments, listings] = await Promise.all([ports.departments(), ports.listings(undefined)]);
  const published = listings.filter(({ status }) => status === 'published').map(({ dataset }) => dataset);
  const [links, lastPublished, sheets] = await Promise.all([
    ports.linksOf(published),
    ports.lastPublished(published),
    ports.updateSheets(published),
  ]);
  const at = ports.now();
  return {
    at,
    ...buildProgress(departments, datasetFacts(listings, { links, lastPublished, sheets }), dayInShanghai(at)),
  };
}

type CollectedFacts = {
  readonly links: readonly LinkState[];
  readonly lastPublished: ReadonlyMap<string, Instant>;
  readonly sheets: ReadonlyMap<string, UpdateSheets>;
};

function datasetFacts(listings: readonly DatasetListing[], { links, lastPublished, sheets }: CollectedFacts) {
  return listings.map(({ dataset, provider, status, updateCycle }) => ({
    provider,
    status,
    updateCycle,
    links: links.filter((link) => link.dataset === dataset).map(({ state }) => state),
    lastPublished: lastPublished.get(dataset),
    terms: sheets.get(dataset)?.inForce,
  }));
}
