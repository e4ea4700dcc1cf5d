import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';

/** A dataset's versions that were ever published, the oldest first: at least one. */
export type PublishedVersions = { readonly all: readonly DatasetVersion[]; readonly newest: DatasetVersion };

/** `null` when no version was published, or the dataset was withdrawn. */
export function publishedVersions(all: readonly DatasetVersion[]): PublishedVersions | null {
  const newest = all.at(-1);
  return newest === undefined ? null : { all, newest };
}
