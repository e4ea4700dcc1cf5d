import { type DatabaseSystem, auditColumns, type AuditColumn } from '../../../schemas/collection/front-end-table.ts';
import type { ColumnType, FrontEndTable } from './describe-table.ts';

/** MySQL limits all varchar of a row to 65,535 bytes, 4 per character. */
const maxVarcharCharacters = 255;

const audit: Readonly<Record<DatabaseSystem, Readonly<Record<AuditColumn, string>>>> = {
  postgresql: {
    op_flag: "char(1) NOT NULL DEFAULT 'I' CHECK (op_flag IN ('I', 'U', 'D'))",
    batch_no: 'varchar(64)',
    create_time: 'timestamptz(6) NOT NULL DEFAULT clock_timestamp()',
    update_time: 'timestamptz(6) NOT NULL DEFAULT clock_timestamp()',
    exchange_status: "char(1) NOT NULL DEFAULT '0' CHECK (exchange_status IN ('0', '1', '2'))",
    exchange_time: 'timestamptz(6)',
    error_msg: 'varchar(1000)',
  },
  mysql: {
    op_flag: "char(1) NOT NULL DEFAULT 'I' CHECK (op_flag IN ('I', 'U', 'D'))",
    batch_no: 'varchar(64)',
    create_time: 'timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)',
    update_time: 'timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)',
    exchange_status: "char(1) NOT NULL DEFAULT '0' CHECK (exchange_status IN ('0', '1', '2'))",
    exchange_time: 'timestamp(6) NULL DEFAULT NULL',
    error_msg: 'varchar(1000)',
  },
};
const auditNames = Object.keys(auditColumns).filter((name): name is AuditColumn => name in auditColumns);

/** Generates DDL with the audit columns of standards §4.2. Acknowledgements do not move `update_time`. */
export function generateDdl(table: FrontEndTable, system: DatabaseSystem): string {
  return system === 'postgresql' ? postgresql(table) : mysql(table);
}

const rejectedColumns = [
  '  delivery varchar(26) NOT NULL',
  '  code varchar(60) NOT NULL',
  '  column_name varchar(64)',
  '  detail varchar(1000) NOT NULL',
];

function writtenNames(columns: FrontEndTable['columns']): readonly string[] {
  return [...columns.map(({ name }) => name), 'op_flag', 'batch_no'];
}

function postgresql({ schema, table, rejected, comment, columns, key }: FrontEndTable): string {
  const tableName = `${quoted(schema)}.${quoted(table)}`;
  const rejectedName = `${quoted(schema)}.${quoted(rejected)}`;
  const triggerLabel = `${table}_touch`;
  const triggerName = `${quoted(schema)}.${quoted(triggerLabel)}`;
  const keyNames = key.map(quoted).join(', ');
  const columnLines = [
    ...columns.map(
      ({ name, valueKind, range }) =>
        `  ${quoted(name)} ${sqlType(valueKind, 'postgresql')}${key.includes(name) ? ' NOT NULL' : ''}${rangeCheck(quoted(name), range)}`,
    ),
    ...auditNames.map((name) => `  ${name} ${audit.postgresql[name]}`),
    `  PRIMARY KEY (${keyNames})`,
  ];
  const comments = [
    ...columns.map(({ name, comment: columnComment }) => [name, columnComment] as const),
    ...auditNames.map((name) => [name, auditColumns[name]] as const),
  ];
  const commentLines = comments.map(
    ([name, columnComment]) =>
      `COMMENT ON COLUMN ${tableName}.${quoted(name)} IS ${text(columnComment, 'postgresql')};`,
  );
  const departmentColumns = (row: 'OLD' | 'NEW') =>
    `(${writtenNames(columns)
      .map((name) => `${row}.${quoted(name)}`)
      .join(', ')})`;
  const rejectedLines = [
    ...columns
      .filter(({ name }) => key.includes(name))
      .map(({ name, valueKind }) => `  ${quoted(name)} ${sqlType(valueKind, 'postgresql')}`),
    ...rejectedColumns,
    '  rejected_time timestamptz(6) NOT NULL DEFAULT clock_timestamp()',
  ];
  return `-- ${comment}：前置库建表语句，适用于 PostgreSQL 及兼容的数据库（人大金仓、openGauss 等）。
-- 用 psql 在本部门的前置库中执行；账号授权见“账号”脚本。
CREATE SCHEMA IF NOT EXISTS ${quoted(schema)};

CREATE TABLE ${tableName} (
${columnLines.join(',\n')}
);
CREATE INDEX ON ${tableName} (update_time, ${keyNames});
COMMENT ON TABLE ${tableName} IS ${text(comment, 'postgresql')};
${commentLines.join('\n')}

-- 部门写入的列有变化时更新 update_time；平台回写交换状态时不更新。
CREATE FUNCTION ${triggerName}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ${departmentColumns('OLD')} IS DISTINCT FROM ${departmentColumns('NEW')} THEN
    NEW.update_time := clock_timestamp();
    NEW.exchange_status := '0';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ${quoted(triggerLabel)} BEFORE UPDATE ON ${tableName} FOR EACH ROW EXECUTE PROCEDURE ${triggerName}();

-- 平台未接收的行，逐个问题一行。
CREATE TABLE ${rejectedName} (
${rejectedLines.join(',\n')}
);
CREATE INDEX ON ${rejectedName} (rejected_time);
COMMENT ON TABLE ${rejectedName} IS ${text(`${comment}：平台未接收的行和原因`, 'postgresql')};
`;
}

