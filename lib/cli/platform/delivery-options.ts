import { DeliveryId } from '../../../schemas/collection/delivery.ts';
import { UsageError } from '../command.ts';

export const deliveryOptions = {
  json: { type: 'boolean' },
  annotated: { type: 'string' },
  'rejected-rows': { type: 'string' },
  timeout: { type: 'string' },
  url: { type: 'string' },
} as const;

const defaultTimeoutSeconds = 900;

/** Accepts 0 to 86,400 seconds; throws `UsageError`. */
export function parseTimeoutSeconds(word: string | undefined): number {
  const seconds = word === undefined ? defaultTimeoutSeconds : Number(word);
  if (!(seconds > 0 && seconds <= 86_400)) throw new UsageError('“--timeout”后面应为等待的秒数，例如 600。');
  return seconds;
}

/** Accepts lower case. Throws `UsageError`. */
export function parseDeliveryId(word: string | undefined): string {
  const parsed = DeliveryId.safeParse(word?.toUpperCase());
  if (!parsed.success)
    throw new UsageError('报送批次编号为 26 位字母和数字，例如 01ARZ3NDEKTSV4RRFFQ69G5FAV，登记报送时已显示。');
  return parsed.data;
}
