import { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import type { Command } from '../command.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';
import { deliveryOptions, parseDeliveryId, parseTimeoutSeconds } from '../platform/delivery-options.ts';
import { followDelivery } from '../platform/follow-delivery.ts';
import { asksForWorkbooks, showReceipt } from '../platform/show-receipt.ts';

export const receiptCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, { wait: { type: 'boolean' }, ...deliveryOptions }, [
    '报送批次编号',
  ]);
  const id = parseDeliveryId(positionals[0]);
  const seconds = parseTimeoutSeconds(values.timeout);
  const { api } = openConnection(values.url, context);
  const waits = values.wait === true || asksForWorkbooks(values);
  const delivery = waits
    ? await followDelivery(id, api, () => undefined, seconds)
    : await api.call(readDeliveryRoute, { params: { delivery: id } });
  return await showReceipt(delivery, values, api, context);
};
