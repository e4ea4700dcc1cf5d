import { platformActor } from '../../../schemas/collection/delivery.ts';
import {
  sourceEntity,
  type SourceDecision,
  type SourceHealth,
  type SourceRecord,
} from '../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { SourceChanges } from './ports.ts';

/** Runs are deliveries, which have events of their own. */
const isOfRun = {
  registered: false,
  'secret-set': false,
  tested: false,
  returned: false,
  confirmed: false,
  paused: false,
  resumed: false,
  retired: false,
  'run-now': true,
  'run-from': true,
  'reconcile-now': true,
  replayed: true,
} as const satisfies Record<SourceDecision['kind'], boolean>;

/** The event of a source that did not exist before. */
export function registrationEvent(source: SourceRecord, { by, at }: Pick<SourceDecision, 'by' | 'at'>): NewEvent {
  return { ...identify(source), at, by, action: 'registered', to: source.state };
}

/** The event of a person's decision; none for what orders a run. A reason in words stays in the source. */
export function decisionEvent(
  source: SourceRecord,
  { kind, by, at }: SourceDecision,
  { state, test, receipt }: SourceChanges,
): { readonly event?: NewEvent } {
  if (isOfRun[kind]) return {};
  const event = { ...identify(source), at, by, action: kind, from: source.state, to: state ?? source.state };
  if (kind === 'tested' && test !== undefined && test !== null) {
    const { rows, rejected, fault } = test;
    return { event: { ...event, counts: { rows, rejected }, ...definedOnly({ reason: fault?.code }) } };
  }
  return {
    event: { ...event, ...(receipt === undefined || receipt === null ? {} : { counts: { rows: receipt.rows } }) },
  };
}

/** The event of a running source that begins to fail, or of one that is read again after failures. */
export function healthEvent(source: SourceRecord, health: SourceHealth, at: Instant): { readonly event?: NewEvent } {
  const [wasFailing, isFailing] = [source.health.streak < 0, health.streak < 0];
  if (wasFailing === isFailing) return {};
  const event = { ...identify(source), at, by: platformActor, from: source.state, to: source.state };
  if (isFailing)
    return { event: { ...event, action: 'failing', ...definedOnly({ reason: health.lastFailure?.code }) } };
  return { event: { ...event, action: 'recovered', counts: { failures: -source.health.streak } } };
}

function identify({ dataset, channel, department }: SourceRecord) {
  return { entity: sourceEntity({ dataset, channel }), kind: 'source' as const, dataset, channel, department };
}
