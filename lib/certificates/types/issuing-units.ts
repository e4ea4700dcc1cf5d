import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { IssuingUnit } from '../../../schemas/certificates/type-routes.ts';

/** Code list `local-division` (GB/T 2260; L… for zones without a national code). */
const city = { division: '411100', name: '漯河市' };
const countiesAndZones = [
  { division: '411102', name: '源汇区' },
  { division: '411103', name: '郾城区' },
  { division: '411104', name: '召陵区' },
  { division: '411121', name: '舞阳县' },
  { division: '411122', name: '临颍县' },
  { division: 'L41111', name: '漯河经济技术开发区' },
  { division: 'L41112', name: '漯河市城乡一体化示范区' },
  { division: 'L41113', name: '漯河市西城区' },
];

/** Lists the units that must issue a type. 市县乡血站 is taken as the city's central blood station: to be confirmed. */
export function listIssuingUnits({ levels }: Pick<CertificateType, 'levels'>): IssuingUnit[] {
  return [
    ...(levels.includes('city') ? [{ ...city, level: 'city' as const }] : []),
    ...(levels.includes('blood-station') ? [{ ...city, level: 'blood-station' as const }] : []),
    ...(levels.includes('county') ? countiesAndZones.map((unit) => ({ ...unit, level: 'county' as const })) : []),
  ];
}

/** Falls back to the code itself. */
export function divisionName(division: string): string {
  return [city, ...countiesAndZones].find((unit) => unit.division === division)?.name ?? division;
}
