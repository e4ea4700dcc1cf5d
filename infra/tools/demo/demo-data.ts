import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases } from '../../../schemas/collection/finding-phrases.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { seedCodeLists, seedDatasets } from '../../seeds/index.ts';
import type { FaultyRow } from '../synthetic/faults/fault-injector.ts';
import { injectFaults, type InjectedFault } from '../synthetic/inject-faults.ts';
import { syntheticRows, type SyntheticRow } from '../synthetic/synthetic-rows.ts';

export type DemoData = {
  readonly dataset: string;
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  /** As the department has them on paper. */
  readonly valid: readonly SyntheticRow[];
  /** As somebody typed them. */
  readonly typed: readonly FaultyRow[];
  readonly faults: readonly InjectedFault[];
  /** Places, in `valid`, of the rows with an error: these are rejected. Warnings are not. */
  readonly rejected: readonly number[];
};

export const demoDataset = 'household-register';
const [rowCount, faultCount] = [5_000, 60];

/** The rows are made as of this day, so that a demo of another day shows the same people. */
const madeOn = '2020-12-01';

/** Rows by which the register has moved on for each publication since: three of a demo stay below the safety line of 20 %. */
const moved = 250;

/**
 * A register of 5,000 people with 60 faults in it. Each publication that the system holds moves it on a little: some people have gone, others
 * have come, so that a demo can be repeated on the same system. All people are synthetic.
 */
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
  const rejected = faults.flatMap(({ row, code }) => (findingPhrases[code].severity === 'error' ? [row] : []));
  return { dataset: demoDataset, content, codeLists, valid, typed: rows, faults, rejected };
}
