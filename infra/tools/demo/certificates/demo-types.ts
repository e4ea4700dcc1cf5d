import { listIssuingUnits } from '../../../../lib/certificates/types/issuing-units.ts';
import { syntheticRows, type SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { CertificateType } from '../../../../schemas/certificates/certificate-type.ts';
import { seedCertificates, seedCodeLists } from '../../../seeds/index.ts';

export type DemoType = {
  readonly kind: string;
  readonly type: CertificateType;
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly rows: readonly SyntheticRow[];
};

/** By line in annex 1. */
const shownTypes = [
  { serial: 96, kind: '人员' },
  { serial: 6, kind: '企业' },
  { serial: 47, kind: '车辆' },
  { serial: 50, kind: '船舶' },
  { serial: 14, kind: '不动产' },
] as const;

const rowsOfType = 20;
/** Fixed, so that a demo on another day uploads the same certificates. */
const madeOn = '2026-11-01';

/** Throws when annex 1 lacks one of the shown lines. */
export function demoTypes(): DemoType[] {
  const codeLists = seedCodeLists();
  const seeds = new Map(seedCertificates().map((seed) => [seed.type.serial, seed]));
  return shownTypes.map(({ serial, kind }) => {
    const seed = seeds.get(serial);
    if (seed === undefined) throw new Error(`annex 1 has no line ${serial}`);
    const { type, dataset } = seed;
    const divisions = listIssuingUnits(type).map(({ division }) => division);
    return {
      kind,
      type,
      content: dataset.content,
      codeLists,
      rows: [
        ...syntheticRows(dataset.content, codeLists, {
          seed: 131 + serial,
          count: rowsOfType,
          today: madeOn,
          divisions,
        }),
      ],
    };
  });
}
