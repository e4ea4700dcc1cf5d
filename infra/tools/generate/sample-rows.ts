import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { seedCodeLists, seedDatasets } from '../../seeds/index.ts';
import type { FaultyRow } from '../synthetic/faults/fault-injector.ts';
import { injectFaults } from '../synthetic/inject-faults.ts';

/** Found by the guides' queries: its row has no fault. */
export type SampleRows = { readonly dataset: string; readonly rows: readonly FaultyRow[]; readonly knownId: string };

const dataset = 'resident-id-cards';
const today = '2020-12-01';

/** The rows of the guides' workbook, the same each time. */
export function sampleRows(): SampleRows {
  const content = seedDatasets().find((seed) => seed.dataset === dataset)?.content;
  if (content === undefined) throw new Error(`There is no seed ${dataset}`);
  const valid = [...syntheticRows(content, seedCodeLists(), { seed: 7, count: 12, today })];
  const { rows, faults } = injectFaults(valid, content, { seed: 7, count: 3, today });
  const known = valid.find((_, i) => faults.every(({ row }) => row !== i));
  return { dataset, rows, knownId: String(known?.['id_number']) };
}
