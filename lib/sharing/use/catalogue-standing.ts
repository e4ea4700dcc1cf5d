import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { CatalogueStanding } from '../../../schemas/sharing/grant-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';

type Version = Pick<DatasetVersion, 'version' | 'compatibility'>;

/**
 * How a grant stands to the published versions of its dataset, the oldest first: compatible ones carry it over with
 * the fields that it has, and a breaking one asks for another, as a field's key may mean something else in it.
 */
export function catalogueStanding(grant: Pick<Grant, 'version'>, versions: readonly Version[]): CatalogueStanding {
  const newest = versions.at(-1);
  if (newest === undefined) return { standing: 'withdrawn' };
  const { version } = newest;
  const later = versions.filter((one) => one.version > grant.version);
  if (later.length === 0) return { standing: 'same', version };
  return {
    standing: later.some(({ compatibility }) => compatibility === 'breaking') ? 'superseded' : 'carried-over',
    version,
  };
}
