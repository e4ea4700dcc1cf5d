import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { registerSourceRoute } from '../../../../schemas/collection/sources/routes.ts';
import {
  toSource,
  type SourceRecord,
  type SourceDeclaration,
  type SourceTimetable,
} from '../../../../schemas/collection/sources/source.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { isPermitted } from '../../../kernel/access-policy.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Clock } from '../../ports.ts';
import type { FindSourcePorts } from '../find-source.ts';
import type { CronSchedule, SecretStore } from '../ports.ts';
import { initialHealth } from '../pull/run-outcome.ts';
import { updateWithRetry } from '../update-source.ts';
import { declaredCredentials } from './declared-credentials.ts';
import { losesSecret } from './secret-binding.ts';
import { secretName } from './secret-name.ts';

export type RegisterSourcePorts = FindSourcePorts &
  Clock & { readonly times: CronSchedule; readonly secrets: Pick<SecretStore, 'forget'> };

/**
 * Replaces an earlier declaration, which must be tested and confirmed anew; kept credentials are forgotten when it
 * names another host, port or kind. Refuses `dataset-not-found`, `not-your-department`, `channel-mismatch`,
 * `credentials-declared`, `fields-unknown`, `key-not-mapped`, `timetable-not-valid`, `changed-meanwhile`.
 */
export async function registerSource(
  { caller, params, body }: RouteInput<typeof registerSourceRoute>,
  ports: RegisterSourcePorts,
) {
  const version = (await ports.publishedVersions(params.dataset)).at(-1);
  if (version === undefined) return refused('dataset-not-found', { dataset: params.dataset });
  if (!isPermitted(caller, 'supply-data', version.content.metadata.provider)) return refused('not-your-department');
  const { declaration, timetable } = body;
  if (declaration.channel !== params.channel) return refused('channel-mismatch');
  const place = declaredCredentials(declaration);
  if (place !== null) return refused('credentials-declared', { place });
  const fault = checkFields(declaration, version) ?? checkTimetable(timetable, ports);
  if (isRefused(fault)) return fault;

  const at = ports.now();
  const decision = { kind: 'registered' as const, by: caller.subject, at };
  const fresh: SourceRecord = {
    dataset: params.dataset,
    channel: params.channel,
    department: caller.department,
    state: 'registered',
    declarationVersion: 1,
    lockVersion: 1,
    declaration,
    timetable,
    decisions: [decision],
    health: initialHealth,
    replays: [],
    fencingToken: 0,
  };
  if (await ports.sources.create(fresh)) return toSource(fresh);
  const existing = await ports.sources.read(params);
  if (existing === null) return refused('changed-meanwhile');
  let isSecretLost = false;
  // The watermark belongs to the old declaration.
  const changed = await updateWithRetry(
    existing,
    decision,
    (current) => {
      isSecretLost = losesSecret(current, declaration);
      return {
        state: 'registered',
        declarationVersion: current.declarationVersion + 1,
        ...(isSecretLost ? { secret: null } : {}),
        declaration,
        timetable,
        test: null,
        receipt: null,
        watermark: null,
        nextRunAt: null,
        nextReconcileAt: null,
        requested: null,
        dueAt: at,
        health: { ...initialHealth, ...definedOnly({ lastSuccess: current.health.lastSuccess }) },
      };
    },
    ports.sources,
  );
  if (changed !== null && isSecretLost) await ports.secrets.forget(secretName(params));
  return changed === null ? refused('changed-meanwhile') : toSource(changed);
}

function checkFields(declaration: SourceDeclaration, { content }: DatasetVersion) {
  const known = new Map(content.fields.map(({ key, label }) => [key, label]));
  const named =
    declaration.channel === 'interface'
      ? declaration.fields.map(({ field }) => field)
      : Object.keys(declaration.columns);
  const unknown = named.filter((field) => !known.has(field));
  if (unknown.length > 0) return refused('fields-unknown', { fields: unknown.join('、') });
  const unmapped = declaration.channel === 'interface' ? content.key.filter((key) => !named.includes(key)) : [];
  return unmapped.length > 0
    ? refused('key-not-mapped', { fields: unmapped.map((key) => known.get(key) ?? key).join('、') })
    : null;
}

function checkTimetable({ times, reconcile }: SourceTimetable, ports: RegisterSourcePorts) {
  for (const cron of [times, reconcile]) {
    if (cron === 'cycle' || cron === 'never') continue;
    if (!ports.times.isCron(cron) || ports.times.afterCron(cron, ports.now()) === null)
      return refused('timetable-not-valid', { cron });
  }
  return null;
}
