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
import { registrationEvent } from '../source-events.ts';
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
  const found = declaredCredentials(declaration);
  if (found !== null)
    return refused('credentials-declared', { place: found.place }, [
      { pointer: `/body/declaration${found.pointer}`, detail: '此处写有账号、密码、令牌或密钥，请删去。' },
    ]);
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
  if (await ports.sources.create(fresh, registrationEvent(fresh, decision))) return toSource(fresh);
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
      ? declaration.fields.map(({ field }, i) => ({ field, pointer: `/body/declaration/fields/${i}/field` }))
      : Object.keys(declaration.columns).map((field) => ({ field, pointer: `/body/declaration/columns/${field}` }));
  const unknown = named.filter(({ field }) => !known.has(field));
  if (unknown.length > 0)
    return refused(
      'fields-unknown',
      { fields: unknown.map(({ field }) => field).join('、') },
      unknown.map(({ field, pointer }) => ({ pointer, detail: `“${field}”不是这个信息资源的信息项。` })),
    );
  if (declaration.channel === 'database') return null;
  const unmapped = content.key.filter((key) => named.every(({ field }) => field !== key));
  if (unmapped.length === 0) return null;
  const labels = unmapped.map((key) => known.get(key) ?? key).join('、');
  return refused('key-not-mapped', { fields: labels }, [
    { pointer: '/body/declaration/fields', detail: `请写明业务主键“${labels}”取自应答的哪一项。` },
  ]);
}

function checkTimetable(timetable: SourceTimetable, ports: RegisterSourcePorts) {
  for (const name of ['times', 'reconcile'] as const) {
    const cron = timetable[name];
    if (cron === 'cycle' || cron === 'never') continue;
    if (!ports.times.isCron(cron) || ports.times.afterCron(cron, ports.now()) === null)
      return refused('timetable-not-valid', { cron }, [
        { pointer: `/body/timetable/${name}`, detail: '请按“分 时 日 月 周”五段填写，并且有时刻符合。' },
      ]);
  }
  return null;
}
