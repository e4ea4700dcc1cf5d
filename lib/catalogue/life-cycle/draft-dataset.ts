import type { CatalogueEntry } from '../../../schemas/catalogue/entry.ts';
import type { draftDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { contentFault } from '../content/content-fault.ts';
import { formatResourceCode } from '../content/resource-code.ts';
import { validateEntry, contentRefused } from '../content/validate-entry.ts';
import type { DraftingPorts } from '../ports.ts';
import { toListing } from '../reading/to-listing.ts';
import { toOpenView } from '../reading/to-view.ts';
import { toHistoryEntry } from './history.ts';
import { versionEvents } from './version-events.ts';

type Route = typeof draftDatasetRoute;

/** Routes and pages use them as path segments. */
const reservedIds: readonly string[] = ['search', 'new'];

/** 基础信息资源, 05 电子证照: face data of certificates. */
const certificateCodes = '105';
const siblingBatchSize = 200;

/** Faults block only the submission. A failed creation leaves a gap in the serial numbers. */
export async function draftDataset(
  { caller, body }: RouteInput<Route>,
  ports: DraftingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const { dataset, content } = body;
  const { provider } = content.metadata;
  if (!isPermitted(caller, 'compile-entry', provider)) return refused('not-your-department');
  if (reservedIds.includes(dataset))
    return contentRefused([contentFault('dataset-id-reserved', '', { value: dataset })], '/body/dataset');
  const [taken, others] = await Promise.all([
    ports.entry(dataset),
    ports.listings({ provider, after: undefined, limit: siblingBatchSize }),
  ]);
  if (taken !== null) return refused('dataset-exists', { dataset });
  const classificationCode =
    body.classificationCode ?? others.find(({ code }) => !code.startsWith(certificateCodes))?.code.split('/')[0];
  if (classificationCode === undefined) return refused('classification-code-needed');
  const code = formatResourceCode(classificationCode, await ports.nextSerial(classificationCode));
  const at = ports.now();
  const line = toHistoryEntry('drafted', caller, at);
  const open = {
    dataset,
    version: 1,
    code,
    status: 'draft' as const,
    compatibility: 'first' as const,
    content,
    createdAt: at,
    createdBy: caller.subject,
    updatedAt: at,
    history: [line],
  };
  const entry: CatalogueEntry = {
    dataset,
    code,
    provider,
    lockVersion: 1,
    latestVersion: 1,
    open,
    closed: [],
    listing: toListing(open),
  };
  if (!(await ports.create(entry, versionEvents(null, entry, line)))) return refused('dataset-exists', { dataset });
  return toOpenView(entry, open, await validateEntry(content, code, ports));
}
