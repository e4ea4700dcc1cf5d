import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { approveDeliveryRoute, discardDeliveryRoute, retryDeliveryRoute } from '../../../schemas/collection/routes.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import type { Command } from '../command.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';
import { parseDeliveryId, parseTimeoutSeconds } from '../platform/delivery-options.ts';
import { followDelivery } from '../platform/follow-delivery.ts';
import { showReceipt } from '../platform/show-receipt.ts';
import { requireReason } from '../require-reason.ts';

const common = {
  wait: { type: 'boolean' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;
const withReason = { ...common, reason: { type: 'string' } } as const;

/** Approves what awaits a second person. */
export const approveCommand = commandWithReason(approveDeliveryRoute);

/** Discards what awaits approval or has failed. */
export const discardCommand = commandWithReason(discardDeliveryRoute);

/** Processes a failed delivery again. */
export const retryCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, common, ['报送批次编号']);
  const id = parseDeliveryId(positionals[0]);
  return await decide({ id, values }, context, (api) => api.call(retryDeliveryRoute, { params: { delivery: id } }));
};

function commandWithReason(route: typeof approveDeliveryRoute | typeof discardDeliveryRoute): Command {
  return async (args, context) => {
    const { values, positionals } = parseCommandLine(args, withReason, ['报送批次编号']);
    const id = parseDeliveryId(positionals[0]);
    const reason = requireReason(values.reason);
    return await decide({ id, values }, context, (api) =>
      api.call(route, { params: { delivery: id }, body: { reason } }),
    );
  };
}

type Values = { readonly [K in 'wait' | 'json']?: boolean | undefined } & {
  readonly [K in 'timeout' | 'url']?: string | undefined;
};

/** The decision starts work in the background: `--wait` follows it. */
async function decide(
  { id, values }: { readonly id: string; readonly values: Values },
  context: Parameters<Command>[1],
  act: (api: ApiClient) => Promise<Delivery>,
): Promise<number> {
  const seconds = parseTimeoutSeconds(values.timeout);
  const { api } = openConnection(values.url, context);
  const decided = await act(api);
  const delivery = values.wait === true ? await followDelivery(id, api, () => undefined, seconds) : decided;
  await showReceipt(delivery, { json: values.json === true }, api, context);
  return 0;
}
