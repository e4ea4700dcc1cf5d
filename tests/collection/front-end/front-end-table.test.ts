import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseServers } from '../../../infra/local/database-servers/database-servers.ts';
import { password, type RunningDatabase } from '../../../infra/local/database-servers/running-database.ts';
import { seedCertificates, seedDatasets } from '../../../infra/seeds/index.ts';
import { describeTable } from '../../../lib/collection/front-end/describe-table.ts';
import { generateAccountScript } from '../../../lib/collection/front-end/generate-account-script.ts';
import { generateDdl } from '../../../lib/collection/front-end/generate-ddl.ts';
import { auditColumns } from '../../../schemas/collection/front-end-table.ts';

const datasets = [...seedDatasets(), ...seedCertificates().map(({ dataset }) => dataset)];
const tableNamed = (dataset: string) => {
  const found = datasets.find((one) => one.dataset === dataset);
  if (found === undefined) throw new Error(`no seed ${dataset}`);
  return describeTable(dataset, 1, found.content);
};
const cards = tableNamed('resident-id-cards');

test('names of schemas and tables stay within what databases allow', () => {
  const names = datasets.flatMap(({ dataset, content }) => {
    const { schema, table, rejected } = describeTable(dataset, 1, content);
    return [`${schema}_writer`, `${schema}_guiji`, `${table}_touch`, rejected];
  });
  expect(names.filter((name) => !/^[a-z][a-z0-9_]{0,62}$/.test(name))).toEqual([]);
});

test('no dataset has a column by the name of an audit column', () => {
  expect(
    datasets.flatMap(({ dataset, content }) =>
      content.fields.filter(({ key }) => key in auditColumns).map(({ key }) => `${dataset}.${key}`),
    ),
  ).toEqual([]);
});

test('a comment’s text cannot end it', () => {
  const strange = { ...cards, comment: "它's \\ 名" };
  expect(generateDdl(strange, 'postgresql')).toContain("'它''s \\ 名'");
  expect(generateDdl(strange, 'mysql')).toContain("'它''s \\\\ 名'");
});

test('a long text of several lines stays one comment within MySQL’s limit', () => {
  const content = datasets[0]?.content;
  if (content === undefined) throw new Error('no seed');
  const [first, ...rest] = content.fields;
  if (first === undefined) throw new Error('no field');
  const made = describeTable('resident-id-cards', 1, {
    ...content,
    metadata: { ...content.metadata, name: '户籍\nDROP TABLE x;' },
    fields: [{ ...first, description: `一\r\n${'长'.repeat(3_000)}` }, ...rest],
  });
  for (const { system } of databaseServers)
    expect(
      generateDdl(made, system)
        .split('\n')
        .filter((line) => line.startsWith('DROP')),
    ).toEqual([]);
  expect(made.columns[0]?.comment).toMatch(/^[^\n]{900,1000}$/);
});

