import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seedCertificateTypes, seedCodeLists, seedDatasets, seedDepartments } from '../../../infra/seeds/index.ts';
import type { SeedDataset } from '../../../infra/seeds/seed-dataset.ts';
import { validateContent } from '../../../lib/catalogue/content/validate-content.ts';
import type { RowRule } from '../../../schemas/catalogue/rule.ts';

const departments = seedDepartments();
const datasets = seedDatasets();
const codeLists = seedCodeLists();
const certificateTypes = seedCertificateTypes();

/** The notice's annexes; they lie beside the project where it is developed. */
const annexes = new URL('../../../../shared/luohe/', import.meta.url);

const PrintedDuty = z.array(
  z.object({
    serial: z.int(),
    department: z.string(),
    provider: z.string(),
    name: z.string(),
    items: z.array(z.object({ name: z.string(), printed: z.string().optional() })),
    notes: z.array(z.string()),
  }),
);

function annex(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, annexes), 'utf8'));
}

function listRuleFields(rule: RowRule): (string | undefined)[] {
  switch (rule.kind) {
    case 'in-order':
    case 'different':
      return [rule.first, rule.second];
    case 'not-more':
      return [rule.part, rule.whole];
    case 'age-on-day':
      return [rule.birth, rule.day];
    case 'birth-date-of-id':
      return [rule.id, rule.birthDate];
    case 'sex-of-id':
      return [rule.id, rule.sex];
    case 'sum':
      return [rule.total, ...rule.parts];
    case 'any-filled':
      return rule.fields;
    case 'filled-when':
      return [rule.field, rule.needed];
    case 'disability-certificate-parts':
      return [rule.certificate, rule.id, rule.category, rule.grade];
  }
}

