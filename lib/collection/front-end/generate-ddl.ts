import { type DatabaseSystem, auditColumns, type AuditColumn } from '../../../schemas/collection/front-end-table.ts';
import type { ColumnType, FrontEndTable } from './describe-table.ts';

/** Longer texts are no varchar in MySQL: a row of those holds 65,535 bytes in all, four for each character. */
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

/**
 * The script that makes a department's front-end table: columns with comments, the business key as primary key, the audit columns of standards §4.2 with the index
 * that increments are read by, and the table of rejected rows. `update_time` is the database's own: it moves with what the department writes, and not with
 * what the platform writes back. A script for `psql` or `mysql`; run again, it stops at the table that is there.
 */
export function generateDdl(table: FrontEndTable, system: DatabaseSystem): string {
  return system === 'postgresql' ? postgresql(table) : mysql(table);
}

function postgresql({ schema, table, rejected, comment, columns, key }: FrontEndTable): string {
  const at = `${quoted(schema)}.${quoted(table)}`;
  const rejectedAt = `${quoted(schema)}.${quoted(rejected)}`;
  const touch = `${quoted(schema)}.${quoted(`${table}_touch`)}`;
  const columnLines = columns.map(
    ({ name, valueKind }) =>
      `  ${quoted(name)} ${sqlType(valueKind, 'postgresql')}${key.includes(name) ? ' NOT NULL' : ''}`,
  );
  const written = (row: 'OLD' | 'NEW') =>
    `(${[...columns.map(({ name }) => name), 'op_flag', 'batch_no'].map((name) => `${row}.${quoted(name)}`).join(', ')})`;
  const keyLines = columns
    .filter(({ name }) => key.includes(name))
    .map(({ name, valueKind }) => `  ${quoted(name)} ${sqlType(valueKind, 'postgresql')}`);
  return `-- ${comment}：前置库建表语句，适用于 PostgreSQL 及兼容的数据库（人大金仓、openGauss 等）。
-- 用 psql 在本部门的前置库中执行；账号授权见“账号”脚本。
CREATE SCHEMA IF NOT EXISTS ${quoted(schema)};

CREATE TABLE ${at} (
${[...columnLines, ...auditNames.map((name) => `  ${name} ${audit.postgresql[name]}`), `  PRIMARY KEY (${key.map(quoted).join(', ')})`].join(',\n')}
);
CREATE INDEX ON ${at} (update_time, ${key.map(quoted).join(', ')});
COMMENT ON TABLE ${at} IS ${text(comment, 'postgresql')};
${[...columns.map(({ name, comment: said }) => [name, said] as const), ...auditNames.map((name) => [name, auditColumns[name]] as const)].map(([name, said]) => `COMMENT ON COLUMN ${at}.${quoted(name)} IS ${text(said, 'postgresql')};`).join('\n')}

-- 部门写入的列有变化时更新 update_time；平台回写交换状态时不更新。
CREATE FUNCTION ${touch}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ${written('OLD')} IS DISTINCT FROM ${written('NEW')} THEN
    NEW.update_time := clock_timestamp();
    NEW.exchange_status := '0';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ${quoted(`${table}_touch`)} BEFORE UPDATE ON ${at} FOR EACH ROW EXECUTE PROCEDURE ${touch}();

-- 平台未接收的行，逐个问题一行。
CREATE TABLE ${rejectedAt} (
${[...keyLines, '  delivery varchar(26) NOT NULL', '  code varchar(60) NOT NULL', '  column_name varchar(64)', '  detail varchar(1000) NOT NULL', '  rejected_time timestamptz(6) NOT NULL DEFAULT clock_timestamp()'].join(',\n')}
);
CREATE INDEX ON ${rejectedAt} (rejected_time);
COMMENT ON TABLE ${rejectedAt} IS ${text(`${comment}：平台未接收的行和原因`, 'postgresql')};
`;
}

function mysql({ schema, table, rejected, comment, columns, key }: FrontEndTable): string {
  const at = `${backquoted(schema)}.${backquoted(table)}`;
  const line = (name: string, type: string, said: string) =>
    `  ${backquoted(name)} ${type} COMMENT ${text(said, 'mysql')}`;
  const keyColumns = columns.filter(({ name }) => key.includes(name));
  const unchanged = [...columns.map(({ name }) => name), 'op_flag', 'batch_no']
    .map((name) => `OLD.${backquoted(name)} <=> NEW.${backquoted(name)}`)
    .join(' AND ');
  return `-- ${comment}：前置库建表语句，适用于 MySQL 8 和 MariaDB。
-- 用 mysql 在本部门的前置库中执行；账号授权见“账号”脚本。
CREATE DATABASE IF NOT EXISTS ${backquoted(schema)} CHARACTER SET utf8mb4;

CREATE TABLE ${at} (
${[...columns.map(({ name, valueKind, comment: said }) => line(name, `${sqlType(valueKind, 'mysql', key.includes(name))}${key.includes(name) ? ' NOT NULL' : ''}`, said)), ...auditNames.map((name) => auditLine(name)), `  PRIMARY KEY (${key.map(backquoted).join(', ')})`, `  KEY by_update_time (update_time, ${key.map(backquoted).join(', ')})`].join(',\n')}
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT ${text(comment, 'mysql')};

-- 部门写入的列有变化时更新 update_time；平台回写交换状态时不更新。
CREATE TRIGGER ${backquoted(schema)}.${backquoted(`${table}_touch`)} BEFORE UPDATE ON ${at} FOR EACH ROW
  SET NEW.exchange_status = IF(${unchanged}, NEW.exchange_status, '0'),
      NEW.update_time = IF(${unchanged}, OLD.update_time, CURRENT_TIMESTAMP(6));

-- 平台未接收的行，逐个问题一行。
CREATE TABLE ${backquoted(schema)}.${backquoted(rejected)} (
${[...keyColumns.map(({ name, valueKind, comment: said }) => line(name, sqlType(valueKind, 'mysql', true), said)), '  delivery varchar(26) NOT NULL', '  code varchar(60) NOT NULL', '  column_name varchar(64)', '  detail varchar(1000) NOT NULL', '  rejected_time timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)', '  KEY by_rejected_time (rejected_time)'].join(',\n')}
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT ${text(`${comment}：平台未接收的行和原因`, 'mysql')};
`;
}

/** MySQL's comment stands before a check. */
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

/** Names are of small letters, digits and underscores; quoted, they may be words of SQL. */
function quoted(name: string): string {
  return `"${name}"`;
}

function backquoted(name: string): string {
  return `\`${name}\``;
}

/** A text in the script: nothing in it ends it early. */
function text(value: string, system: DatabaseSystem): string {
  const doubled = value.replaceAll("'", "''");
  return `'${system === 'mysql' ? doubled.replaceAll('\\', '\\\\') : doubled}'`;
}
