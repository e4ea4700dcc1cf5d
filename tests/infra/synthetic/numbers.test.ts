import { describe, expect, test } from 'vitest';
import { dayNumberOf } from '../../../infra/synthetic/day-numbers.ts';
import { bankCardOf } from '../../../infra/synthetic/numbers/bank-card.ts';
import { citizenIdOf } from '../../../infra/synthetic/numbers/citizen-id.ts';
import { creditCodeOf } from '../../../infra/synthetic/numbers/credit-code.ts';
import { organizationCodeOf } from '../../../infra/synthetic/numbers/organization-code.ts';
import { buildingUnitOf, parcelOf, realEstateUnitOf } from '../../../infra/synthetic/numbers/real-estate-unit.ts';
import { registrationNumberOf } from '../../../infra/synthetic/numbers/registration-number.ts';
import { vinOf } from '../../../infra/synthetic/numbers/vin.ts';
import { spread } from '../../../infra/synthetic/random.ts';

describe('numbers with their check characters', () => {
  test.each([
    ['a man’s id number, GB 11643', citizenIdOf('411102', dayNumberOf('1990-03-07'), 1), '41110219900307001X'],
    ['the standard’s own example', citizenIdOf('110105', dayNumberOf('1949-12-31'), 2), '11010519491231002X'],
    [
      'an organization code, GB 11714: 0·3+0·7+0·9+0·10+0·5+0·8+0·4+1·2 = 2, 11 − 2 = 9',
      organizationCodeOf(1),
      '000000019',
    ],
    ['a registration number, GB/T 17710', registrationNumberOf(1), '411100000000018'],
    ['a bank card, ISO/IEC 7812', bankCardOf(12_345_678), '6222020000123456782'],
    ['a house’s unit code, GB/T 37346', realEstateUnitOf('411102', 100_003, false), '411102001002GB00003F00010001'],
    ['bare land', realEstateUnitOf('411102', 200_003, true), '411102001002GB00003W00000000'],
    ['the house’s building', buildingUnitOf('411102001002GB00003F00010001'), '411102001002GB00003F00010000'],
    ['the house’s parcel', parcelOf('411102001002GB00003F00010001'), '411102001002GB00003'],
  ])('%s', (_, made, expected) => expect(made).toBe(expected));

  test('a credit code, GB 32100: prefix, division, organization code, check character', () => {
    expect(creditCodeOf('91', '411102', 1)).toMatch(/^91411102000000019[0-9A-HJ-NPQRTUWXY]$/);
  });

  test('a vehicle’s number has 17 characters and keeps its serial around the check digit', () => {
    expect(vinOf(12_345_678)).toMatch(/^LGJ12C2E[\dX]KA345678$/);
  });
});

test.each([[1], [2], [7], [1000], [9973]])('a shuffled row of %i places gives each index its own', (size) => {
  for (const seed of [0, 1, 99]) {
    const place = spread(size, seed);
    expect(new Set(Array.from({ length: size }, (_, index) => place(index))).size).toBe(size);
  }
});
