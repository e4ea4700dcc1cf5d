import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { draftApplicationRoute, editApplicationRoute } from '../../../schemas/sharing/application-routes.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { applicationStateNames } from '../../../schemas/sharing/names.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { writtenEvent } from './application-events.ts';
import { checkContent, isWider } from './check-content.ts';
import { checkFilterValues } from './check-filter-values.ts';
import { findApplication, viewApplication } from './find-application.ts';
import type { ApplicationPorts } from './ports.ts';
import { publishedTarget } from './published-target.ts';
import { sidesOf } from './sides-of.ts';
import { waitsFor } from './transitions.ts';

/** Keeps a draft of the caller's department. A renewal follows on an application of its own for the same target. */
export async function draftApplication(
  { caller, body }: Pick<RouteInput<typeof draftApplicationRoute>, 'caller' | 'body'>,
  ports: ApplicationPorts,
) {
  const { target, dataset, content, renews } = body;
  const published = await publishedTarget(body, ports);
  if (published === null) return refused('dataset-not-found', { dataset });
  const { version } = published;
  const { provider, name } = version.content.metadata;
  if (provider === caller.department) return refused('own-data', { name });
  if (renews !== undefined && !(await isRenewable(caller, { renews, target, dataset }, ports)))
    return refused('application-not-found', { application: renews });
  const at = ports.now();
  const valueFaults = await checkFilterValues(content, version, ports.canonical);
  const fault = checkContent(content, { published, today: dayInShanghai(at), valueFaults });
  if (fault !== null) return fault;
  const application: Application = {
    id: ports.newApplicationId(),
    target,
    dataset,
    version: version.version,
    provider,
    consumer: caller.department,
    content,
    state: 'draft',
    createdAt: at,
    createdBy: caller.subject,
    writtenBy: [caller.subject],
    transitions: [],
    lockVersion: 1,
    ...definedOnly({ renews }),
  };
  return await save(caller, application, ports);
}

async function isRenewable(
  caller: Caller,
  { renews, target, dataset }: { readonly renews: string } & Pick<Application, 'target' | 'dataset'>,
  ports: ApplicationPorts,
): Promise<boolean> {
  const before = await findApplication(caller, renews, ports);
  if (isRefused(before) || before.consumer !== caller.department) return false;
  return before.dataset === dataset && before.target === target;
}

/** Changes a draft, or what has to be completed; what is complete was approved, and is not widened. */
export async function editApplication(
  { caller, params, body }: Pick<RouteInput<typeof editApplicationRoute>, 'caller' | 'params' | 'body'>,
  ports: ApplicationPorts,
) {
  const application = await findApplication(caller, params.application, ports);
  if (isRefused(application)) return application;
  const { state, dataset, lockVersion, writtenBy } = application;
  const isOpen = state === 'draft' || state === 'awaiting-completion';
  if (!isOpen || !sidesOf(caller, application).includes('applicant'))
    return refused('not-editable', { state: applicationStateNames[state] });
  if (lockVersion !== body.lockVersion) return refused('changed-meanwhile');
  if (state === 'awaiting-completion' && isWider(body.content, application.content))
    return refused('wider-than-approved');
  const published = await publishedTarget(application, ports);
  if (published === null) return refused('dataset-not-found', { dataset });
  const valueFaults = await checkFilterValues(body.content, published.version, ports.canonical);
  const fault = checkContent(body.content, { published, today: dayInShanghai(ports.now()), valueFaults });
  if (fault !== null) return fault;
  const edited: Application = {
    ...application,
    content: body.content,
    version: published.version.version,
    writtenBy: [...new Set([...writtenBy, caller.subject])],
    lockVersion: lockVersion + 1,
  };
  return await save(caller, edited, ports);
}

async function save(caller: Caller, application: Application, ports: ApplicationPorts) {
  const event = writtenEvent(application, { at: ports.now(), by: caller.subject });
  return (await ports.saveApplication(application, { event, waitsFor: waitsFor(application) }))
    ? await viewApplication(caller, application, ports)
    : refused('changed-meanwhile');
}
