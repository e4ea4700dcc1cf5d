import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Coverage, UnitCoverage } from '../../../schemas/certificates/coverage.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { divisionName, listIssuingUnits } from '../types/issuing-units.ts';
import { addCoverageSums, sumGroups } from './coverage-sums.ts';
import type { RowGroup } from './group-rows.ts';
import type { BackfillRules } from './ports.ts';

/** Counts by unit, the units that owe the type first, how many source rows are certificates. */
export function buildCoverage(
  type: CertificateType,
  groups: readonly RowGroup[],
  {
    faceData,
    rules,
    at,
  }: {
    readonly faceData: { readonly records: number; readonly confirmed: boolean };
    readonly rules: BackfillRules;
    readonly at: Instant;
  },
): Coverage {
  const owed = listIssuingUnits(type).map(({ division }) => division);
  const others = new Set(groups.map(({ division }) => division).filter((division) => !owed.includes(division)));
  const units = [...owed, ...[...others].toSorted()].map((division): UnitCoverage => {
    const sums = sumGroups(
      groups.filter((group) => group.division === division),
      { type, confirmed: faceData.confirmed, rules, today: dayInShanghai(at) },
    );
    return { division, name: divisionName(division), owed: owed.includes(division), ...sums };
  });
  const total = addCoverageSums(units);
  return {
    type: type.type,
    name: type.name,
    department: type.department,
    at,
    confirmed: faceData.confirmed,
    total,
    faceData: { records: faceData.records, difference: faceData.records - total.rows },
    units,
  };
}
