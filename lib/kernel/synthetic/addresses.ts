import type { Random } from './random.ts';
import { estates, places, streets } from './vocabulary.ts';

/** Makes a fictitious address in Luohe; addresses may repeat, unlike `makeNumberedAddress`. */
export function makeAddress(random: Random): string {
  const place = random.pick(places);
  const inTown = random.chance(0.3) ? random.pick(place.towns) : '';
  const street = `漯河市${place.name}${inTown}${random.pick(streets)}${random.between(1, 288)}号`;
  return random.chance(0.5)
    ? street
    : `${street}${random.pick(estates)}${random.between(1, 30)}号楼${random.between(1, 4)}单元${random.between(1, 18)}0${random.between(1, 4)}室`;
}

export const addressNumbers = 4_000_000;

/** Makes an address unique below `addressNumbers`. */
export function makeNumberedAddress(random: Random, number: number): string {
  return `漯河市${random.pick(places).name}${random.pick(streets)}${1 + (number % 2000)}号${random.pick(estates)}${101 + Math.floor(number / 2000)}室`;
}
