import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { RecordChange } from '../../../schemas/records/record.ts';
import type { readChangesRoute } from '../../../schemas/records/routes.ts';
import type { Auditing } from '../../../schemas/sharing/data-use.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { Catalogue } from '../ports.ts';
import { subjectsOf } from '../subjects-of.ts';
import { readChangePage, type Change, type ChangePagePorts } from './read-change-page.ts';

export type ReadChangesPorts = Auditing & ChangePagePorts & { readonly catalogue: Pick<Catalogue, 'publishedVersion'> };

/** Reads the next page of the change feed (`readChangePage`). Leaves an audit entry. */
export async function readChanges(
  { caller, params: { dataset }, body, requestId }: RouteInput<typeof readChangesRoute>,
  ports: ReadChangesPorts,
) {
  const version = await ports.catalogue.publishedVersion(dataset);
  if (version === null) return refused('dataset-not-found', { dataset });
  const { provider } = version.content.metadata;
  const use = { caller, requestId, operation: 'read-changes', dataset, provider } as const;
  if (!isPermitted(caller, 'read-records', provider)) {
    await ports.recordUse({ ...use, results: 0, refusal: 'not-your-department' });
    return refused('not-your-department');
  }
  const page = await readChangePage(dataset, body, ports);
  if (isRefused(page)) return page;
  const { changes, next, more } = page;
  const subjects = subjectsOf(changes.map((change) => change.version));
  // A consumer that asks every minute whether there is anything new uses no data.
  if (changes.length > 0) await ports.recordUse({ ...use, subjects, results: changes.length });
  return { items: changes.map((change) => toItem(version, change)), next, more };
}

function toItem(
  { content }: DatasetVersion,
  { publication, of, place, keyHash, removed, version }: Change,
): RecordChange {
  const { values } = version;
  const key = Object.fromEntries(
    content.key.flatMap((field) => {
      const value = values[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
  return {
    id: `${publication}-${of}-${place}`,
    publication,
    record: keyHash,
    removed,
    key,
    ...(removed ? {} : { values }),
  };
}
