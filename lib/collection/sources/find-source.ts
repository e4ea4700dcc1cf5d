import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { CataloguePorts } from '../ports.ts';
import type { SourceRepository, SourceKey } from './ports.ts';

export type FindSourcePorts = Pick<CataloguePorts, 'publishedVersions'> & { readonly sources: SourceRepository };

/** Refuses `dataset-not-found`, and `source-not-found` also for strangers. */
export async function findSource(caller: Caller, key: SourceKey, ports: FindSourcePorts) {
  const version = (await ports.publishedVersions(key.dataset)).at(-1);
  const source = await ports.sources.read(key);
  if (version === undefined) return refused('dataset-not-found', { dataset: key.dataset });
  if (source === null || !isPermitted(caller, 'read-source', source.department))
    return refused('source-not-found', { dataset: key.dataset });
  return { source, version } satisfies { source: SourceRecord; version: DatasetVersion };
}
