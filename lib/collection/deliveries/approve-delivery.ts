import { type DeliveryRecord, toDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { approveDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { findSecondPersonObjection, type SecondPersonPorts } from '../../kernel/second-person.ts';
import type { Clock, CollectionSettings, DeliveryRepository, Messages, DeliveryChanges } from '../ports.ts';
import { noAttempts } from './attempts.ts';
import { changeStatus, type ChangeStatusPorts } from './change-status.ts';

export type ApproveDeliveryPorts = Clock &
  ChangeStatusPorts &
  SecondPersonPorts & {
    readonly deliveries: DeliveryRepository;
    readonly messages: Pick<Messages, 'ingest'>;
    readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
  };

/** Approves a delivery's removals; refuses who is no second person. It is ingested again. */
export async function approveDelivery(
  { caller, params, body }: RouteInput<typeof approveDeliveryRoute>,
  ports: ApproveDeliveryPorts,
) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  const { objection, isMakerKnown } = await findSecondPersonObjection(
    { checker: caller.subject, makers: [delivery.createdBy] },
    ports,
  );
  if (objection !== null) return refused(objection);
  if (needsCentre(delivery, isMakerKnown) && !caller.roles.includes('operator')) return refused('approval-by-centre');
  if (delivery.discarding !== undefined) return refused('not-awaiting-approval', { status: statusNames.discarded });
  const now = ports.now();
  const changes = {
    shrinkConfirmedBy: caller.subject,
    decisions: [...delivery.decisions, { kind: 'approved', by: caller.subject, at: now, reason: body.reason }],
    annotated: 'none',
    ...noAttempts,
    finishedAt: null,
    reason: null,
    retryAt: secondsAfter(now, ports.settings.leaseSeconds),
  } satisfies DeliveryChanges;
  const transition = { from: ['awaiting-approval'], to: 'received', changes, by: caller.subject } as const;
  const approved = await changeStatus(delivery.id, transition, ports);
  if (approved === null) return refused('not-awaiting-approval', { status: statusNames[delivery.status] });
  await ports.messages.ingest(delivery);
  return toDelivery(approved);
}

/** A department decides itself when and what its source shows: the centre approves a pull, and what nobody answers for. */
export function needsCentre({ channel }: Pick<DeliveryRecord, 'channel'>, isDelivererKnown: boolean): boolean {
  return channel !== 'excel' || !isDelivererKnown;
}