function mysql({ schema, table, rejected, comment, columns, key }: FrontEndTable): string {
  const tableName = `${backquoted(schema)}.${backquoted(table)}`;
  const line = (name: string, type: string, columnComment: string) =>
    `  ${backquoted(name)} ${type} COMMENT ${text(columnComment, 'mysql')}`;
  const keyNames = key.map(backquoted).join(', ');
  const columnLines = [
    ...columns.map(({ name, valueKind, range, comment: columnComment }) => {
      const isKey = key.includes(name);
      const type = `${sqlType(valueKind, 'mysql', isKey)}${isKey ? ' NOT NULL' : ''}`;
      return line(name, type, columnComment) + rangeCheck(backquoted(name), range);
    }),
    ...auditNames.map((name) => auditLine(name)),
    `  PRIMARY KEY (${keyNames})`,
    `  KEY by_update_time (update_time, ${keyNames})`,
  ];
  const rejectedLines = [
    ...columns
      .filter(({ name }) => key.includes(name))
      .map(({ name, valueKind, comment: columnComment }) =>
        line(name, sqlType(valueKind, 'mysql', true), columnComment),
      ),
    ...rejectedColumns,
    '  rejected_time timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)',
    '  KEY by_rejected_time (rejected_time)',
  ];
  const unchanged = writtenNames(columns)
    .map((name) => `OLD.${backquoted(name)} <=> NEW.${backquoted(name)}`)
    .join(' AND ');
  return `-- ${comment}：前置库建表语句，适用于 MySQL 8 和 MariaDB。
-- 用 mysql 在本部门的前置库中执行；账号授权见“账号”脚本。
CREATE DATABASE IF NOT EXISTS ${backquoted(schema)} CHARACTER SET utf8mb4;

CREATE TABLE ${tableName} (
${columnLines.join(',\n')}
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT ${text(comment, 'mysql')};

-- 部门写入的列有变化时更新 update_time；平台回写交换状态时不更新。
CREATE TRIGGER ${backquoted(schema)}.${backquoted(`${table}_touch`)} BEFORE UPDATE ON ${tableName} FOR EACH ROW
  SET NEW.exchange_status = IF(${unchanged}, NEW.exchange_status, '0'),
      NEW.update_time = IF(${unchanged}, OLD.update_time, CURRENT_TIMESTAMP(6));

-- 平台未接收的行，逐个问题一行。
CREATE TABLE ${backquoted(schema)}.${backquoted(rejected)} (
${rejectedLines.join(',\n')}
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT ${text(`${comment}：平台未接收的行和原因`, 'mysql')};
`;
}

/** Follows type and, in MySQL, COMMENT. */
function rangeCheck(name: string, { min, max }: NonNullable<FrontEndTable['columns'][number]['range']> = {}): string {
  const conditions = [
    ...(min === undefined ? [] : [`${name} >= ${min}`]),
    ...(max === undefined ? [] : [`${name} <= ${max}`]),
  ];
  return conditions.length === 0 ? '' : ` CHECK (${conditions.join(' AND ')})`;
}

/** In MySQL a column's COMMENT precedes its CHECK. */
function auditLine(name: AuditColumn): string {
  const [type = '', check] = audit.mysql[name].split(/ (?=CHECK )/);
  return `  ${name} ${type} COMMENT ${text(auditColumns[name], 'mysql')}${check === undefined ? '' : ` ${check}`}`;
}

function sqlType(valueKind: ColumnType, system: DatabaseSystem, inKey = false): string {
  switch (valueKind.kind) {
    case 'day':
      return 'date';
    case 'moment':
      return system === 'postgresql' ? 'timestamp(0)' : 'datetime(0)';
    case 'number':
      return `${system === 'postgresql' ? 'numeric' : 'decimal'}(${valueKind.digits}, ${valueKind.scale})`;
    case 'text':
      return system === 'mysql' && valueKind.length > maxVarcharCharacters && !inKey
        ? 'text'
        : `varchar(${valueKind.length})`;
  }
}

/** Names are lower-case letters, digits and underscores; quoting allows SQL keywords. */
function quoted(name: string): string {
  return `"${name}"`;
}

function backquoted(name: string): string {
  return `\`${name}\``;
}

function text(value: string, system: DatabaseSystem): string {
  const doubled = value.replaceAll("'", "''");
  return `'${system === 'mysql' ? doubled.replaceAll('\\', '\\\\') : doubled}'`;
}
