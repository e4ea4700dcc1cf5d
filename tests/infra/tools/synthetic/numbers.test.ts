import { describe, expect, test } from 'vitest';
import { toDayNumber } from '../../../../lib/kernel/synthetic/day-numbers.ts';
import { makeBankCard } from '../../../../lib/kernel/synthetic/numbers/bank-card.ts';
import { makeCitizenId } from '../../../../lib/kernel/synthetic/numbers/citizen-id.ts';
import { makeCreditCode } from '../../../../lib/kernel/synthetic/numbers/credit-code.ts';
import { makeOrganizationCode } from '../../../../lib/kernel/synthetic/numbers/organization-code.ts';
import {
  toBuildingUnit,
  toParcel,
  makeRealEstateUnit,
} from '../../../../lib/kernel/synthetic/numbers/real-estate-unit.ts';
import { makeRegistrationNumber } from '../../../../lib/kernel/synthetic/numbers/registration-number.ts';
import { makeVin } from '../../../../lib/kernel/synthetic/numbers/vin.ts';
import { spread } from '../../../../lib/kernel/synthetic/random.ts';

describe('numbers with their check characters', () => {
  test.each([
    ['a man’s id number, GB 11643', makeCitizenId('411102', toDayNumber('1990-03-07'), 1), '41110219900307001X'],
    ['the standard’s own example', makeCitizenId('110105', toDayNumber('1949-12-31'), 2), '11010519491231002X'],
    [
      'an organization code, GB 11714: 0·3+0·7+0·9+0·10+0·5+0·8+0·4+1·2 = 2, 11 − 2 = 9',
      makeOrganizationCode(1),
      '000000019',
    ],
    ['a registration number, GB/T 17710', makeRegistrationNumber(1), '411100000000018'],
    ['a bank card, ISO/IEC 7812', makeBankCard(12_345_678), '6222020000123456782'],
    ['a house’s unit code, GB/T 37346', makeRealEstateUnit('411102', 100_003, false), '411102001002GB00003F00010001'],
    ['bare land', makeRealEstateUnit('411102', 200_003, true), '411102001002GB00003W00000000'],
    ['the house’s building', toBuildingUnit('411102001002GB00003F00010001'), '411102001002GB00003F00010000'],
    ['the house’s parcel', toParcel('411102001002GB00003F00010001'), '411102001002GB00003'],
  ])('%s', (_, made, expected) => expect(made).toBe(expected));

  test('a credit code, GB 32100: prefix, division, organization code, check character', () => {
    expect(makeCreditCode('91', '411102', 1)).toMatch(/^91411102000000019[0-9A-HJ-NPQRTUWXY]$/);
  });

  test('a vehicle’s number has 17 characters and keeps its serial around the check digit', () => {
    expect(makeVin(12_345_678)).toMatch(/^LGJ12C2E[\dX]KA345678$/);
  });
});

test.each([[1], [2], [7], [1000], [9973]])('a permutation of %i numbers gives each index its own', (size) => {
  for (const seed of [0, 1, 99]) {
    const place = spread(size, seed);
    expect(new Set(Array.from({ length: size }, (_, index) => place(index))).size).toBe(size);
  }
});
