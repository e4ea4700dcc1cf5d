import type { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { CataloguePorts, Clock, DatasetStateRepository, LinkRepository, PublicationEvents } from '../ports.ts';
import { confirmationEvent } from './link-events.ts';

export type ConfirmLinkPorts = Pick<CataloguePorts, 'publishedVersions'> &
  Clock & {
    readonly links: LinkRepository;
    readonly datasetStates: Pick<DatasetStateRepository, 'read'>;
    readonly newReceiptNumber: () => string;
    readonly events: Pick<PublicationEvents, 'linkConfirmed'>;
  };

/** Confirms a channel that is on trial (验收): its records become visible to all. */
export async function confirmLink(
  { caller, params, body }: RouteInput<typeof confirmLinkRoute>,
  ports: ConfirmLinkPorts,
) {
  const version = (await ports.publishedVersions(params.dataset)).at(-1);
  if (version === undefined) return refused('dataset-not-found', { dataset: params.dataset });
  const datasetState = await ports.datasetStates.read(params.dataset);
  const { dataset } = params;
  const { channel } = body;
  const receipt = {
    number: ports.newReceiptNumber(),
    confirmedBy: caller.subject,
    confirmedAt: ports.now(),
    records: datasetState.records,
    ...definedOnly({ comment: body.comment }),
  };
  const { provider } = version.content.metadata;
  const event = confirmationEvent({ dataset, channel }, provider, receipt);
  const link = await ports.links.confirm({ dataset, channel }, receipt, event);
  if (link === null) return refused('nothing-on-trial');
  await ports.events.linkConfirmed(params.dataset);
  return link;
}
