import { syntheticRows, type SyntheticRow } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { seedCodeLists, seedDatasets } from '../../seeds/index.ts';
import type { FaultyRow } from '../synthetic/faults/fault-injector.ts';
import { injectFaults, type InjectedFault } from '../synthetic/inject-faults.ts';

export type DemoData = {
  readonly dataset: string;
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly valid: readonly SyntheticRow[];
  readonly typed: readonly FaultyRow[];
  readonly faults: readonly InjectedFault[];
  /** Indexes in `valid`; a row with a mere warning is not rejected. */
  readonly rejected: readonly number[];
};

export const demoDataset = 'household-register';
const [rowCount, faultCount] = [5_000, 60];

/** Rows of one day are the same on every day. */
const madeOn = '2020-12-01';

/** The three changes of a demo stay below the shrink limit of 20 %. */
const moved = 250;

/** Makes 5,000 synthetic people with 60 faults. Each publication replaces some, so that the demo can be repeated. */
export function demoData(publications: number, today: Day): DemoData {
  const found = seedDatasets().find((seed) => seed.dataset === demoDataset);
  if (found === undefined) throw new Error(`there is no seed ${demoDataset}`);
  const { content } = found;
  const codeLists = seedCodeLists();
  const from = publications * moved;
  const valid = [...syntheticRows(content, codeLists, { seed: 2020, count: from + rowCount, today: madeOn })].slice(
    from,
  );
  const { rows, faults } = injectFaults(valid, content, { seed: 1 + publications, count: faultCount, today });
  const rejected = faults.flatMap(({ row, code }) => (findingSeverities[code] === 'error' ? [row] : []));
  return { dataset: demoDataset, content, codeLists, valid, typed: rows, faults, rejected };
}
