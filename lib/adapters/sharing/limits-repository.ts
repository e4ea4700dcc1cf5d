import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { KeptSharingLimits } from '../../../schemas/sharing/limits.ts';
import type { LimitsRepository } from '../../sharing/limits/keep-limits.ts';
import { itemCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import { createEntity, defineModel, putEntity, readEntity, where } from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

const limitsItem = storedItem({ name: 'sharing-limits', key: ['owner', 'item'], parse: fromItem });

const limitsModel = defineModel({ owner: { type: String, hashKey: true }, item: { type: String, rangeKey: true } });

const key = { owner: 'limits', item: 'sharing' } as const;
const StoredLimits = KeptSharingLimits.extend({ owner: z.literal(key.owner), item: z.literal(key.item) });

/**
 * Stores the limits of a city that has set any; what a stored item lacks is at its default:
 *
 *     owner   item     |
 *     limits  sharing  | workingDays, remindWorkingDaysBefore, …, lockVersion, changed
 */
export function limitsRepository(client: DynamoDBDocumentClient, table: string): LimitsRepository {
  const model = limitsModel(client, table);
  return {
    keptLimits: async () => {
      const item = await readEntity(model, key);
      return item === undefined ? undefined : limitsItem.read(item);
    },
    saveLimits: async (limits) => {
      const item = { ...limits, ...key };
      if (limits.lockVersion === 1) return await createEntity(model, StoredLimits.parse(item));
      const stored = await readEntity(model, key);
      return await putEntity(
        model,
        itemCarryingUnknown(StoredLimits, item, stored),
        where()
          .attribute('lockVersion')
          .eq(limits.lockVersion - 1),
      );
    },
  };
}

function fromItem({ owner: _owner, item: _item, ...limits }: Item): KeptSharingLimits {
  return parseTolerantly(KeptSharingLimits, limits);
}
