import type { StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { draftVersionRoute } from '../../../schemas/catalogue/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { compareVersions } from '../compare/compare-versions.ts';
import { validateEntry } from '../content/validate-entry.ts';
import type { ChangingPorts } from '../ports.ts';
import { canSeeEntry } from '../reading/access.ts';
import { publishedVersion } from '../reading/published-version.ts';
import { toOpenView } from '../reading/to-view.ts';
import { toHistoryEntry } from './history.ts';
import { withListing } from './next-entry.ts';
import { versionEvents } from './version-events.ts';

type Route = typeof draftVersionRoute;

/** Opens one version at a time; the published one stays in force. */
export async function draftVersion(
  { caller, params: { dataset }, body }: RouteInput<Route>,
  ports: ChangingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const entry = await ports.entry(dataset);
  if (entry === null || !canSeeEntry(caller, entry)) return refused('dataset-not-found', { dataset });
  if (!isPermitted(caller, 'compile-entry', entry.provider)) return refused('not-your-department');
  if (entry.open !== undefined) return refused('draft-exists', { dataset, version: entry.open.version });
  const [published, codeLists] = await Promise.all([publishedVersion(entry, ports), ports.codeLists()]);
  if (published === null) return refused('not-published', { dataset });
  const content = body.content ?? published.content;
  if (content.metadata.provider !== entry.provider) return refused('not-your-department');
  const at = ports.now();
  const version = entry.latestVersion + 1;
  const line = toHistoryEntry('drafted', caller, at);
  const open: StoredVersion = {
    dataset,
    version,
    code: entry.code,
    status: 'draft',
    compatibility: compareVersions(published.content, content, codeLists).compatibility,
    content,
    createdAt: at,
    createdBy: caller.subject,
    updatedAt: at,
    history: [line],
  };
  const next = withListing({ ...entry, lockVersion: entry.lockVersion + 1, latestVersion: version, open });
  if (!(await ports.change(next, versionEvents(entry, next, line)))) return refused('changed-meanwhile');
  return toOpenView(next, open, await validateEntry(content, entry.code, ports));
}
