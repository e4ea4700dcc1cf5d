import { readdirSync, readFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';
import { describe, expect, test } from 'vitest';
import {
  seedCertificateIds,
  seedCertificates,
  seedCertificateTypes,
  seedCodeLists,
  seedDatasets,
  seedDepartments,
} from '../../../infra/seeds/index.ts';
import { SeedCertificate } from '../../../infra/seeds/seed-certificate.ts';
import type { SeededCertificate } from '../../../infra/seeds/seeded-certificate.ts';
import { validateContent } from '../../../lib/catalogue/content/validate-content.ts';
import { divisionName, listIssuingUnits } from '../../../lib/certificates/types/issuing-units.ts';
import { CommonField } from '../../../schemas/certificates/certificate-type.ts';
import { commonFields } from '../../../schemas/certificates/fields-of-all.ts';

const certificates = seedCertificates();
const lines = seedCertificateTypes();
const departments = seedDepartments();
const codeLists = seedCodeLists();

const folder = new URL('../../../infra/seeds/certificates/', import.meta.url);
const seeds = new Map(
  readdirSync(folder)
    .map((name) => SeedCertificate.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
    .map((seed) => [seed.type, seed]),
);

const common = (field: string) => CommonField.safeParse(field).success;

function doubled(values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

describe('all of annex 1', () => {
  test('131 types, one for each line, in its order, under its name', () => {
    expect(certificates.map(({ type }) => [type.serial, type.name])).toEqual(
      lines.map(({ serial, name }) => [serial, name]),
    );
    expect(certificates.length).toBe(131);
  });

  test('ids, type codes and resource codes are unique among all datasets', () => {
    const datasets = seedDatasets();
    expect(doubled([...certificates.map(({ type }) => type.type), ...datasets.map(({ dataset }) => dataset)])).toEqual(
      [],
    );
    expect(doubled([...certificates.map(({ dataset }) => dataset.code), ...datasets.map(({ code }) => code)])).toEqual(
      [],
    );
    expect(doubled(certificates.map(({ type }) => type.typeCode.code))).toEqual([]);
  });

  test('the file names contain the ids', () => {
    expect(seedCertificateIds()).toEqual(certificates.map(({ type }) => type.type));
  });

  test('the remarks became issuing modes', () => {
    const of = (mode: string) => certificates.filter(({ type }) => type.mode === mode).length;
    expect([
      of('mirrored-from-province'),
      of('sealed-by-province'),
      of('engineering-standard'),
      of('issue-here'),
    ]).toEqual([11, 1, 15, 104]);
    expect(
      certificates
        .filter(({ type }) => type.mode === 'issue-here' && type.remark !== null)
        .map(({ type }) => [type.name, type.remark]),
    ).toEqual([['测绘作业证', '郑州市包含航空港区']]);
  });

  test('two type codes are national; the others are ours, and say so', () => {
    expect(
      certificates
        .filter(({ type }) => type.typeCode.origin === 'national')
        .map(({ type }) => [type.name, type.typeCode.code]),
    ).toEqual([
      ['不动产登记证明', '11100000MB03271699022'],
      ['中华人民共和国不动产权证', '11100000MB03271699001'],
    ]);
    for (const { type } of certificates.filter((one) => one.type.typeCode.origin === 'local')) {
      expect(type.typeCode.code).toBe(`${type.definer.code}${String(type.serial).padStart(3, '0')}`);
      expect(type.toBeConfirmed.some((sentence) => sentence.includes('占位'))).toBe(true);
    }
  });

  test('a city type has one issuing unit, a county type eight', () => {
    const units = (scope: readonly string[]) => [
      ...new Set(
        certificates
          .filter(({ type }) => JSON.stringify(lines[type.serial - 1]?.scope) === JSON.stringify(scope))
          .map(({ type }) => listIssuingUnits(type).length),
      ),
    ];
    expect([units(['市级']), units(['县级']), units(['市级', '县级']), units(['市县乡血站'])]).toEqual([
      [1],
      [8],
      [9],
      [1],
    ]);
    const labels = new Map(codeLists.get('local-division')?.codes.map(({ code, label }) => [code, label]));
    const all = listIssuingUnits({ levels: ['city', 'county'] });
    expect(all.map(({ division, name }) => [division, name])).toEqual(
      all.map(({ division }) => [division, labels.get(division)]),
    );
    expect([divisionName('411102'), divisionName('411101')]).toEqual(['源汇区', '411101']);
  });

  test('the department is that of annex 1', () => {
    const named = (id: string) => departments.find((one) => one.id === id);
    for (const { type } of certificates)
      expect([type.name, named(type.department)?.aliases]).toEqual([
        type.name,
        expect.arrayContaining([lines[type.serial - 1]?.department]),
      ]);
  });
});

describe.each(certificates.map((one): [string, SeededCertificate] => [one.type.name, one]))(
  '%s',
  (_, { type, dataset }) => {
    const { fields, toBeConfirmed } = dataset.content;
    const field = (key: string) => fields.find((one) => one.key === key);
    const seed = seeds.get(type.type);

    test("its face data pass the catalogue's checks", () => {
      expect(validateContent(dataset.content, { codeLists, providerKnown: true, code: dataset.code })).toEqual([]);
      expect(dataset.dataset).toBe(type.type);
      const place = departments.findIndex(({ id }) => id === type.department);
      expect(dataset.code).toBe(
        `1050014111${String(place + 1).padStart(2, '0')}/000${String(type.serial).padStart(3, '0')}`,
      );
    });

    test('number, holder, issuer and day of issue are printed', () => {
      expect(type.face.map((item) => item.field)).toEqual(
        expect.arrayContaining(['certificate_number', 'holder_name', 'issuing_authority', 'issued_date']),
      );
    });

    test('the face data begin with the printed fields, in their order under their labels', () => {
      expect(type.face.map((item) => [item.field, item.label])).toEqual(
        fields.slice(0, type.face.length).map(({ key, label }) => [key, label]),
      );
      expect(
        fields
          .slice(type.face.length)
          .filter(({ key }) => !common(key) && !key.startsWith('co_holder_'))
          .map(({ key }) => key),
      ).toEqual([]);
      for (const [key, { label }] of Object.entries(commonFields))
        if (field(key) !== undefined && field(key)?.label !== label) expect(field(key)?.aliases).toContain(label);
    });

    test('the common fields are all there, and required where the standard says so', () => {
      const required = [
        'certificate_number',
        'holder_name',
        'holder_type',
        'holder_code',
        'issuing_authority',
        'issuing_authority_code',
        'issued_date',
        'division',
      ];
      expect(required.filter((key) => field(key)?.required !== true)).toEqual([]);
      expect([
        field('certificate_identifier') !== undefined,
        field('certificate_identifier')?.required ?? false,
      ]).toEqual([['mirrored-from-province', 'sealed-by-province'].includes(type.mode), false]);
      expect([field('expiring_date')?.format, field('expiring_date')?.required]).toEqual(
        { none: [undefined, undefined], term: ['date', true], 'term-or-open': ['date-or-open-end', false] }[
          type.validity.kind
        ],
      );
      expect(field('effective_date') === undefined).toBe(type.validity.kind === 'none');
      expect(fields.filter(({ key }) => /^co_holder_\d_name$/.test(key)).length).toBe(type.holder.several - 1);
    });

    test('fields of this type only have short names of pinyin initials', () => {
      expect(doubled(type.face.map(({ name }) => name))).toEqual([]);
      for (const { field: key, label, name } of type.face)
        expect([
          label,
          name,
          common(key) ? commonFields[CommonField.parse(key)].short === name : spells(name.slice('KZ_'.length), label),
        ]).toEqual([label, name, true]);
    });

    test('the number’s example follows its rule', () => {
      expect(type.numberRule.example).toMatch(new RegExp(type.numberRule.pattern, 'u'));
      expect(type.numberRule.pattern).toMatch(/^\^.*\$$/u);
    });

    test('its points to confirm are whole sentences', () => {
      expect(seed?.toBeConfirmed.length).toBeGreaterThan(0);
      for (const sentence of [...type.toBeConfirmed, ...toBeConfirmed]) expect(sentence).toMatch(/[。？]$/u);
    });

    test('a person’s name and number are masked', () => {
      if (type.holder.category === 'organization') return;
      expect([field('holder_name')?.mask, field('holder_code')?.mask, field('holder_code')?.sensitivity]).toEqual([
        'name',
        'citizen-id',
        3,
      ]);
      expect(dataset.content.metadata.sensitivity).toBeGreaterThanOrEqual(3);
    });
  },
);

/**
 * Whether the letters are the initials of the label's characters, any reading allowed, with a digit behind where
 * another field took them.
 */
function spells(letters: string, label: string): boolean {
  const characters = Array.from(label.normalize('NFKC')).filter((character) =>
    /[\p{Script=Han}A-Za-z0-9]/u.test(character),
  );
  const readings = characters.map((character) =>
    /\p{Script=Han}/u.test(character) ? initialsOf(character) : [character.toUpperCase()],
  );
  return (
    readings.every((initials, at) => initials.includes(letters.charAt(at))) &&
    /^\d?$/.test(letters.slice(characters.length))
  );
}

function initialsOf(character: string): string[] {
  return pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true }).map((reading) =>
    reading.charAt(0).toUpperCase(),
  );
}

test('initials of characters with several readings are listed', () => {
  expect([spells('CJRQ', '出具日期'), spells('XXFS', '销售方式')]).toEqual([true, false]);
  expect([
    spells('ZZ', '种植'),
    spells('CYRY', '从业人员'),
    spells('HXDP', '行销单品'),
    spells('XXDP', '行销单品'),
    spells('ZL2', '坐落'),
    spells('ZLX', '坐落'),
  ]).toEqual([true, true, true, true, true, false]);
});
