import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Instant } from '../../../schemas/kernel/day.ts';
import type { DisputedFields, DisputeMark, DisputeMarks } from '../../sharing/objections/ports.ts';
import { deleteItem, updateItem } from '../dynamodb/items.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const key = ['entity', 'item'] as const;
const kind = 'dispute';
const prefix = `${kind}#`;

const Mark = z.object({
  dataset: z.string(),
  keyHash: z.string(),
  field: z.string(),
  consumer: z.string(),
  objection: z.string(),
  opened: z.int(),
  at: Instant,
  compared: z.int(),
});

const markItem = storedItem({
  name: 'dispute-mark',
  key,
  parse: ({ objector: consumer, ...item }): DisputeMark => Mark.parse({ ...item, consumer }),
});

type Name = Pick<DisputeMark, 'dataset' | 'keyHash' | 'field' | 'consumer'>;
const entityOf = (dataset: string) => `${prefix}${dataset}`;
const keyOf = ({ dataset, keyHash, field, consumer }: Name) => ({
  entity: entityOf(dataset),
  item: `${keyHash}#${field}#${consumer}`,
});

/**
 * Marks what is disputed now, one item for each open objection; a consumer marks a field of a record once.
 *
 *     entity             item                        |
 *     dispute#<dataset>  <keyHash>#<field>#<consumer> | objection, opened, at, compared; kind=dispute (byKind),
 *                                                       dataset, keyHash, field, objector (in no index of consumers)
 */
export function disputeMarks(
  client: DynamoDBDocumentClient,
  name: string,
): DisputeMarks & { readonly disputedFields: DisputedFields } {
  const table = { client, name };
  return {
    mark: async (mark) => {
      const { consumer: objector, ...rest } = mark;
      const marked = await updateItem(table, keyOf(mark), {
        set: { ...rest, objector, kind },
        condition: {
          expression: 'attribute_not_exists(#objection) OR #objection = :same',
          values: { same: mark.objection },
        },
      });
      return marked !== null;
    },
    unmark: async (mark, { openedFrom, at }) => {
      const { objection } = mark;
      await deleteItem(table, keyOf(mark), {
        expression: `#objection = :objection AND #opened < :openedFrom${at === undefined ? '' : ' AND #at <= :at'}`,
        values: { objection, openedFrom, ...(at === undefined ? {} : { at }) },
      });
    },
    noteCompared: async (mark, compared) => {
      const { objection, opened } = mark;
      await updateItem(table, keyOf(mark), {
        set: { compared },
        condition: {
          expression: '#objection = :objection AND #opened = :opened',
          values: { objection, opened },
        },
      });
    },
    marks: async function* () {
      const where = { expression: '#kind = :kind', values: { kind } };
      for await (const item of queryItems(table, { index: 'byKind', where })) {
        const mark = markItem.readOrReport(item);
        if (mark !== undefined) yield mark;
      }
    },
    disputedFields: async (dataset) => {
      const where = { expression: '#entity = :entity', values: { entity: entityOf(dataset) } };
      const byRecord = new Map<string, string[]>();
      for await (const item of queryItems(table, { where })) {
        const mark = markItem.readOrReport(item);
        if (mark === undefined) continue;
        const fields = byRecord.get(mark.keyHash) ?? [];
        if (!fields.includes(mark.field)) byRecord.set(mark.keyHash, [...fields, mark.field]);
      }
      return byRecord;
    },
  };
}
