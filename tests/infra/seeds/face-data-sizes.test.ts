import { describe, expect, test } from 'vitest';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { compileRowChecks } from '../../../lib/collection/check/compile-row-checks.ts';
import { citizenIdCheckCharacter } from '../../../lib/kernel/formats/identity/check-characters.ts';
import { numberFormats } from '../../../lib/kernel/formats/numbers/number-formats.ts';

const certificates = seedCertificates();
const codeLists = seedCodeLists();

describe('sizes', () => {
  const isNumber = (format: string) => Object.hasOwn(numberFormats, format);
  const numbers = certificates.flatMap(({ type, dataset }) =>
    dataset.content.fields
      .filter(({ format }) => isNumber(format) || format === 'year')
      .map((field) => ({ name: `${type.name} ${field.label}`, field })),
  );

  test('each number of the 131 types has a range, and a unit that sentences name; a year has no unit', () => {
    expect(numbers.length).toBeGreaterThan(90);
    expect(numbers.filter(({ field }) => field.range === undefined).map(({ name }) => name)).toEqual([]);
    expect(numbers.filter(({ field }) => (field.unit === undefined) !== (field.format === 'year'))).toEqual([]);
  });

  test('a usual size is possible, and fits into the digits of the field', () => {
    const wrong = numbers.filter(({ field: { usual, range, length, scale = 0 } }) => {
      if (usual === undefined) return false;
      const most = Math.min(range?.max ?? Infinity, 10 ** (length - scale));
      return usual.min < (range?.min ?? 0) || usual.max > most || usual.min >= usual.max;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('a unit in the brackets of the label is the unit of the number', () => {
    const bracketed = numbers.filter(({ field }) => /（[^（）]+）$/u.test(field.label));
    const differing = bracketed.filter(({ field: { label, unit = '' } }) => !label.includes(unit));
    expect(differing.map(({ name }) => name)).toEqual([]);
  });
});

describe('what a cell of face data may hold', () => {
  const on = '2026-11-30';
  const check = (type: string, cells: Readonly<Record<string, string | number>>) => {
    const content = certificates.find((one) => one.dataset.dataset === `certificate-${type}`)?.dataset.content;
    if (content === undefined) throw new Error(`no type ${type}`);
    const columns = content.fields.map((_field, place) => place);
    const run = compileRowChecks({ content, codeLists, columns, today: on });
    const values: (string | null)[] = [];
    const found: string[] = [];
    run(
      content.fields.map(({ key }) => cells[key] ?? null),
      values,
      ({ field, code }) => {
        const key = content.fields[field]?.key ?? '';
        if (Object.hasOwn(cells, key)) found.push(`${key} ${code}`);
      },
    );
    return { found, value: (key: string) => values[content.fields.findIndex((field) => field.key === key)] };
  };

  test.each<
    [type: string, cell: readonly [key: string, value: string | number], result: string | null, finding: string[]]
  >([
    ['freight-vehicle', ['vehicle_length', 12], null, ['vehicle_length out-of-range']],
    ['freight-vehicle', ['vehicle_length', '12米'], '12000', []],
    ['freight-vehicle', ['vehicle_length', 25_000], '25000', ['vehicle_length out-of-usual-range']],
    ['freight-vehicle', ['load_mass', '1.5吨'], '1500', []],
    ['freight-vehicle', ['load_mass', -1], null, ['load_mass out-of-range']],
    ['construction-permit', ['contract_price', '5000000元'], '500', []],
    ['construction-permit', ['contract_price', 50_000_000], '50000000', ['contract_price out-of-usual-range']],
    ['real-estate-title', ['floor_area', -89.5], null, ['floor_area below-minimum']],
    ['real-estate-title', ['floor_area', '89.5平方米'], '89.5', []],
    ['water-aquaculture', ['area', '50000平方米'], '5', []],
    ['rural-land-contract', ['contract_area', '6.5亩'], '6.5', []],
    ['hazardous-waste', ['first_issued_on', '2027-01-01'], null, ['first_issued_on date-in-future']],
    ['waste-disposal-service', ['capacity', '120吨/日'], '120', []],
    ['vessel-operation', ['gross_tonnage', '2986总吨'], '2986', []],
    ['animal-clinic', ['vets', 0], null, ['vets below-minimum']],
    ['continuing-education', ['year', '1980'], null, ['year below-minimum']],
    ['second-child-permit', ['birth_order', 0], null, ['birth_order out-of-range']],
  ])('%s %j is %j: %j', (type, [key, value], result, finding) => {
    const { found, value: stored } = check(type, { [key]: value });
    expect([stored(key), found]).toEqual([result, finding]);
  });

  // Synthetic: born on 1990-03-07, a man.
  const holder = {
    holder_type: '居民身份证',
    holder_code: `11010119900307987${citizenIdCheckCharacter('11010119900307987')}`,
  };
  test.each<[type: string, cells: Readonly<Record<string, string | number>>, finding: string[]]>([
    ['physician', { ...holder, birth_date: '1990-03-07', issued_date: '2015-06-01' }, []],
    ['physician', { ...holder, birth_date: '1991-03-07' }, ['birth_date birth-date-differs-from-id']],
    ['physician', { ...holder, sex: '女' }, ['sex sex-differs-from-id']],
    ['physician', { ...holder, issued_date: '1985-01-01' }, ['issued_date before-birth', 'issued_date age-too-low']],
    ['tractor-driver', { ...holder, issued_date: '2006-01-01' }, ['issued_date age-too-low']],
    ['senior-citizen-card', { ...holder, issued_date: '2026-01-01' }, ['issued_date age-too-low']],
    ['nurse', { first_registered_on: '2020-01-02', issued_date: '2020-01-01' }, ['issued_date dates-out-of-order']],
    ['real-estate-title', { floor_area: 80, inner_area: 90 }, ['inner_area part-exceeds-whole']],
    [
      'fishing-vessel-lease',
      { lease_from: '2026-02-01', lease_until: '2026-01-01' },
      ['lease_until dates-out-of-order'],
    ],
  ])('%s %j: %j', (type, cells, finding) => {
    expect(check(type, cells).found).toEqual(finding);
  });
});
