/**
 * GB/T 37346: `411102` `001002` `GB00003` `F00010001`. `serial` is below 10^9, for bare land (`W00000000`) below 10^8.
 */
export function makeRealEstateUnit(division: string, serial: number, bareLand: boolean): string {
  const parcel = String(serial % 100_000).padStart(5, '0');
  const rest = Math.floor(serial / 100_000);
  if (bareLand) return `${division}001${String(rest).padStart(3, '0')}GB${parcel}W00000000`;
  return `${division}001002GB${parcel}F0001${String(rest).padStart(4, '0')}`;
}

/** The building's unit code is the house's with an empty unit. */
export function toBuildingUnit(houseUnit: string): string {
  return `${houseUnit.slice(0, 24)}0000`;
}

/** The parcel code is the first 19 characters. */
export function toParcel(unit: string): string {
  return unit.slice(0, 19);
}
