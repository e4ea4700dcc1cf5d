import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { QuarantinedRecord } from '../../../schemas/certificates/quarantine.ts';
import type { QuarantineRepository } from '../../certificates/issue/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { deleteItem, updateItem } from '../dynamodb/items.ts';
import { queryItems } from '../dynamodb/query-items.ts';

const QuarantineItem = z.object({ item: z.string() });

/**
 * Stores in the work table which records could not be issued, in quarantine or not yet:
 *
 *     quarantine#<dataset> | <record> | seq, attempts, reason, at, source (delivery, sheet, row)
 */
export function quarantineRepository(client: DynamoDBDocumentClient, name: string): QuarantineRepository {
  const table = { client, name };
  return {
    failed: async function* (dataset) {
      const where = { expression: '#work = :work', values: { work: partition(dataset) } };
      for await (const item of queryItems(table, { where })) yield toRecord(item);
    },
    recordFailure: async (dataset, record, { seq, reason, at, source }) => {
      const set = { reason, at, ...definedOnly({ source }) };
      const again = await updateItem(table, keyOf(dataset, record), {
        set,
        add: { attempts: 1 },
        condition: { expression: '#seq = :seq', values: { seq } },
      });
      const item = again ?? (await updateItem(table, keyOf(dataset, record), { set: { ...set, seq, attempts: 1 } }));
      return toRecord({ ...item }).attempts;
    },
    clear: async (dataset, record) => void (await deleteItem(table, keyOf(dataset, record))),
  };
}

function partition(dataset: string): string {
  return `quarantine#${dataset}`;
}

function keyOf(dataset: string, record: string) {
  return { work: partition(dataset), item: record };
}

function toRecord(item: unknown): QuarantinedRecord {
  return QuarantinedRecord.parse({ ...Object(item), record: QuarantineItem.parse(item).item });
}
