import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { HolidayTable } from '../../../schemas/departments/holidays.ts';
import type { HolidayRepository } from '../../departments/holidays/ports.ts';
import { itemCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import {
  collect,
  createEntity,
  defineModel,
  putEntity,
  queryEntities,
  readEntity,
  where,
} from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

const holidaysItem = storedItem({ name: 'holidays', key: ['owner', 'item'], parse: fromItem });

const holidaysModel = defineModel({ owner: { type: String, hashKey: true }, item: { type: String, rangeKey: true } });

const owner = 'holidays';
const StoredHolidays = HolidayTable.extend({ owner: z.literal(owner), item: z.string() });

/**
 * Stores one item a year; a query of the partition reads them all:
 *
 *     owner     item (year)  |
 *     holidays  2026         | year, holidays, makeUpDays, lockVersion, changed
 */
export function holidayRepository(client: DynamoDBDocumentClient, table: string): HolidayRepository {
  const model = holidaysModel(client, table);
  return {
    holidayTables: async () =>
      holidaysItem.readAll(await collect(queryEntities(model.query('owner').eq(owner).consistent()))),
    saveHolidays: async (holidays) => {
      const key = { owner, item: String(holidays.year) } as const;
      const item = { ...holidays, ...key };
      if (holidays.lockVersion === 1) return await createEntity(model, StoredHolidays.parse(item));
      const stored = await readEntity(model, key);
      return await putEntity(
        model,
        itemCarryingUnknown(StoredHolidays, item, stored),
        where()
          .attribute('lockVersion')
          .eq(holidays.lockVersion - 1),
      );
    },
  };
}

function fromItem({ owner: _owner, item: _item, ...table }: Item): HolidayTable {
  return parseTolerantly(HolidayTable, table);
}
