import { readDeliveryRoute } from '../../schemas/collection/routes.ts';
import type { Command } from './command.ts';
import { connectionOf } from './connection.ts';
import { deliveryOptions, deliveryWord, patienceOf } from './delivery-options.ts';
import { followDelivery } from './follow-delivery.ts';
import { parseCall } from './parse-command-line.ts';
import { showReceipt } from './show-receipt.ts';

/** `guiji receipt DELIVERY [--wait] [--json] [--annotated FOLDER] [--timeout SECONDS]`: how a delivery went. */
export const receiptCommand: Command = async (args, world) => {
  const { values, positionals } = parseCall(args, { wait: { type: 'boolean' }, ...deliveryOptions }, ['报送批次编号']);
  const id = deliveryWord(positionals[0]);
  const seconds = patienceOf(values.timeout);
  const { api } = connectionOf(values.url, world);
  const stays = values.wait === true || values['annotated'] !== undefined;
  const delivery = stays
    ? await followDelivery(id, api, () => undefined, seconds)
    : await api.call(readDeliveryRoute, { params: { delivery: id } });
  return await showReceipt(delivery, { json: values.json === true, annotated: values['annotated'] }, api, world);
};
