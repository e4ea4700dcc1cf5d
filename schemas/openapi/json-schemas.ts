import { z } from 'zod';
import type { Route } from '../kernel/route.ts';
import { addPropertyNotes } from './add-property-notes.ts';
import type { JsonSchema } from './document.ts';
import { namedSchemas } from './named-schemas.ts';

const prefix = '#/components/schemas/';

/** Schemas are of draft 2020-12; bodies are input, answers output. */
export type RouteSchemas = {
  readonly components: Readonly<Record<string, JsonSchema>>;
  readonly body: (route: Route) => JsonSchema;
  readonly answer: (route: Route) => JsonSchema;
};

/** Names an input that differs from its output, as by a default, `…Input`. */
export function jsonSchemas(routes: readonly Route[]): RouteSchemas {
  const incoming = convert(routes, 'input', (route) => route.body);
  const outgoing = convert(routes, 'output', (route) => ('body' in route.answer ? route.answer.body : null));

  const split = splitNames(incoming.named, outgoing.named);
  const inputName = (name: string) => (split.has(name) ? `${name}Input` : name);
  const used = new Set<string>();
  const renamed = new Map([...incoming.own].map(([id, schema]) => [id, renameReferences(schema, inputName)]));
  const components: Record<string, JsonSchema> = {};
  for (const [name, schema] of outgoing.named) components[name] = schema;
  for (const [name, schema] of incoming.named) components[inputName(name)] = renameReferences(schema, inputName);
  for (const schema of [...renamed.values(), ...outgoing.own.values()]) markUsed(schema, components, used);
  markUsed({ $ref: `${prefix}Problem` }, components, used);

  return {
    components: Object.fromEntries(
      Object.entries(components)
        .filter(([name]) => used.has(name))
        .map(([name, schema]) => [name, addPropertyNotes(name, schema)] as const)
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ),
    body: (route) => addPropertyNotes(route.operation, renamed.get(route.operation) ?? {}),
    answer: (route) => addPropertyNotes(route.operation, outgoing.own.get(route.operation) ?? {}),
  };
}

type Converted = { readonly named: ReadonlyMap<string, JsonSchema>; readonly own: ReadonlyMap<string, JsonSchema> };

function convert(
  routes: readonly Route[],
  io: 'input' | 'output',
  getSchema: (route: Route) => z.ZodType | null,
): Converted {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(namedSchemas)) registry.add(schema, { id });
  const schemaIds = new Map<string, string>();
  for (const route of routes) {
    const schema = getSchema(route);
    if (schema === null) continue;
    const id = registry.get(schema)?.id ?? `/${route.operation}`;
    if (id.startsWith('/')) registry.add(schema, { id });
    schemaIds.set(route.operation, id);
  }
  const { schemas } = z.toJSONSchema(registry, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    uri: (id) => prefix + id,
  });
  const named = new Map(Object.keys(namedSchemas).map((id) => [id, tidy(schemas[id] ?? {})]));
  const own = new Map(
    [...schemaIds].map(([name, id]) => [name, id.startsWith('/') ? tidy(schemas[id] ?? {}) : { $ref: prefix + id }]),
  );
  return { named, own };
}

function splitNames(
  incoming: ReadonlyMap<string, JsonSchema>,
  outgoing: ReadonlyMap<string, JsonSchema>,
): ReadonlySet<string> {
  const split = new Set(
    [...incoming]
      .filter(([name, schema]) => JSON.stringify(schema) !== JSON.stringify(outgoing.get(name)))
      .map(([name]) => name),
  );
  for (let before = -1; before !== split.size;) {
    before = split.size;
    for (const [name, schema] of incoming)
      if (findReferences(schema).some((reference) => split.has(reference))) split.add(name);
  }
  return split;
}

/** Removes ids, the dialect and the bounds of safe integers. */
function tidy(schema: JsonSchema): JsonSchema {
  return mapSchema(schema, (node) => {
    const { $id: _id, $schema: _dialect, ...rest } = node;
    if (rest['maximum'] === Number.MAX_SAFE_INTEGER) delete rest['maximum'];
    if (rest['minimum'] === Number.MIN_SAFE_INTEGER) delete rest['minimum'];
    return rest;
  });
}

function renameReferences(schema: JsonSchema, rename: (name: string) => string): JsonSchema {
  return mapSchema(schema, (node) => {
    const { $ref: reference } = node;
    return typeof reference === 'string' && reference.startsWith(prefix)
      ? { ...node, $ref: prefix + rename(reference.slice(prefix.length)) }
      : node;
  });
}

function markUsed(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>, used: Set<string>): void {
  for (const name of findReferences(schema)) {
    if (used.has(name)) continue;
    used.add(name);
    markUsed(components[name] ?? {}, components, used);
  }
}

function findReferences(schema: JsonSchema): readonly string[] {
  return [...JSON.stringify(schema).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].flatMap(([, name]) =>
    name === undefined ? [] : [name],
  );
}

function mapSchema(schema: JsonSchema, change: (node: Record<string, unknown>) => Record<string, unknown>): JsonSchema {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return change(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)])));
  };
  const entries = Object.entries(schema).map(([key, value]) => [key, walk(value)] as const);
  return change(Object.fromEntries(entries));
}
