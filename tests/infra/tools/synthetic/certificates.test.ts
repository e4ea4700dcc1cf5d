import { describe, expect, test } from 'vitest';
import { seedCertificates, seedCodeLists } from '../../../../infra/seeds/index.ts';
import type { SeededCertificate } from '../../../../infra/seeds/seeded-certificate.ts';
import { writeTemplate } from '../../../../lib/adapters/excel/template/write-template.ts';
import { listIssuingUnits } from '../../../../lib/certificates/types/issuing-units.ts';
import { compileRowChecks } from '../../../../lib/collection/check/compile-row-checks.ts';
import { buildTemplate } from '../../../../lib/collection/template/build-template.ts';
import { buildMarks, readMarks } from '../../../../lib/collection/template/marks.ts';
import { syntheticRows, type SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import { readBack, rowsOf } from '../../../adapters/excel/read-back.ts';

const codeLists = seedCodeLists();
const today = '2026-11-24';

describe.each(seedCertificates().map((one): [string, SeededCertificate] => [one.type.name, one]))(
  '%s',
  (_, { type, dataset: { dataset, code, content } }) => {
    const divisions = listIssuingUnits(type).map(({ division }) => division);
    const at = '2026-11-24T00:00:00.000Z';
    const version: DatasetVersion = {
      dataset,
      code,
      version: 1,
      status: 'published',
      compatibility: 'first',
      content,
      createdAt: at,
      createdBy: 'guiji',
      updatedAt: at,
    };

    test('its template has the fields in printed order, and our reader opens it', async () => {
      const workbook = await readBack(
        await writeTemplate(buildTemplate(version, codeLists, { department: '市交通运输局' })),
      );
      const [header] = await rowsOf(workbook, '数据');
      expect(header?.cells.map((cell) => (typeof cell === 'string' ? cell.replace('*', '') : cell))).toEqual(
        content.fields.map(({ label }) => label),
      );
      expect(readMarks(workbook.properties, [])).toEqual(buildMarks(version));
    });

    test('synthetic rows are valid, their numbers follow the rule and differ, and they are issued where the type is owed', () => {
      const check = compileRowChecks({
        content,
        codeLists,
        columns: content.fields.map((_field, place) => place),
        today,
      });
      const values: (string | null)[] = [];
      const findings: string[] = [];
      const rows: SyntheticRow[] = [];
      const units = new Set<string | null>();
      for (const row of syntheticRows(content, codeLists, { seed: 5, count: 400, today, divisions })) {
        check(
          content.fields.map((field) => row[field.key] ?? null),
          values,
          (fault) => findings.push(`${content.fields[fault.field]?.label ?? ''}: ${fault.code}`),
        );
        units.add(values[content.fields.findIndex(({ key }) => key === 'division')] ?? null);
        rows.push(row);
      }
      expect(findings).toEqual([]);
      expect(
        rows
          .map((row) => String(row['certificate_number']))
          .filter((number) => !new RegExp(type.numberRule.pattern, 'u').test(number)),
      ).toEqual([]);
      expect(new Set(rows.map((row) => row['certificate_number'])).size).toBe(400);
      expect(units).toEqual(new Set(divisions));
      const empty = content.fields
        .map(({ key }) => key)
        .filter((key) => key !== 'certificate_identifier' && rows.every((row) => row[key] === null));
      expect(empty, 'every column is filled somewhere').toEqual([]);
    });

    test('name, kind of code and code belong to the same holder', () => {
      for (const row of syntheticRows(content, codeLists, { seed: 6, count: 60, today, divisions })) {
        for (const holder of ['holder', 'co_holder_2', 'co_holder_3']) {
          const [name, kind, number] = ['name', 'type', 'code'].map((part) => row[`${holder}_${part}`] ?? null);
          if (holder !== 'holder' && name === null) expect([kind, number]).toEqual([null, null]);
          else
            expect([name, kind, number]).toEqual([
              expect.stringMatching(/./u),
              kind,
              expect.stringMatching(kind === '居民身份证' ? /^\d{17}[\dX]$/ : /^91\d{6}/),
            ]);
        }
        if (type.holder.category === 'person') expect(row['holder_type']).toBe('居民身份证');
        if (type.holder.category === 'organization') expect(row['holder_type']).toBe('统一社会信用代码');
      }
    });
  },
);

test('an issuing unit has one name and one code in all its rows', () => {
  const [one] = seedCertificates();
  if (one === undefined) throw new Error('no certificate is seeded');
  const offices = new Set<string>();
  for (const row of syntheticRows(one.dataset.content, codeLists, { seed: 7, count: 500, today }))
    offices.add([row['division'], row['issuing_authority'], row['issuing_authority_code']].join(' '));
  expect(offices.size).toBe(9);
});
