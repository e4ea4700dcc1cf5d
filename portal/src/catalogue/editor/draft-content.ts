import { z } from 'zod';
import { DatasetContent, DatasetMetadata } from '../../../../schemas/catalogue/dataset-version.ts';
import { Field } from '../../../../schemas/catalogue/field.ts';
import { DraftRule, renameInRule } from './rule-parts.ts';

const texts = z.array(z.string());

/** What is being typed: shaped as an entry, while names may be empty and lengths wrong. The platform judges. */
export const DraftContent = DatasetContent.extend({
  metadata: DatasetMetadata.extend({
    name: z.string(),
    aliases: texts,
    summary: z.string(),
    format: z.object({ class: z.string(), formats: texts }),
    relatedCodes: texts,
  }),
  fields: z.array(
    Field.extend({
      key: z.string(),
      label: z.string(),
      aliases: texts,
      length: z.number(),
      scale: z.number().optional(),
      typedBy: z.string().optional(),
    }),
  ),
  key: texts,
  subject: z.object({ field: z.string(), kind: z.enum(['person', 'organization']) }).optional(),
  rules: z.array(DraftRule),
});
export type DraftContent = z.infer<typeof DraftContent>;
export type DraftField = DraftContent['fields'][number];
export type DraftMetadata = DraftContent['metadata'];

/** `content` is kept with the version of the entry that it began from: another person may have saved since. */
export const EditorDraft = z.object({ lockVersion: z.number(), content: DraftContent });
export type EditorDraft = z.infer<typeof EditorDraft>;

const optionalTexts: ReadonlySet<string> = new Set([
  'providerUnit',
  'shareCondition',
  'legalBasis',
  'sourceSystem',
  'codeList',
  'typedBy',
  'unit',
  'description',
]);

/** The object with the changes; what is changed to `undefined` is left out. */
export function dropUndefined<Whole extends object>(
  whole: Whole,
  changes: { readonly [Name in keyof Whole]?: Whole[Name] | undefined },
): Whole {
  const next: Whole = { ...whole };
  for (const name in changes) {
    const value = changes[name];
    if (value === undefined) delete next[name];
    else next[name] = value;
  }
  return next;
}

const dropEmpty = (whole: object): object =>
  Object.fromEntries(Object.entries(whole).filter(([name, value]) => value !== '' || !optionalTexts.has(name)));

/** What is sent: optional texts that are empty are left out, and the entry's level is the highest of its fields. */
export function toSentContent(content: DraftContent): DraftContent {
  return DraftContent.parse({
    ...content,
    metadata: {
      ...dropEmpty(content.metadata),
      open: content.metadata.open,
      sensitivity: highestSensitivity(content.fields),
    },
    fields: content.fields.map(dropEmpty),
  });
}

/** A field that nobody else in the entry is called, for the person to fill in. */
export function newField(fields: readonly DraftField[]): DraftField {
  const taken = new Set(fields.map(({ key }) => key));
  const number = [...taken, ''].findIndex((_, index) => !taken.has(`field_${index + 1}`)) + 1;
  return {
    key: `field_${number}`,
    label: '',
    aliases: [],
    type: 'C',
    format: 'text',
    length: 100,
    required: false,
    controlled: true,
    past: false,
    sensitivity: 2,
    mask: 'none',
  };
}

/** The entry without one field, and without its part in the key. */
export function removeField(content: DraftContent, at: number): DraftContent {
  const gone = content.fields[at]?.key;
  return {
    ...content,
    fields: content.fields.filter((_, index) => index !== at),
    key: content.key.filter((key) => key !== gone),
  };
}

/** The entry with one field changed; a renamed key keeps its part in the business key, the subject and the rules. */
export function changeField(content: DraftContent, at: number, field: DraftField): DraftContent {
  const before = content.fields[at]?.key;
  const fields = content.fields.map((one, index) => (index === at ? field : one));
  if (before === field.key) return { ...content, fields };
  const rename = (key: string): string => (key === before ? field.key : key);
  const { subject } = content;
  return {
    ...content,
    fields: fields.map((one) => (one.typedBy === undefined ? one : { ...one, typedBy: rename(one.typedBy) })),
    key: content.key.map(rename),
    ...(subject === undefined ? {} : { subject: { ...subject, field: rename(subject.field) } }),
    rules: content.rules.map((rule) => renameInRule(rule, rename)),
  };
}

/** The entry with a field moved by so many places; the business key follows the fields' order. */
export function moveField(content: DraftContent, at: number, by: number): DraftContent {
  const fields = [...content.fields];
  const [moved] = fields.splice(at, 1);
  if (moved === undefined) return content;
  fields.splice(Math.max(0, at + by), 0, moved);
  return { ...content, fields, key: fields.map(({ key }) => key).filter((key) => content.key.includes(key)) };
}

/** The entry with a field in the business key or out of it, the key in the fields' order. */
export function setKeyField(content: DraftContent, field: string, isKey: boolean): DraftContent {
  const chosen = new Set(content.key);
  if (isKey) chosen.add(field);
  else chosen.delete(field);
  return { ...content, key: content.fields.map(({ key }) => key).filter((key) => chosen.has(key)) };
}

const highestSensitivity = (fields: readonly DraftField[]): DraftMetadata['sensitivity'] =>
  fields.map(({ sensitivity }) => sensitivity).reduce((highest, one) => (one > highest ? one : highest), 1);
