import type { operateSourceRoute, SourceOperation } from '../../../../schemas/collection/sources/routes.ts';
import {
  nextSourceStates,
  toSource,
  type SourceRecord,
  type SourceDecision,
  type SourceState,
} from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Clock } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { SecretStore, SourceChanges, SourceMessages } from '../ports.ts';
import { nextInWindow } from '../pull/due-times.ts';
import { updateInState } from '../update-source.ts';
import { parseWatermark } from './parse-watermark.ts';
import { secretName } from './secret-name.ts';

const decisionKinds: Readonly<Record<SourceOperation, SourceDecision['kind']>> = {
  pause: 'paused',
  resume: 'resumed',
  'run-now': 'run-now',
  'run-from': 'run-from',
  'reconcile-now': 'reconcile-now',
  retire: 'retired',
};

/** Refuses `from-missing`, `from-not-valid`, `source-state` and `changed-meanwhile`. */
export async function operateSource(
  { caller, params, body }: RouteInput<typeof operateSourceRoute>,
  ports: FindSourcePorts &
    Clock & { readonly messages: Pick<SourceMessages, 'pull'>; readonly secrets: Pick<SecretStore, 'forget'> },
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const { operation, reason } = body;
  const from =
    operation === 'run-from' && body.from !== undefined
      ? parseWatermark(known.source.declaration, body.from)
      : undefined;
  if (operation === 'run-from' && body.from === undefined) return refused('from-missing');
  if (from === null) return refused('from-not-valid');
  const at = ports.now();
  const decision: SourceDecision = {
    kind: decisionKinds[operation],
    by: caller.subject,
    at,
    reason,
    ...definedOnly({ from }),
  };
  const changed = await updateInState(
    known.source,
    decision,
    (source) => changesFor(operation, source, { by: caller.subject, at, ...definedOnly({ from }) }),
    ports.sources,
  );
  if (isRefused(changed)) return changed;
  if (operation === 'retire') await ports.secrets.forget(secretName(params));
  await ports.messages.pull(params);
  return toSource(changed);
}

function changesFor(
  operation: SourceOperation,
  source: SourceRecord,
  { by, at, from }: { readonly by: string; readonly at: Instant; readonly from?: string },
): SourceChanges | null {
  const to = (state: SourceState): SourceChanges | null =>
    nextSourceStates[source.state].some((next) => next === state) ? { state, dueAt: at } : null;
  switch (operation) {
    case 'pause':
      return to('paused');
    case 'retire': {
      const retired = to('retired');
      return retired === null ? null : { ...retired, secret: null };
    }
    case 'resume':
      return source.state === 'paused' ? { ...to('running'), ...missedRun(source, at) } : null;
    default:
      return source.state === 'running'
        ? {
            dueAt: at,
            ...waitForWindow(source, at),
            requested: {
              purpose: operation === 'reconcile-now' ? 'reconcile' : 'requested',
              by,
              ...definedOnly({ from }),
            },
          }
        : null;
  }
}

/** Tells the caller, and everybody who looks, when an ordered read starts outside the declared hours. */
function waitForWindow({ timetable }: SourceRecord, at: Instant): SourceChanges {
  const nextRunAt = nextInWindow(timetable, at);
  return nextRunAt === at ? {} : { nextRunAt };
}

/** A run that was missed while the source was paused is caught up once. */
function missedRun({ timetable, nextRunAt }: SourceRecord, at: Instant): SourceChanges {
  return nextRunAt === undefined || nextRunAt > at ? {} : { nextRunAt: nextInWindow(timetable, at) };
}
