import type { JsonSchema } from './document.ts';

export type SchemaRow = {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly reference?: string;
  readonly note?: string;
};

type SchemaPlace = Pick<SchemaRow, 'path' | 'required'>;

const typeNames: Readonly<Record<string, string>> = {
  string: '文本',
  integer: '整数',
  number: '数字',
  boolean: 'true 或 false',
  array: '列表',
  object: '对象',
  null: 'null',
};
const formatNames: Readonly<Record<string, string>> = {
  date: '日期',
  'date-time': '时间（UTC）',
  uri: '网址',
  ulid: '26 位编号',
};
const prefix = '#/components/schemas/';

/** Lists from the outside in; named schemas are referenced, not repeated. */
export function schemaRows(schema: JsonSchema, at: SchemaPlace = { path: '', required: true }): readonly SchemaRow[] {
  const [head, ...inner] = buildRows(schema, at);
  if (head === undefined || schema.description === undefined || head.path !== at.path)
    return head === undefined ? [] : [head, ...inner];
  return [{ ...head, note: schema.description }, ...inner];
}

function buildRows(schema: JsonSchema, { path, required }: SchemaPlace): readonly SchemaRow[] {
  const reference = readReference(schema);
  if (reference !== undefined) return [{ path, type: reference, required, reference }];
  if (schema.type === 'array') {
    const items = asSchema(schema.items);
    const inner = schemaRows(items, { path: `${path}[]`, required: true });
    const [only] = inner;
    return inner.length === 1 && only !== undefined && only.path === `${path}[]`
      ? [{ ...only, path, type: `${only.type} 的列表`, required }]
      : [...describeHead({ path, required }, '列表'), ...inner.filter((row) => row.path !== `${path}[]`)];
  }
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length > 0) {
    const inner = properties.flatMap(([name, property]) =>
      schemaRows(asSchema(property), {
        path: path === '' ? name : `${path}.${name}`,
        required: schema.required?.includes(name) === true,
      }),
    );
    return [...describeHead({ path, required }, '对象'), ...inner];
  }
  return [{ path, type: describeType(schema), required }];
}

function describeHead({ path, required }: SchemaPlace, type: string): readonly SchemaRow[] {
  return path === '' ? [] : [{ path, type, required }];
}

function describeType(schema: JsonSchema): string {
  const reference = readReference(schema);
  if (reference !== undefined) return reference;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => String(value)).join(' | ');
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map(asSchema);
  if (branches.length > 0) return branches.map((branch) => describeKind(branch) ?? describeType(branch)).join(' | ');
  const base = formatNames[schema.format ?? ''] ?? typeNames[String(schema.type)] ?? '任意';
  return [base, ...describeBounds(schema)].join('，');
}

/** A branch with a `kind` is named by it. */
function describeKind(schema: JsonSchema): string | undefined {
  const kind = schema.properties?.['kind'];
  return kind === undefined ? undefined : describeType(asSchema(kind));
}

function describeBounds(schema: JsonSchema): readonly string[] {
  const { minLength, maxLength, minimum, maximum, default: standard, pattern, format } = schema;
  return [
    describeLength(minLength, maxLength),
    describeRange(minimum, maximum),
    pattern !== undefined && format === undefined ? `格式 ${pattern}` : '',
    standard === undefined ? '' : `默认 ${JSON.stringify(standard)}`,
  ].filter((bound) => bound !== '');
}

function describeLength(min: number | undefined, max: number | undefined): string {
  if (max !== undefined) return min === undefined ? `最多 ${max} 个字符` : `${min} 至 ${max} 个字符`;
  return min !== undefined && min > 0 ? `至少 ${min} 个字符` : '';
}

function describeRange(min: number | undefined, max: number | undefined): string {
  if (min !== undefined) return max === undefined ? `不小于 ${min}` : `${min} 至 ${max}`;
  return max === undefined ? '' : `不大于 ${max}`;
}

function readReference(schema: JsonSchema): string | undefined {
  return schema.$ref?.startsWith(prefix) === true ? schema.$ref.slice(prefix.length) : undefined;
}

function asSchema(schema: JsonSchema | boolean | readonly (JsonSchema | boolean)[] | undefined): JsonSchema {
  if (schema === undefined || typeof schema === 'boolean') return {};
  return isList(schema) ? asSchema(schema[0]) : schema;
}

function isList(schema: JsonSchema | readonly (JsonSchema | boolean)[]): schema is readonly (JsonSchema | boolean)[] {
  return Array.isArray(schema);
}
