import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';

/** `newFields` were added since the template was made: its columns may lack them. */
export type TemplateFit = { readonly fits: true; readonly newFields: readonly string[] } | { readonly fits: false };

/**
 * Whether a template of version `made` fits the newest of `versions` (the oldest first): it does while every version
 * since then was compatible with the one before.
 */
export function templateFit(versions: readonly DatasetVersion[], made: number): TemplateFit {
  const own = versions.find(({ version }) => version === made);
  const newest = versions.at(-1);
  if (own === undefined || newest === undefined) return { fits: false };
  const since = versions.filter(({ version }) => version > made);
  if (since.some(({ compatibility }) => compatibility !== 'compatible')) return { fits: false };
  const known = new Set(own.content.fields.map(({ key }) => key));
  return { fits: true, newFields: newest.content.fields.flatMap(({ key }) => (known.has(key) ? [] : [key])) };
}
