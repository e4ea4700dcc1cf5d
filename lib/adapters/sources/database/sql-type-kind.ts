import type { DatabaseSystem } from '../../../../schemas/collection/front-end-table.ts';

/** What decides how a column is read, ordered and compared. `moment` has no zone, `instant` has one. */
export type SqlTypeKind =
  | 'text'
  | 'number'
  | 'float32'
  | 'float64'
  | 'boolean'
  | 'bits'
  | 'enum'
  | 'day'
  | 'moment'
  | 'instant'
  | 'money'
  /** Read as the database writes it. */
  | 'other'
  /** Bytes, arrays, geometries: no text that a person would know. */
  | 'unreadable';

export type TableColumn = {
  /** As the database spells it, with its length: `character(30)`, `bigint(20) unsigned`. */
  readonly type: string;
  readonly kind: SqlTypeKind;
  readonly collation: string | null;
  /** Known of MySQL only, where it differs by column. */
  readonly characterSet?: string;
  readonly isNullable: boolean;
};

type Kinds = Readonly<Partial<Record<SqlTypeKind, readonly string[]>>>;

const mysqlShapes = [
  'geometry',
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
  'geometrycollection',
  'geomcollection',
];

const kindsBySystem: Readonly<Record<DatabaseSystem, Kinds>> = {
  postgresql: {
    text: ['text', 'varchar', 'bpchar', 'char', 'name', 'citext', 'nvarchar2', 'clob'],
    number: ['int1', 'int2', 'int4', 'int8', 'int16', 'numeric', 'oid'],
    float32: ['float4'],
    float64: ['float8'],
    boolean: ['bool'],
    day: ['date'],
    moment: ['timestamp', 'smalldatetime'],
    instant: ['timestamptz'],
    money: ['money'],
    unreadable: ['bytea', 'blob', 'raw', 'structure'],
  },
  mysql: {
    text: ['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'json'],
    number: ['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'year'],
    float32: ['float'],
    float64: ['double'],
    bits: ['bit'],
    enum: ['enum', 'set'],
    day: ['date'],
    moment: ['datetime'],
    instant: ['timestamp'],
    unreadable: ['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob', 'vector', ...mysqlShapes],
  },
};

const kindByType = {
  postgresql: indexKinds(kindsBySystem.postgresql),
  mysql: indexKinds(kindsBySystem.mysql),
};

/** Takes the type's own name, without length; a type that isn't listed is read as the database writes it. */
export function sqlTypeKind(system: DatabaseSystem, typeName: string): SqlTypeKind {
  return kindByType[system].get(typeName.toLowerCase()) ?? 'other';
}

function indexKinds(kinds: Kinds): ReadonlyMap<string, SqlTypeKind> {
  const kindOf = new Map<string, SqlTypeKind>();
  for (const kind of listKinds(kinds)) for (const type of kinds[kind] ?? []) kindOf.set(type, kind);
  return kindOf;
}

function listKinds(kinds: Kinds): readonly SqlTypeKind[] {
  return Object.keys(kinds).filter((name): name is SqlTypeKind => name in kinds);
}
