import { syntheticRows, type SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import { seedCodeLists } from '../../../seeds/index.ts';
import { benchContent, benchDay } from '../bench-content.ts';

/** Generates rows as departments store them, with codes for labels. */
export function channelRows(count: number): SyntheticRow[] {
  const lists = seedCodeLists();
  const coded = benchContent.fields.flatMap(({ key, codeList }) =>
    codeList === undefined
      ? []
      : [[key, new Map(lists.get(codeList)?.codes.map(({ code, label }) => [label, code]))] as const],
  );
  return [...syntheticRows(benchContent, lists, { seed: 5, count, today: benchDay })].map((row) => {
    const codes = coded.map(([key, codeOf]) => [key, codeOf.get(String(row[key])) ?? row[key] ?? null] as const);
    return { ...row, ...Object.fromEntries(codes) };
  });
}
