import type { StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { publishDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { compareVersions } from '../compare/compare-versions.ts';
import { validateContent } from '../content/validate-content.ts';
import { contentRefused } from '../content/validate-entry.ts';
import type { PublishingPorts } from '../ports.ts';
import { publishedVersion } from '../reading/published-version.ts';
import { buildSearchDocument } from '../search/build-search-document.ts';
import { checkReview } from './check-review.ts';
import { toHistoryEntry, appendHistoryEntry } from './history.ts';
import { withClosed } from './next-entry.ts';
import { versionEvents } from './version-events.ts';

type Route = typeof publishDatasetRoute;

/** Writes the version first; one conditional write of the entry puts it in force. */
export async function publishDataset(
  { caller, params, body, requestId }: RouteInput<Route>,
  ports: PublishingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const transition = await checkReview(
    { ...params, lockVersion: body.lockVersion, transition: 'publish' },
    caller,
    ports,
  );
  if (isRefused(transition)) return transition;
  const { entry, open } = transition;
  const [codeLists, department, before] = await Promise.all([
    ports.codeLists(),
    ports.department(entry.provider),
    publishedVersion(entry, ports),
  ]);
  const faults = validateContent(open.content, { codeLists, providerKnown: department !== null, code: entry.code });
  if (faults.length > 0 || department === null) return contentRefused(faults, '/content');
  const at = ports.now();
  const line = toHistoryEntry('published', caller, at, body.reason);
  const stored: StoredVersion = {
    ...open,
    status: 'published',
    compatibility: before === null ? 'first' : compareVersions(before.content, open.content, codeLists).compatibility,
    publishedOn: dayInShanghai(at),
    updatedAt: at,
    history: appendHistoryEntry(open.history, line),
  };
  await ports.saveVersion(stored, requestId);
  const next = withClosed(entry, stored, requestId);
  const searchDocument = buildSearchDocument(stored, department, ports.toPinyin);
  if (!(await ports.change(next, versionEvents(entry, next, line), searchDocument)))
    return refused('changed-meanwhile');
  return { ...stored, lockVersion: next.lockVersion };
}
