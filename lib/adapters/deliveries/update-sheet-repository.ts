import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { ConfirmedSheet, UpdateSheets } from '../../../schemas/collection/update-sheet.ts';
import type { UpdateSheetRepository } from '../../collection/update-sheets/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { itemCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import { createEntity, defineModel, putEntity, queryEntities, readEntity, where } from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

const sheetsItem = storedItem({ name: 'update-sheets', key: ['owner', 'item'], parse: parserOf(UpdateSheets) });
const earlierItem = storedItem({ name: 'earlier-sheet', key: ['owner', 'item'], parse: parserOf(ConfirmedSheet) });

const sheetModel = defineModel({ owner: { type: String, hashKey: true }, item: { type: String, rangeKey: true } });

const current = 'current';
const keyOf = (dataset: string, item = current) => ({ owner: `update-sheet#${dataset}`, item });
const earlierKey = (dataset: string, number: number) => keyOf(dataset, `sheet#${String(number).padStart(6, '0')}`);

const StoredSheets = UpdateSheets.extend({ owner: z.string(), item: z.string() });

export type UpdateSheetSearch = {
  /** Those of these datasets, by dataset; reads 100 at once. */
  readonly sheetsOfMany: (datasets: readonly string[]) => Promise<ReadonlyMap<string, UpdateSheets>>;
};

/**
 * Stores the sheets of a dataset in one partition:
 *
 *     owner                  item           |
 *     update-sheet#vehicles  current        | lockVersion, open, inForce
 *     update-sheet#vehicles  sheet#000001   | a sheet that was replaced, immutable
 */
export function updateSheetRepository(
  client: DynamoDBDocumentClient,
  table: string,
): UpdateSheetRepository & UpdateSheetSearch {
  const model = sheetModel(client, table);
  return {
    sheetsOf: async (dataset) => {
      let sheets: UpdateSheets | undefined;
      const others: Item[] = [];
      for await (const item of queryEntities(model.query('owner').eq(keyOf(dataset).owner).consistent())) {
        if (item['item'] === current) sheets = sheetsItem.read(item);
        else others.push(item);
      }
      const inForce = sheets?.inForce?.number ?? 0;
      const earlier = earlierItem.readAll(others).filter(({ number }) => number < inForce);
      return { sheets, earlier: earlier.toReversed() };
    },
    sheetsOfMany: async (datasets) => {
      const items = await batchGet(
        { client, name: table },
        datasets.map((dataset) => keyOf(dataset)),
      );
      return new Map(sheetsItem.readAll(items).map((sheets) => [sheets.dataset, sheets]));
    },
    saveSheets: async (sheets) => {
      const key = keyOf(sheets.dataset);
      const item = StoredSheets.parse({ ...sheets, ...key });
      if (sheets.lockVersion === 1) return await createEntity(model, item);
      const before = where()
        .attribute('lockVersion')
        .eq(sheets.lockVersion - 1);
      return await putEntity(model, itemCarryingUnknown(StoredSheets, item, await readEntity(model, key)), before);
    },
    keepEarlier: async (dataset, sheet) => {
      await createEntity(model, { ...ConfirmedSheet.parse(sheet), ...earlierKey(dataset, sheet.number) });
    },
  };
}

function parserOf<T>(schema: Parameters<typeof parseTolerantly<T>>[0]) {
  return ({ owner: _owner, item: _item, ...attributes }: Item): T => parseTolerantly(schema, attributes);
}
