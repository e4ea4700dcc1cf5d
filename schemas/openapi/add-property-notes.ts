import type { JsonSchema } from './document.ts';
import { propertyNotes } from './property-notes.ts';

/** `name` is a named schema or a function. */
export function addPropertyNotes(name: string, schema: JsonSchema): JsonSchema {
  const notes = propertyNotes[name.replace(/Input$/, '')];
  return notes === undefined ? schema : addNotesWithin(schema, '', notes);
}

function addNotesWithin(schema: JsonSchema, path: string, notes: Readonly<Record<string, string>>): JsonSchema {
  const { properties, items } = schema;
  if (properties !== undefined) {
    const noted: Record<string, JsonSchema | boolean> = {};
    for (const [name, property] of Object.entries(properties)) {
      const propertyPath = path === '' ? name : `${path}.${name}`;
      const note = notes[propertyPath];
      noted[name] =
        typeof property === 'boolean'
          ? property
          : { ...addNotesWithin(property, propertyPath, notes), ...(note === undefined ? {} : { description: note }) };
    }
    return { ...schema, properties: noted };
  }
  // The states of one thing: a property means the same in each.
  if (schema.oneOf !== undefined)
    return {
      ...schema,
      oneOf: schema.oneOf.map((branch) => (typeof branch === 'boolean' ? branch : addNotesWithin(branch, path, notes))),
    };
  return items === undefined || typeof items === 'boolean' || Array.isArray(items)
    ? schema
    : { ...schema, items: addNotesWithin(items, path, notes) };
}