function doubled(values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

describe('the notice in numbers', () => {
  test('48 departments in three batches, the centre and the supervising office, five counties and three zones', () => {
    expect(departments.filter((one) => one.batch !== undefined).length).toBe(48);
    expect([1, 2, 3].map((batch) => departments.filter((one) => one.batch === batch).length)).toEqual([13, 22, 13]);
    expect(departments.filter((one) => one.batch === undefined).map((one) => one.id)).toEqual([
      'information-center',
      'reform-office',
      'yuanhui',
      'yancheng',
      'shaoling',
      'wuyang',
      'linying',
      'economic-development-zone',
      'urban-rural-integration-zone',
      'xicheng',
    ]);
    expect(departments.filter((one) => one.kind === 'county').map((one) => one.division)).toEqual([
      '411102',
      '411103',
      '411104',
      '411121',
      '411122',
    ]);
    // The notice gives no county a date, and no zone has a code of GB/T 2260: both are left to be confirmed.
    const units = departments.filter((one) => one.kind === 'county' || one.kind === 'zone');
    expect(units.map((one) => one.linkDeadline)).toEqual(units.map(() => undefined));
    expect(units.every((one) => one.toBeConfirmed.some((sentence) => sentence.includes('挂接期限')))).toBe(true);
    const zones = units.filter((one) => one.kind === 'zone');
    expect(zones.map((one) => one.division)).toEqual([undefined, undefined, undefined]);
    expect(zones.every((one) => one.toBeConfirmed.some((sentence) => sentence.includes('区划代码')))).toBe(true);
    expect(departments.filter((one) => one.kind === 'centre').map((one) => one.id)).toEqual(['information-center']);
    expect(doubled(departments.map((one) => one.id))).toEqual([]);
    expect(doubled(departments.flatMap((one) => [one.name, ...one.aliases]))).toEqual([]);
  });

  test('62 datasets with 562 fields', () => {
    expect(datasets.map((one) => one.serial)).toEqual(Array.from({ length: 62 }, (_, at) => at + 1));
    expect(datasets.reduce((sum, one) => sum + one.content.fields.length, 0)).toBe(562);
    expect(doubled(datasets.map((one) => one.dataset))).toEqual([]);
    expect(doubled(datasets.map((one) => one.code))).toEqual([]);
  });

  test('131 certificate types: 11 from the province, 15 with an engineering standard, 1 sealed in the province', () => {
    expect(certificateTypes.map((one) => one.serial)).toEqual(Array.from({ length: 131 }, (_, at) => at + 1));
    const remarked = (remark: string) => certificateTypes.filter((one) => one.remark === remark).length;
    expect([remarked('省级分发数据'), remarked('有国家平台工程标准'), remarked('在省电子证照系统中签章')]).toEqual([
      11, 15, 1,
    ]);
  });
});

describe.skipIf(!existsSync(annexes))('the notice word by word (its annexes are beside the project)', () => {
  test('every department of annex 2, in its order, with batch and deadline', () => {
    const printed = departments
      .filter((one) => one.batch !== undefined)
      .map(({ name, batch, linkDeadline }) => ({ name, batch, linkDeadline }));
    expect(printed).toEqual(annex('departments.json'));
  });

  test('every certificate type of annex 1', () => {
    expect(certificateTypes).toEqual(annex('certificate-types.json'));
  });

  test.each(
    PrintedDuty.parse(existsSync(annexes) ? annex('duty-list.json') : []).map((duty) => [duty.name, duty] as const),
  )('%s of annex 3', (name, duty) => {
    const dataset = datasets.find((one) => one.serial === duty.serial);
    expect(dataset?.content.metadata.name).toBe(name);
    expect(dataset?.content.fields.map((field) => field.label)).toEqual(duty.items.map((item) => item.name));
    expect(departments.find((one) => one.id === dataset?.content.metadata.provider)?.name).toBe(duty.provider);
    expect(dataset?.notes).toEqual(duty.notes);
    for (const item of duty.items.filter((one) => one.printed !== undefined)) {
      const field = dataset?.content.fields.find((one) => one.label === item.name);
      expect(field?.aliases, 'the printed text stays as a header that is understood').toContain(item.printed);
      expect(field?.toBeConfirmed).toBeDefined();
    }
    if (duty.notes.some((note) => !note.includes('is a unit of')))
      expect(dataset?.content.toBeConfirmed).not.toEqual([]);
    if (!duty.provider.endsWith(duty.department))
      expect(dataset?.content.metadata.providerUnit ?? duty.department).toBe(duty.department);
  });
});

describe.each(datasets.map((one): [string, SeedDataset] => [one.content.metadata.name, one]))(
  '%s',
  (_, { content, code }) => {
    const { fields, key, metadata } = content;
    const keys = new Set<string>(fields.map((field) => field.key));

    test('labels and keys are unique, and an alias is never another field’s own', () => {
      expect(doubled(fields.map((field) => field.label))).toEqual([]);
      expect(doubled(fields.map((field) => field.key))).toEqual([]);
      expect(doubled(fields.flatMap((field) => field.aliases))).toEqual([]);
    });

    test('the fields of the business key are required', () => {
      expect(doubled(key)).toEqual([]);
      for (const one of key) expect(fields.find((field) => field.key === one)?.required, one).toBe(true);
    });

    test('the subject, the document kinds and the rules name existing fields', () => {
      if (content.subject !== undefined) expect(keys).toContain(content.subject.field);
      for (const field of fields)
        if (field.typedBy !== undefined)
          expect(fields.find((one) => one.key === field.typedBy)?.format, field.label).toBe('code');
      for (const rule of content.rules)
        for (const one of listRuleFields(rule)) if (one !== undefined) expect(keys).toContain(one);
    });

    test('every code has its list, and only codes have one', () => {
      for (const field of fields) {
        expect(field.codeList !== undefined, field.label).toBe(field.format === 'code');
        if (field.codeList === undefined) continue;
        const list = codeLists.get(field.codeList);
        expect(list, field.codeList).toBeDefined();
        expect(field.length).toBeGreaterThanOrEqual(Math.max(...(list?.codes.map((one) => one.code.length) ?? [])));
      }
    });

    test('its level is that of its highest field; sensitive fields are masked and not shared', () => {
      expect(metadata.sensitivity).toBe(Math.max(...fields.map((field) => field.sensitivity)));
      if (metadata.shareType === 1) expect(metadata.sensitivity).toBeLessThanOrEqual(2);
      if (metadata.open.type === '1') expect(metadata.shareType).toBe(1);
      if (metadata.shareType !== 1) expect(metadata.shareCondition).toBeDefined();
      const identities = fields.filter((field) =>
        /citizen-id|identity-document|disability-certificate|driving-licence/.test(field.format),
      );
      for (const field of identities) expect([field.label, field.mask]).not.toEqual([field.label, 'none']);
    });

    test("it passes the catalogue's checks", () => {
      expect(validateContent(content, { codeLists, providerKnown: true, code })).toEqual([]);
    });

    test('its provider is listed, and its code contains the provider’s number', () => {
      const place = departments.findIndex((one) => one.id === metadata.provider);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(code).toMatch(new RegExp(`^3070014111${String(place + 1).padStart(2, '0')}/\\d{6}$`));
    });
  },
);

describe.each([...codeLists.values()].map((list) => [list.name, list] as const))('%s', (_, list) => {
  test('names and codes are unique', () => {
    const names = list.codes.flatMap((one) => [...new Set([one.code, one.label, ...one.aliases])]);
    expect(doubled(names)).toEqual([]);
  });

  test('a local list says that it must be confirmed', () => {
    if (list.standard === 'Guiji' && list.id !== 'yes-no') expect(list.toBeConfirmed).toBeDefined();
  });
});
