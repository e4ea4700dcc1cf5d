import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';

/** How a template of version `made` fits the newest of the published versions, the oldest first. */
export type TemplateFit =
  /** Fields that the template could not know yet may be absent. */
  { readonly fits: true; readonly newFields: readonly string[] } | { readonly fits: false };

/** A template of an older version still fits while every version since then was compatible with the one before. */
export function templateFit(versions: readonly DatasetVersion[], made: number): TemplateFit {
  const own = versions.find(({ version }) => version === made);
  const newest = versions.at(-1);
  if (own === undefined || newest === undefined) return { fits: false };
  const since = versions.filter(({ version }) => version > made);
  if (since.some(({ compatibility }) => compatibility !== 'compatible')) return { fits: false };
  const known = new Set(own.content.fields.map(({ key }) => key));
  return { fits: true, newFields: newest.content.fields.flatMap(({ key }) => (known.has(key) ? [] : [key])) };
}
