import { toDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { approveDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, CollectionSettings, DeliveryRepository, Messages, DeliveryChanges } from '../ports.ts';
import { changeStatus, type ChangeStatusPorts } from './change-status.ts';

export type ApproveDeliveryPorts = Clock &
  ChangeStatusPorts & {
    readonly deliveries: DeliveryRepository;
    readonly messages: Pick<Messages, 'ingest'>;
    readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
  };

/** Approves a delivery's removals; refuses the person who created it. It is ingested again. */
export async function approveDelivery(
  { caller, params, body }: RouteInput<typeof approveDeliveryRoute>,
  ports: ApproveDeliveryPorts,
) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  if (delivery.createdBy === caller.subject) return refused('same-person');
  if (delivery.discarding !== undefined) return refused('not-awaiting-approval', { status: statusNames.discarded });
  const now = ports.now();
  const changes = {
    shrinkConfirmedBy: caller.subject,
    decisions: [...delivery.decisions, { kind: 'approved', by: caller.subject, at: now, reason: body.reason }],
    annotated: 'none',
    attempts: 0,
    finishedAt: null,
    reason: null,
    retryAt: secondsAfter(now, ports.settings.leaseSeconds),
  } satisfies DeliveryChanges;
  const transition = { from: ['awaiting-approval'], to: 'received', changes } as const;
  const approved = await changeStatus(delivery.id, transition, ports);
  if (approved === null) return refused('not-awaiting-approval', { status: statusNames[delivery.status] });
  await ports.messages.ingest(delivery);
  return toDelivery(approved);
}
