import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';

export type PublishedVersions = { readonly all: readonly DatasetVersion[]; readonly newest: DatasetVersion };

/** `null` when no version was published, or the dataset was withdrawn. */
export function publishedVersions(all: readonly DatasetVersion[]): PublishedVersions | null {
  const newest = all.at(-1);
  return newest === undefined ? null : { all, newest };
}

/** `newFields` were added since: the template's columns may lack them. */
export type TemplateFit = { readonly fits: true; readonly newFields: readonly string[] } | { readonly fits: false };

/** A template fits while every version since `made` was compatible with the one before. */
export function templateFit(versions: readonly DatasetVersion[], made: number): TemplateFit {
  const own = versions.find(({ version }) => version === made);
  const newest = versions.at(-1);
  if (own === undefined || newest === undefined) return { fits: false };
  const since = versions.filter(({ version }) => version > made);
  if (since.some(({ compatibility }) => compatibility !== 'compatible')) return { fits: false };
  const known = new Set(own.content.fields.map(({ key }) => key));
  return { fits: true, newFields: newest.content.fields.flatMap(({ key }) => (known.has(key) ? [] : [key])) };
}
