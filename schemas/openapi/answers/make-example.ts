import type { JsonSchema } from '../document.ts';
import { exampleContent } from '../examples.ts';
import { formatExamples, patternExamples, valueExamples } from './value-examples.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;
/** The named schema or function, and the property, that a value belongs to. */
type Place = { readonly owners: readonly string[]; readonly name: string; readonly depth: number };

const reference = '#/components/schemas/';
/** Whole ones, where properties depend on each other. */
const schemaExamples: Readonly<Record<string, unknown>> = {
  DatasetContent: { ...exampleContent, rules: [], onRejectedRows: 'keep-good-rows', toBeConfirmed: [] },
};
/** Deeper values are left out, if they may be: schemas may contain themselves. */
const maxDepth = 7;

/** Makes a value that a schema accepts, always the same, with the words of this domain; it does not know refinements. */
export function makeExample(owner: string, schema: JsonSchema, schemas: Schemas): unknown {
  return makeValue(schema, { owners: [owner], name: '', depth: 0 }, schemas);
}

function makeValue(schema: JsonSchema, place: Place, schemas: Schemas): unknown {
  const { $ref, const: constant, enum: values, default: preset } = schema;
  if (typeof $ref === 'string' && $ref.startsWith(reference)) {
    const name = $ref.slice(reference.length);
    if (name in schemaExamples) return schemaExamples[name];
    return makeValue(schemas[name] ?? {}, { ...place, owners: [name.replace(/Input$/, ''), ...place.owners] }, schemas);
  }
  if (constant !== undefined) return constant;
  if (values !== undefined) return findNamed(place, (value) => values.includes(value)) ?? values[0];
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice !== undefined) return makeChoice(choice, place, schemas);
  if (schema.allOf !== undefined) return makeAll(schema.allOf, place, schemas);
  const [type] = [schema.type ?? []].flat();
  if (type === 'object') return makeObject(schema, place, schemas);
  if (type === 'array') return makeArray(schema, place, schemas);
  return preset ?? makeScalar(schema, type, place);
}

/** The first that is not null. */
function makeChoice(choice: readonly (JsonSchema | boolean)[], place: Place, schemas: Schemas): unknown {
  const chosen = choice.find((one) => typeof one === 'object' && one.type !== 'null');
  return typeof chosen === 'object' ? makeValue(chosen, place, schemas) : null;
}

function makeAll(parts: readonly (JsonSchema | boolean)[], place: Place, schemas: Schemas): unknown {
  const made = parts.map((part) => (typeof part === 'object' ? makeValue(part, place, schemas) : {}));
  const entries = made.flatMap((one) => (typeof one === 'object' && one !== null ? Object.entries(one) : []));
  return Object.fromEntries(entries);
}

function makeObject(schema: JsonSchema, { owners, name, depth }: Place, schemas: Schemas): unknown {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const above = name === '' ? owners : [name, ...owners];
  const inside = (property: string): Place => ({ owners: above, name: property, depth: depth + 1 });
  const entries = Object.entries(properties).flatMap(([key, property]) =>
    typeof property === 'object' && (depth < maxDepth || required.includes(key))
      ? [[key, makeValue(property, inside(key), schemas)] as const]
      : [],
  );
  if (entries.length > 0 || typeof additionalProperties !== 'object') return Object.fromEntries(entries);
  const names = typeof propertyNames === 'object' ? propertyNames : { type: 'string' as const };
  if (names.enum !== undefined)
    return Object.fromEntries(
      names.enum.map((key) => [key, makeValue(additionalProperties, inside(`${key}`), schemas)]),
    );
  const key = makeScalar(names, 'string', inside('key'));
  return { [typeof key === 'string' ? key : 'key']: makeValue(additionalProperties, inside('value'), schemas) };
}

function makeArray({ items, prefixItems, minItems = 1 }: JsonSchema, place: Place, schemas: Schemas): unknown[] {
  if (prefixItems !== undefined)
    return prefixItems.map((item) => (typeof item === 'object' ? makeValue(item, place, schemas) : null));
  if (typeof items !== 'object' || Array.isArray(items) || place.depth >= maxDepth) return [];
  return Array.from({ length: Math.max(1, minItems) }, () => makeValue(items, place, schemas));
}

function makeScalar(schema: JsonSchema, type: string | undefined, place: Place): unknown {
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  const named = findNamed(place, (value) => fits(schema, type, value));
  if (named !== undefined) return named;
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 0, 1);
  if (type === undefined) return {};
  const byFormat = formatExamples[schema.format ?? ''];
  if (byFormat !== undefined) return byFormat;
  return patternExamples.find((text) => schema.pattern !== undefined && fits(schema, type, text)) ?? '说明';
}

function findNamed({ owners, name }: Place, accepts: (value: string | number) => boolean): string | number | undefined {
  const keys = [...owners.map((owner) => `${owner}.${name}`), name];
  return keys.flatMap((key) => [valueExamples[key] ?? []].flat()).find(accepts);
}

function fits(schema: JsonSchema, type: string | undefined, value: string | number): boolean {
  const { minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength = Infinity, pattern = '' } = schema;
  if (typeof value === 'number')
    return (
      (type === 'number' || (type === 'integer' && Number.isInteger(value))) && value >= minimum && value <= maximum
    );
  const { length } = value;
  return type === 'string' && length >= minLength && length <= maxLength && new RegExp(pattern, 'u').test(value);
}