test('the script contains no passwords', () => {
  for (const { system } of databaseServers)
    expect(generateAccountScript(cards, system).match(/请换成\S+账号的密码'/g)).toHaveLength(2);
});

describe.each(databaseServers)('on $name (skipped where it is not found)', ({ system, found, start }) => {
  let database: RunningDatabase;
  beforeAll(async () => {
    if (found) database = await start();
  });
  afterAll(() => database?.close());

  const [schema, table] = [cards.schema, `${cards.schema}.${cards.table}`];
  const [writer, reader] = [`${schema}_writer`, `${schema}_guiji`];
  const value = (script: string) => {
    const { ok, stdout, stderr } = database.run(script);
    expect([ok, stderr]).toEqual([true, '']);
    return stdout.trim();
  };
  const places = `SELECT update_time, exchange_status FROM ${table} WHERE id_number = '411102199503039705';`;

  test.skipIf(!found)(
    'all 193 datasets become tables, column for column, with comments and key',
    { timeout: 240_000 },
    () => {
      for (const { dataset, content } of datasets) {
        const made = describeTable(dataset, 1, content);
        const { ok, stderr } = database.run(generateDdl(made, system));
        expect([dataset, ok, stderr.replaceAll(/.*NOTICE.*\n?/g, '')]).toEqual([dataset, true, '']);
        const names = value(
          `SELECT column_name FROM information_schema.columns WHERE table_schema = '${made.schema}' AND ` +
            `table_name = '${made.table}' ORDER BY ordinal_position;`,
        );
        expect([dataset, ...names.split('\n')]).toEqual([
          dataset,
          ...content.fields.map(({ key }) => key),
          ...Object.keys(auditColumns),
        ]);
      }
      const said =
        system === 'postgresql'
          ? value(`SELECT col_description('${table}'::regclass, 1), obj_description('${table}'::regclass);`)
          : value(
              'SELECT c.column_comment, t.table_comment FROM information_schema.columns c JOIN ' +
                `information_schema.tables t USING (table_schema, table_name) WHERE table_schema = '${schema}' AND ` +
                `table_name = '${cards.table}' AND ordinal_position = 1;`,
            );
      expect(said.split('\t')).toEqual([cards.columns[0]?.comment, cards.comment]);
    },
  );

  test.skipIf(!found)('run twice, it stops at the table that is there', () => {
    expect(database.run(generateDdl(cards, system)).ok).toBe(false);
  });

  test.skipIf(!found)('the accounts script runs', () => {
    const script = generateAccountScript(cards, system).replaceAll(/请换成\S+账号的密码/g, password);
    expect(database.run(script)).toMatchObject({ ok: true });
  });

  test.skipIf(!found)('a row that is written gets its time, its flag and its status from the database', () => {
    expect(
      database.run(`INSERT INTO ${table} (id_number, name) VALUES ('411102199503039705', '测试甲');`, writer),
    ).toMatchObject({ ok: true });
    expect(value(`SELECT op_flag, exchange_status FROM ${table};`)).toBe('I\t0');
    expect(value(`SELECT COUNT(*) FROM ${table} WHERE update_time IS NULL OR create_time IS NULL;`)).toBe('0');
  });

  test.skipIf(!found)(
    'what the platform writes back moves no time; what the department changes does, and waits anew',
    () => {
      const before = value(places);
      expect(
        database.run(`UPDATE ${table} SET exchange_status = '1' WHERE id_number = '411102199503039705';`, reader),
      ).toMatchObject({ ok: true });
      expect(value(places)).toBe(before.replace(/0$/, '1'));
      expect(
        database.run(
          `UPDATE ${table} SET name = '测试乙', op_flag = 'U' WHERE id_number = '411102199503039705';`,
          writer,
        ),
      ).toMatchObject({ ok: true });
      const [time = '', status] = value(places).split('\t');
      expect(time > (before.split('\t')[0] ?? '')).toBe(true);
      expect(status).toBe('0');
    },
  );

  test.skipIf(!found).each<[string, string, string]>([
    ['the department deletes nothing', writer, `DELETE FROM ${table};`],
    [
      'the department writes no reasons',
      writer,
      `INSERT INTO ${table}_rejected (id_number, delivery, code, detail) VALUES ('1', 'd', 'c', 'x');`,
    ],
    ['the platform changes no data', reader, `UPDATE ${table} SET name = 'x';`],
    ['the platform changes no flag', reader, `UPDATE ${table} SET op_flag = 'D';`],
    ['the platform adds no rows', reader, `INSERT INTO ${table} (id_number) VALUES ('1');`],
    ['an unknown flag is no flag', writer, `UPDATE ${table} SET op_flag = 'X';`],
    ['a row needs its key', writer, `INSERT INTO ${table} (name) VALUES ('测试');`],
    ['a key stands once', writer, `INSERT INTO ${table} (id_number) VALUES ('411102199503039705');`],
    ['the platform reads no other table', reader, `SELECT * FROM ${schema}.${tableNamed('vehicles').table};`],
  ])('%s', (_, account, script) => {
    const { ok, stderr } = database.run(script, account);
    expect(ok).toBe(false);
    expect(stderr).not.toMatch(/syntax|doesn't exist|does not exist|Unknown column/i);
  });

  test.skipIf(!found)('rows that were not taken: the platform writes the reason, the department reads it', () => {
    expect(
      database.run(
        `INSERT INTO ${table}_rejected (id_number, delivery, code, detail) VALUES ('411102199503039705', 'd', ` +
          "'required', '此项必须填写。');",
        reader,
      ),
    ).toMatchObject({ ok: true });
    expect(database.run(`SELECT detail FROM ${table}_rejected;`, writer).stdout.trim()).toBe('此项必须填写。');
  });
});
