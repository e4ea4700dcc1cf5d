import { describe, expect, test } from 'vitest';
import {
  canonicalIdentifier,
  computeCheckCharacter,
  formatIdentifier,
  parseIdentifier,
  locateCertificate,
  formatSerial,
} from '../../lib/certificates/identifier.ts';

const root = '1.2.156.3005.2';
const published = [
  ['a title to real estate', `${root}.11100000MB03271699001.11411100MB1234562R.20200000001.001.A`],
  ['its second version', `${root}.11100000MB03271699001.11411100MB1234562R.20200000001.002.8`],
  ['a proof of registration', `${root}.11100000MB03271699022.11411100MB1234562R.20200000002.001.M`],
  [
    'a serial number that was a UUID',
    `${root}.11100000000013338W011.11411100MB1234562R.9F3C2B1A0D4E4F5AB6C7D8E9F0A1B2C3.001.D`,
  ],
  ['the published example of a format', `${root}.11100000000013338W011.11430000006122244L.20230000403.001.U`],
] as const;

describe('the check character (standards §3.1)', () => {
  test.each(published)('of %s', (_, identifier) => {
    const parts = parseIdentifier(identifier);
    expect(parts).not.toBeNull();
    expect(parts === null ? null : formatIdentifier(parts)).toBe(identifier);
  });

  test.each(published)('%s: no other check character is valid', (_, identifier) => {
    for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
      expect(parseIdentifier(identifier.slice(0, -1) + other) !== null).toBe(identifier.endsWith(other));
  });

  test.each([
    ['the well-known example of ISO 7064 MOD 37,36', 'A12425GABC1234002', 'M'],
    ['an underscore is skipped', 'A12425G_ABC1234002', 'M'],
    ['a letter counts by its zero-based position', '11100000000013338W01111430000006122244L20230000403001', 'U'],
    ['the OID is not covered', '11100000MB0327169900111411100MB1234562R20200000001001', 'A'],
  ])('%s', (_, text, check) => {
    expect(computeCheckCharacter(text)).toBe(check);
  });
});

describe('invalid identifiers', () => {
  const good = published[3][1];
  test.each([
    ['small letters', good.toLowerCase()],
    ['the hyphens of a UUID', good.replace('9F3C2B1A', '9F3C2B1A-')],
    ['an underscore in the serial number', good.replace('9F3C2B1A', '9F3C2B1A_')],
    ['another root', good.replace('3005', '3006')],
    ['a version of two digits', good.replace('.001.', '.01.')],
    ['two digits swapped', good.replace('9F3C', 'F93C')],
    ['a part too many', `${good}.1`],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(parseIdentifier(text)).toBeNull();
  });

  test.each([
    [
      'small letters and a UUID with its hyphens',
      `${root}.11100000000013338w011.11411100MB1234562R.9f3c2b1a-0d4e-4f5a-b6c7-d8e9f0a1b2c3.001.D`,
    ],
    ['a line break', good.replace('11411100', '\n11411100')],
  ])('%s can be normalized', (_, text) => {
    expect(canonicalIdentifier(text)).toBe(good);
  });

  test('formatting removes hyphens and capitalizes', () => {
    const parts = {
      typeCode: '11100000000013338W011',
      issuerCode: '11411100mb1234562r',
      serial: '9f3c2b1a-0d4e-4f5a-b6c7-d8e9f0a1b2c3',
      version: 1,
    };
    expect(formatIdentifier(parts)).toBe(good);
  });
});

describe('the location of a certificate of ours', () => {
  const keyHash = '9f3c2b1a0d4e4f5ab6c7d8e9f0a1b2c3';
  const of = (generation: number, version: number) =>
    formatIdentifier({
      typeCode: '11100000000013338W011',
      issuerCode: '11411100MB1234562R',
      serial: formatSerial(keyHash, generation),
      version,
    });

  test.each([
    [1, 1],
    [1, 999],
    [2, 1],
    [12, 34],
  ])('generation %i, version %i', (generation, version) => {
    expect(locateCertificate(of(generation, version))).toEqual({
      typeCode: '11100000000013338W011',
      keyHash,
      generation,
      version,
    });
  });

  test.each([
    ['a serial number of the province', published[0][1]],
    ['a wrong check character', `${of(1, 1).slice(0, -1)}_`],
    [
      'a generation before the first',
      formatIdentifier({
        typeCode: '11100000000013338W011',
        issuerCode: '11411100MB1234562R',
        serial: `${keyHash}G0`,
        version: 1,
      }),
    ],
  ])('is null for %s', (_, identifier) => {
    expect(locateCertificate(identifier)).toBeNull();
  });
});
