import type { editDraftRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { compareVersions } from '../compare/compare-versions.ts';
import { validateEntry } from '../content/validate-entry.ts';
import type { ChangingPorts } from '../ports.ts';
import { publishedVersion } from '../reading/published-version.ts';
import { toOpenView } from '../reading/to-view.ts';
import { checkTransition } from './check-transition.ts';
import { toHistoryEntry } from './history.ts';
import { withOpen } from './next-entry.ts';

type Route = typeof editDraftRoute;

/** Refuses submitted versions, and a change of department. */
export async function editDraft(
  { caller, params, body }: RouteInput<Route>,
  ports: ChangingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const transition = checkTransition(
    await ports.entry(params.dataset),
    { ...params, lockVersion: body.lockVersion },
    'edit',
    caller,
  );
  if (isRefused(transition)) return transition;
  const { entry, open } = transition;
  const { content } = body;
  if (content.metadata.provider !== entry.provider) return refused('not-your-department');
  const [published, codeLists] = await Promise.all([publishedVersion(entry, ports), ports.codeLists()]);
  const compatibility =
    published === null ? 'first' : compareVersions(published.content, content, codeLists).compatibility;
  const next = withOpen(entry, open, { content, compatibility }, toHistoryEntry('edited', caller, ports.now()));
  if (!(await ports.change(next, []))) return refused('changed-meanwhile');
  return toOpenView(next, next.open, await validateEntry(content, entry.code, ports));
}
