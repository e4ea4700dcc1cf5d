import type { CatalogueEntry, StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { withdrawDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { Failure } from '../../kernel/failure.ts';
import type { ClosingPorts } from '../ports.ts';
import { toClosedView } from '../reading/to-view.ts';
import { transitionRefused, findStatus, checkTransition } from './check-transition.ts';
import { toHistoryEntry, appendHistoryEntry } from './history.ts';
import { withClosed, withWithdrawal } from './next-entry.ts';
import { versionEvents } from './version-events.ts';

type Input = RouteInput<typeof withdrawDatasetRoute>;
type Answer = RouteOutput<typeof withdrawDatasetRoute> | RouteRefusal<typeof withdrawDatasetRoute>;

/** Its department or the centre may withdraw the open version, only the centre the published entry. */
export async function withdrawDataset(input: Input, ports: ClosingPorts): Promise<Answer> {
  const entry = await ports.entry(input.params.dataset);
  const closed =
    entry !== null && entry.open?.version !== input.params.version && findStatus(entry, input.params.version) !== null;
  return closed ? await withdrawPublished(entry, input, ports) : await withdrawOpen(entry, input, ports);
}

async function withdrawOpen(
  found: CatalogueEntry | null,
  { caller, params, body, requestId }: Input,
  ports: ClosingPorts,
): Promise<Answer> {
  const transition = checkTransition(found, { ...params, lockVersion: body.lockVersion }, 'withdraw', caller);
  if (isRefused(transition)) return transition;
  const { entry, open } = transition;
  if (!isPermitted(caller, 'withdraw-draft', entry.provider)) return refused('not-your-department');
  const at = ports.now();
  const line = toHistoryEntry('withdrawn', caller, at, body.reason);
  const stored: StoredVersion = {
    ...open,
    status: 'withdrawn',
    updatedAt: at,
    history: appendHistoryEntry(open.history, line),
  };
  await ports.saveVersion(stored, requestId);
  const next = withClosed(entry, stored, requestId);
  if (!(await ports.change(next, versionEvents(entry, next, line)))) return refused('changed-meanwhile');
  return { ...stored, lockVersion: next.lockVersion };
}

async function withdrawPublished(
  entry: CatalogueEntry,
  { caller, params: { dataset, version }, body }: Input,
  ports: ClosingPorts,
): Promise<Answer> {
  const closed = entry.closed.find((each) => each.version === version);
  if (closed === undefined) throw new Failure('closed-version-missing', { dataset, version });
  if (!isPermitted(caller, 'withdraw-published-entry', entry.provider))
    return isPermitted(caller, 'compile-entry', entry.provider)
      ? refused('withdrawal-by-centre')
      : refused('not-your-department');
  if (closed.status !== 'published') return transitionRefused('withdraw', version, closed.status);
  if (entry.published !== version)
    return refused('not-latest-version', { version, latest: entry.published ?? version });
  if (entry.open !== undefined) return refused('draft-exists', { dataset, version: entry.open.version });
  if (entry.lockVersion !== body.lockVersion) return refused('changed-meanwhile');
  const line = toHistoryEntry('withdrawn', caller, ports.now(), body.reason);
  const next = withWithdrawal(entry, line);
  if (!(await ports.change(next, versionEvents(entry, next, line), null))) return refused('changed-meanwhile');
  const withdrawn = next.closed.find((each) => each.version === version) ?? closed;
  return toClosedView(next, withdrawn, await ports.version(dataset, version, withdrawn.snapshotId), caller);
}
